// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// Numbers worked out by hand from the filter and Pillow's rules for its support.
class BicubicTest {

    /// Weights of the second of four: 0.8671875 and 0.2265625 over their sum, so 255 · 0.20714 =
    /// 52.8.
    @Test
    void anEdgeWidenedToFourOvershootsAndIsClipped() {
        assertArrayEquals(bytes(0, 53, 202, 255), Bicubic.resize(bytes(0, 255), 1, 2, 1, 1, 4));
    }

    /// The filter spans eight pixels, four of them there: 255 · (0.2265625 − 0.0703125) / 1.890625.
    @Test
    void shrinkingLooksAtAllPixelsAround() {
        assertArrayEquals(bytes(21, 234), Bicubic.resize(bytes(0, 0, 255, 255), 1, 4, 1, 1, 2));
    }

    @Test
    void rowsAreResizedLikeColumns() {
        var column = bytes(3, 90, 17, 255, 8);
        var tall = Bicubic.resize(column, 5, 1, 1, 9, 1);

        assertArrayEquals(Bicubic.resize(column, 1, 5, 1, 1, 9), tall);
    }

    @Test
    void samplesOfAPixelDoNotMix() {
        var rgb = Bicubic.resize(bytes(0, 7, 255, 255, 7, 0), 1, 2, 3, 1, 4);

        assertArrayEquals(bytes(0, 7, 255, 53, 7, 202, 202, 7, 53, 255, 7, 0), rgb);
    }

    @Property(tries = 200)
    void anEvenPictureStaysEven(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll @IntRange(min = 1, max = 40) int newRows,
            @ForAll @IntRange(min = 1, max = 40) int newColumns,
            @ForAll byte shade) {
        var even = new byte[rows * columns];
        Arrays.fill(even, shade);

        for (byte pixel : Bicubic.resize(even, rows, columns, 1, newRows, newColumns)) {
            assertEquals(shade, pixel);
        }
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
