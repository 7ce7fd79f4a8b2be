// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// The examples that PS3.5 prints in Annexes H to K, and what writers make of (0008,0005).
class CharacterSetTest {
    private static final String NAME = "\\^=";
    private static final String TEXT = "";

    private static String decode(String terms, String hex, String delimiters) {
        return CharacterSet.of(List.of(terms.split("\\\\", -1)))
                .decode(HexFormat.of().parseHex(hex.replaceAll("\\s", "")), delimiters);
    }

    @Test
    void japaneseInKanjiAndHiragana() { // §H.3.1
        assertEquals(
                "Yamada^Tarou=山田^太郎=やまだ^たろう",
                decode(
                        "\\ISO 2022 IR 87",
                        """
                        59 61 6D 61 64 61 5E 54 61 72 6F 75 3D 1B 24 42 3B 33 45 44 1B 28 42 5E 1B 24 42 42 40 4F 3A
                        1B 28 42 3D 1B 24 42 24 64 24 5E 24 40 1B 28 42 5E 1B 24 42 24 3F 24 6D 24 26 1B 28 42\
                        """,
                        NAME));
    }

    @Test
    void japaneseInHalfWidthKatakana() { // §H.3.2
        assertEquals(
                "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
                decode(
                        "ISO 2022 IR 13\\ISO 2022 IR 87",
                        """
                        D4 CF C0 DE 5E C0 DB B3 3D 1B 24 42 3B 33 45 44 1B 28 4A 5E 1B 24 42 42 40 4F 3A 1B 28 4A 3D
                        1B 24 42 24 64 24 5E 24 40 1B 28 4A 5E 1B 24 42 24 3F 24 6D 24 26 1B 28 4A\
                        """,
                        NAME));
    }

    @Test
    void korean() { // §I.2
        assertEquals(
                "Hong^Gildong=洪^吉洞=홍^길동",
                decode(
                        "\\ISO 2022 IR 149",
                        """
                        48 6F 6E 67 5E 47 69 6C 64 6F 6E 67 3D 1B 24 29 43 FB F3 5E 1B 24 29 43 D1 CE D4 D7 3D
                        1B 24 29 43 C8 AB 5E 1B 24 29 43 B1 E6 B5 BF\
                        """,
                        NAME));
    }

    @Test
    void koreanOfSeveralLines() { // §I.3
        assertEquals(
                "The 1st line includes 길동.\r\nThe 2nd line includes 길동, too.\r\nThe 3rd line",
                decode(
                        "\\ISO 2022 IR 149",
                        """
                        1B 24 29 43 54 68 65 20 31 73 74 20 6C 69 6E 65 20 69 6E 63 6C 75 64 65 73 20 B1 E6 B5 BF 2E 0D
                        0A 1B 24 29 43 54 68 65 20 32 6E 64 20 6C 69 6E 65 20 69 6E 63 6C 75 64 65 73 20 B1 E6 B5 BF 2C
                        20 74 6F 6F 2E 0D 0A 54 68 65 20 33 72 64 20 6C 69 6E 65\
                        """,
                        TEXT));
    }

    @Test
    void chineseInUtf8() { // §J.1
        assertEquals(
                "Wang^XiaoDong=王^小東=",
                decode(
                        "ISO_IR 192",
                        """
                        57 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D E7 8E 8B 5E E5 B0 8F E6 9D B1 3D\
                        """,
                        NAME));
    }

    @Test
    void chineseInGb18030() { // §J.2
        assertEquals(
                "Wang^XiaoDong=王^小东=",
                decode(
                        "GB18030",
                        "57 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D CD F5 5E D0 A1 B6 AB 3D",
                        NAME));
    }

    @Test
    void chineseByCodeExtensions() { // §K.2
        assertEquals(
                "Zhang^XiaoDong=张^小东=",
                decode(
                        "\\ISO 2022 IR 58",
                        """
                        5A 68 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D 1B 24 29 41 D5 C5 5E 1B 24 29 41 D0 A1 B6 AB 3D\
                        """,
                        NAME));
    }

    @Test
    void japaneseSupplementaryKanjiTakeTwoBytes() { // JIS X 0212, row 16 cell 1
        assertEquals("丂a", decode("\\ISO 2022 IR 159", "1B 24 28 44 30 21 1B 28 42 61", NAME));
    }

    /// 0x5C and 0x5E are letters' second bytes here, 表 and 澄; they separate nothing.
    @Test
    void bytesOfAKanjiThatLookLikeDelimitersAreNone() {
        assertEquals("表^x", decode("\\ISO 2022 IR 87", "1B 24 42 49 3D 1B 28 42 5E 78", NAME));
        assertEquals("乗\\a", decode("\\ISO 2022 IR 87", "1B 24 42 3E 68 1B 28 42 5C 61", NAME));
        assertEquals("誠", decode("GB18030", "D5 5C", NAME));
    }

    /// Latin-1 in G1 initially, Greek by an escape sequence up to the delimiter, Latin-1 again.
    @Test
    void codeExtensionsEndAtDelimiters() {
        assertEquals(
                "Αé^é",
                decode("ISO 2022 IR 100\\ISO 2022 IR 126", "1B 2D 46 C1 1B 2D 41 E9 5E E9", NAME));
        assertEquals("Α\\Á", decode("ISO 2022 IR 100\\ISO 2022 IR 126", "1B 2D 46 C1 5C C1", "\\"));
        assertEquals("Α^Α", decode("ISO 2022 IR 100\\ISO 2022 IR 126", "1B 2D 46 C1 5E C1", TEXT));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "ISO_IR 100, E4, ä",
        "ISO_IR 101, E8, č",
        "ISO_IR 109, E6, ĉ",
        "ISO_IR 110, F8, ø",
        "ISO_IR 144, BB, Л",
        "ISO_IR 127, C8, ب",
        "ISO_IR 126, C1, Α",
        "ISO_IR 138, F9, ש",
        "ISO_IR 148, FD, ı",
        "ISO_IR 203, A4, €",
        "ISO_IR 166, A1, ก",
        "ISO_IR 13, D4, ﾔ",
        "GBK, D0 A1, 小",
    })
    void eachSetHasItsLetters(String term, String bytes, String letters) {
        assertEquals(letters, decode(term, bytes, NAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ISO_IR 100",
                "ISO-IR 100",
                "ISO IR 100",
                "ISO_IR_100",
                "iso_ir100",
                "ISO 2022 IR 100",
                "ISO 2022-IR 100",
                "ISO2022 IR100",
                "ISO 8859-1",
                "Latin1"
            })
    void termsAreUnderstoodHoweverTheyAreSpelt(String term) {
        assertEquals("ä", decode(term, "E4", NAME));
    }

    @Test
    void chineseTermsAreUnderstoodAsTheStandardOncePrintedThem() {
        assertEquals("张", decode("\\ISO 2022 58", "1B 24 29 41 D5 C5", NAME));
        assertEquals("小", decode("ISO 2022 GBK", "D0 A1", NAME));
        assertEquals("小", decode("GB2312", "D0 A1", NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ISO_IR 6", "ISO_IR 999", "what is this"})
    void undeclaredBytesAreUtf8IfTheyCanBeElseLatin1(String term) {
        assertEquals("ä", decode(term, "C3 A4", NAME));
        assertEquals("ä", decode(term, "E4", NAME));
    }

    @Test
    void anEscapeInTextThatHasNoCodeExtensionsIsOnlyACharacter() {
        assertEquals("\u001b[ä", decode("ISO_IR 192", "1B 5B C3 A4", NAME));
    }

    @Test
    void brokenMultiByteTextBecomesReplacementCharacters() {
        assertEquals("\uFFFD", decode("\\ISO 2022 IR 87", "1B 24 42 3B", NAME));
        assertEquals("a\uFFFD", decode("ISO_IR 192", "61 E7", NAME));
        assertEquals("", decode("\\ISO 2022 IR 87", "1B", NAME));
    }

    @Test
    void whatASetCannotSayIsNotWritten() {
        assertTrue(CharacterSet.of(List.of("ISO_IR 100")).encode("山").isEmpty());
        assertTrue(CharacterSet.DEFAULT.encode("ä").isEmpty());
        assertArrayEquals(
                "山".getBytes(StandardCharsets.UTF_8), CharacterSet.UTF_8.encode("山").orElseThrow());
    }

    /// JIS X 0201 has a yen sign where values are separated.
    @Test
    void valuesAreSeparatedInKatakanaToo() {
        var katakana = CharacterSet.of(List.of("ISO_IR 13"));
        var bytes = katakana.encode("ﾔ\\ﾏ~").orElseThrow();
        assertArrayEquals(new byte[] {(byte) 0xD4, 0x5C, (byte) 0xCF, 0x7E}, bytes);
        assertEquals("ﾔ\\ﾏ~", katakana.decode(bytes, NAME));
    }
}
