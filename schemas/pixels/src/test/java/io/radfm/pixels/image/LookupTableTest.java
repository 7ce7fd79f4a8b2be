// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.pixels.image.LookupTable.Descriptor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plain and segmented tables.
class LookupTableTest {

    @Test
    void valuesOutsideTheTableTakeItsFirstAndLastEntry() throws Exception {
        var table = LookupTable.of(new Descriptor(3, -1, 16), bytes(10, 0, 20, 0, 30, 1));

        assertEquals(10, table.apply(-5000));
        assertEquals(10, table.apply(-1));
        assertEquals(20, table.apply(0));
        assertEquals(286, table.apply(1));
        assertEquals(286, table.apply(5000));
    }

    @Test
    void aCountOfZeroStandsForAllSixtyFiveThousand() throws Exception {
        assertEquals(65536, Descriptor.of(new int[] {0, 0, 16}, false).entries());
    }

    @Test
    void theFirstMappedValueIsSignedWhereThePixelsAre() throws Exception {
        assertEquals(-1024, Descriptor.of(new int[] {4096, 64512, 16}, true).first());
        assertEquals(64512, Descriptor.of(new int[] {4096, 64512, 16}, false).first());
    }

    @Test
    void aByteForEachEntryIsATableOfEightBits() throws Exception {
        var table = LookupTable.of(new Descriptor(4, 0, 16), bytes(1, 2, 3, 255));

        assertEquals(255, table.apply(3));
        assertEquals(255, table.white());
    }

    @Test
    void aSixteenBitPaletteIsShownByItsHighByteUnlessItNeverUsesIt() throws Exception {
        var high = LookupTable.of(new Descriptor(2, 0, 16), bytes(0, 0x12, 0xFF, 0xFF));
        var low = LookupTable.of(new Descriptor(2, 0, 16), bytes(0x12, 0, 0xFF, 0));

        assertArrayEquals(bytes(0x12, 0xFF), high.eightBit());
        assertArrayEquals(bytes(0x12, 0xFF), low.eightBit());
    }

    @Test
    void segmentsAreCopiedDrawnAndRepeated() throws Exception {
        var data =
                bytes(
                        0, 2, 5, 10, // discrete: 5 10
                        1, 4, 50, // linear: 20 30 40 50
                        2, 2, 0, 0, 0, 0); // indirect: both again, from byte 0

        var table = SegmentedLut.expand(new Descriptor(12, 0, 8), data);

        assertArrayEquals(bytes(5, 10, 20, 30, 40, 50, 5, 10, 20, 30, 40, 50), table.eightBit());
    }

    @Test
    void segmentsOfWordsKeepTheirOffsetInTwoWords() throws Exception {
        var data =
                bytes(
                        0, 0, 1, 0, 0, 0x10, // discrete: 0x1000
                        1, 0, 2, 0, 0, 0x30, // linear: 0x2000 0x3000
                        2, 0, 1, 0, 0, 0, 0, 0); // indirect: the first segment again

        var table = SegmentedLut.expand(new Descriptor(4, 0, 16), data);

        assertArrayEquals(bytes(0x10, 0x20, 0x30, 0x10), table.eightBit());
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "01 02 09", // a line without a start
                "00 02 01", // values end early
                "00 09 01 02 03 04 05 06 07 08 09", // more entries than described
                "00 01 07 02 01 00 00 00 7F", // an indirection past the end
                "00 01 07 02 01 03 00 00 00", // an indirection to itself
                "00 00", // an empty segment, for ever
                "03 01 01", // no such opcode
                "" // nothing
            })
    void aBrokenSegmentIsRefused(String hex) {
        var data = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);

        assertThrows(UnusableImage.class, () -> SegmentedLut.expand(new Descriptor(8, 0, 8), data));
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
