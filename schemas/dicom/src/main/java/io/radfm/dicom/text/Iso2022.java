// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Text with code extensions (ISO/IEC 2022 as PS3.5 §6.1.2.5 restricts it).
///
/// ```
/// bytes 21–7E ─► G0   designated by ESC ( F  ESC ) I  ESC $ B  ESC $ ( D …
/// bytes A1–FE ─► G1   designated by ESC - F  ESC $ ) C  ESC $ ) A
/// ```
///
/// G0 and G1 go back to what the first value of Specific Character Set says at every delimiter:
/// line ends and other control characters, `\` between values, `^` and `=` in names. Escape
/// sequences are obeyed whether or not their set was declared; unknown ones leave the state as it
/// is.
final class Iso2022 {
    /// A set, and how many bytes the form of it that Java reads has for a character.
    private record Designation(Charset charset, int width) {}

    private static final Designation ASCII = new Designation(StandardCharsets.US_ASCII, 1);

    /// Multi-byte sets are read in the EUC form of their country, both bytes with the high bit set.
    private static final Map<String, Designation> G0 =
            Map.of(
                    "(B", ASCII,
                    "(J", new Designation(Charset.forName("JIS_X0201"), 1),
                    "$B", new Designation(Charset.forName("EUC-JP"), 2),
                    "$@", new Designation(Charset.forName("EUC-JP"), 2),
                    "$(D", new Designation(Charset.forName("EUC-JP"), 3));

    private static final Map<String, Designation> G1 =
            Map.ofEntries(
                    Map.entry("-A", single("ISO-8859-1")),
                    Map.entry("-B", single("ISO-8859-2")),
                    Map.entry("-C", single("ISO-8859-3")),
                    Map.entry("-D", single("ISO-8859-4")),
                    Map.entry("-L", single("ISO-8859-5")),
                    Map.entry("-G", single("ISO-8859-6")),
                    Map.entry("-F", single("ISO-8859-7")),
                    Map.entry("-H", single("ISO-8859-8")),
                    Map.entry("-M", single("ISO-8859-9")),
                    Map.entry("-b", single("ISO-8859-15")),
                    Map.entry("-T", single("TIS-620")),
                    Map.entry(")I", single("JIS_X0201")),
                    Map.entry("$)C", new Designation(Charset.forName("EUC-KR"), 2)),
                    Map.entry("$)A", new Designation(Charset.forName("GB2312"), 2)));

    private final String delimiters;
    private final Designation initialG1;
    private final Designation initialG0;
    private Designation g0;
    private Designation g1;

    /// @param delimiters the characters that reset the state, besides control characters
    Iso2022(Charset initial, String delimiters) {
        this.delimiters = delimiters;
        initialG0 = initial.name().equals("JIS_X0201") ? new Designation(initial, 1) : ASCII;
        initialG1 = new Designation(initial, 1);
        reset();
    }

    private static Designation single(String charset) {
        return new Designation(Charset.forName(charset), 1);
    }

    private void reset() {
        g0 = initialG0;
        g1 = initialG1;
    }

    String decode(byte[] bytes) {
        var text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int one = bytes[at] & 0xFF;
            if (one == 0x1B) {
                at += designate(bytes, at);
                continue;
            }
            var set = one >= 0x80 ? g1 : g0;
            if (one <= ' ' || set.width == 1) {
                var letters = DefinedTerm.decode(set.charset, bytes, at, 1);
                text.append(letters);
                if (one < 0x80 && isDelimiter(letters.charAt(0))) {
                    reset();
                }
                at++;
            } else {
                int taken = Math.min(2, bytes.length - at);
                text.append(wide(set, bytes, at, taken));
                at += taken;
            }
        }
        return text.toString();
    }

    private boolean isDelimiter(char letter) {
        return letter < ' ' || delimiters.indexOf(letter) >= 0;
    }

    /// Two bytes of a set with 94 × 94 characters; JIS X 0212 is the one that EUC-JP marks by 8F.
    private static String wide(Designation set, byte[] bytes, int at, int taken) {
        if (taken < 2) {
            return "\uFFFD";
        }
        var euc = new byte[set.width];
        euc[0] = (byte) 0x8F;
        euc[set.width - 2] = (byte) (bytes[at] | 0x80);
        euc[set.width - 1] = (byte) (bytes[at + 1] | 0x80);
        return new String(euc, set.charset);
    }

    /// Obeys the escape sequence here; how many bytes it has.
    private int designate(byte[] bytes, int at) {
        int end = at + 1;
        while (end < bytes.length && bytes[end] >= 0x20 && bytes[end] < 0x30) {
            end++;
        }
        end = Math.min(end + 1, bytes.length);
        var sequence = new String(bytes, at + 1, end - at - 1, StandardCharsets.ISO_8859_1);
        g0 = G0.getOrDefault(sequence, g0);
        g1 = G1.getOrDefault(sequence, g1);
        return end - at;
    }
}
