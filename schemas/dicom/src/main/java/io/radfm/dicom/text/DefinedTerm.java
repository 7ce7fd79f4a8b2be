// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// Defined terms of Specific Character Set (PS3.3 Tables C.12-2 to C.12-5), as they are written and
/// as they are misspelt.
final class DefinedTerm {
    private static final Map<String, Charset> BY_NUMBER =
            Map.ofEntries(
                    Map.entry("6", StandardCharsets.US_ASCII),
                    Map.entry("100", StandardCharsets.ISO_8859_1),
                    Map.entry("101", Charset.forName("ISO-8859-2")),
                    Map.entry("109", Charset.forName("ISO-8859-3")),
                    Map.entry("110", Charset.forName("ISO-8859-4")),
                    Map.entry("144", Charset.forName("ISO-8859-5")),
                    Map.entry("127", Charset.forName("ISO-8859-6")),
                    Map.entry("126", Charset.forName("ISO-8859-7")),
                    Map.entry("138", Charset.forName("ISO-8859-8")),
                    Map.entry("148", Charset.forName("ISO-8859-9")),
                    Map.entry("203", Charset.forName("ISO-8859-15")),
                    Map.entry("166", Charset.forName("TIS-620")),
                    Map.entry("13", Charset.forName("JIS_X0201")),
                    Map.entry("192", StandardCharsets.UTF_8));

    private static final Map<String, String> OTHER_NAMES =
            Map.of(
                    "UTF8", "192",
                    "LATIN1", "100",
                    "ISO88591", "100",
                    "ASCII", "6",
                    "USASCII", "6",
                    "ISO646", "6");

    private DefinedTerm() {}

    /// `ISO_IR 100`, `ISO-IR 100`, `iso_ir100` → `100`; `ISO 2022 IR 87`, `ISO_2022_IR_87`, `ISO
    /// 2022 87` → `2022 87`; `GB18030` and `GBK` as they are.
    static String normalize(String term) {
        var letters = term.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        var known = OTHER_NAMES.get(letters);
        if (known != null) {
            return known;
        }
        if (letters.startsWith("ISO2022")) {
            return "2022 " + letters.substring(7).replaceFirst("^IR", "");
        }
        return letters.startsWith("ISOIR") ? letters.substring(5) : letters;
    }

    /// What an initial term stands for in G0 and G1 together; `null` for the default repertoire,
    /// unknown terms and sets that are reached by escape sequences only.
    static Charset charset(String normalized) {
        var number = normalized.startsWith("2022 ") ? normalized.substring(5) : normalized;
        if (number.equals("GB18030") || number.equals("GBK")) {
            return Charset.forName(number);
        }
        if (number.equals("GB2312")) {
            return Charset.forName("GB18030");
        }
        return number.equals("6") ? null : BY_NUMBER.get(number);
    }

    /// JIS X 0201 has a yen sign and an overline where ASCII has what separates values; they are
    /// read as ASCII (PS3.5 §6.1.2.5.3).
    static String decode(Charset charset, byte[] bytes, int from, int length) {
        var text = new String(bytes, from, length, charset);
        return charset.name().equals("JIS_X0201")
                ? text.replace('\u00A5', '\\').replace('\u203E', '~')
                : text;
    }

    /// The reverse of [#decode], before encoding.
    static String writable(Charset charset, String text) {
        return charset.name().equals("JIS_X0201")
                ? text.replace('\\', '\u00A5').replace('~', '\u203E')
                : text;
    }
}
