// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.dicom.text.CharacterSet;

import java.util.Map;

/// Makes any text, a model's above all, into one that a report in a given character set can hold.
///
/// Control characters go, lines end in CR LF, and characters that the set lacks are written as the
/// ASCII ones that look like them, else as a question mark. No text is refused.
final class SrText {
    /// Enough for any report; a model that babbles is cut here, visibly.
    static final int MAX_CHARACTERS = 64 << 10;

    private static final String CUT = " [cut]";

    private static final Map<Integer, String> LOOKS_LIKE =
            Map.ofEntries(
                    Map.entry(0x00A0, " "),
                    Map.entry(0x00B0, " deg"),
                    Map.entry(0x00B1, "+/-"),
                    Map.entry(0x00B5, "u"),
                    Map.entry(0x00D7, "x"),
                    Map.entry(0x03BC, "u"),
                    Map.entry(0x2010, "-"),
                    Map.entry(0x2011, "-"),
                    Map.entry(0x2012, "-"),
                    Map.entry(0x2013, "-"),
                    Map.entry(0x2014, "-"),
                    Map.entry(0x2018, "'"),
                    Map.entry(0x2019, "'"),
                    Map.entry(0x201C, "\""),
                    Map.entry(0x201D, "\""),
                    Map.entry(0x2022, "*"),
                    Map.entry(0x2026, "..."),
                    Map.entry(0x2212, "-"),
                    Map.entry(0x2264, "<="),
                    Map.entry(0x2265, ">="));

    private SrText() {}

    /// A value of VR UT.
    static String paragraphs(String text, CharacterSet characters) {
        var clean = new StringBuilder();
        text.lines()
                .map(line -> line.codePoints().filter(SrText::isPrinted))
                .forEach(line -> write(line.toArray(), characters, clean).append("\r\n"));
        var whole = clean.toString().strip();
        return whole.length() <= MAX_CHARACTERS ? whole : shortened(whole, MAX_CHARACTERS) + CUT;
    }

    /// A value of VR LO or SH: one line, no backslash.
    static String line(String text, int maxCharacters, CharacterSet characters) {
        int[] points =
                text.codePoints()
                        .map(point -> isPrinted(point) && point != '\\' ? point : ' ')
                        .toArray();
        var clean = write(points, characters, new StringBuilder()).toString().strip();
        return clean.length() <= maxCharacters ? clean : shortened(clean, maxCharacters).strip();
    }

    /// Whether the set holds this text, after the characters that have an ASCII look-alike were
    /// replaced: what is lost then is typography only.
    static boolean holds(CharacterSet characters, String text) {
        return text.codePoints()
                .filter(SrText::isPrinted)
                .allMatch(
                        point ->
                                LOOKS_LIKE.containsKey(point)
                                        || characters
                                                .encode(Character.toString(point))
                                                .isPresent());
    }

    private static StringBuilder write(int[] points, CharacterSet characters, StringBuilder to) {
        for (int point : points) {
            var one = Character.toString(point);
            to.append(
                    point < 0x7F || characters.encode(one).isPresent()
                            ? one
                            : LOOKS_LIKE.getOrDefault(point, "?"));
        }
        return to;
    }

    private static boolean isPrinted(int point) {
        return point == '\t'
                || !(Character.isISOControl(point)
                        || Character.getType(point) == Character.SURROGATE
                        || Character.getType(point) == Character.UNASSIGNED
                        || isDirectionOverride(point));
    }

    /// Characters that let a text be shown in another order than it is written in.
    private static boolean isDirectionOverride(int point) {
        return point >= 0x202A && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    private static String shortened(String text, int length) {
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}
