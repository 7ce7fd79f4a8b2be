// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Rounding to few bits.
class BlockFormatTest {
    @Test
    void fourBitsGoTwoToAByteTheFirstInTheLowHalf() {
        var row = new float[32];
        row[0] = -8; // the farthest from zero: q = 0, and the scale is 1
        row[1] = 7;
        row[2] = 3.4f;
        row[3] = -2.6f;
        var packed = new byte[16];
        var scales = new float[1];
        new BlockFormat(4, 32).pack(row, 0, 32, packed, 0, scales, 0);
        assertEquals(1, scales[0]);
        assertEquals((byte) 0xf0, packed[0], "0 and 15");
        assertEquals((byte) 0x5b, packed[1], "3 + 8 and -3 + 8");
        assertEquals((byte) 0x88, packed[2], "zero is 8");
    }

    @Test
    void aPositiveExtremeTurnsTheScaleAround() {
        var row = new float[32];
        row[0] = 128;
        row[1] = -127;
        var packed = new byte[32];
        var scales = new float[1];
        new BlockFormat(8, 32).pack(row, 0, 32, packed, 0, scales, 0);
        assertEquals(-1, scales[0]);
        assertArrayEquals(new int[] {0, 255, 128}, unsigned(packed, 3));
    }

    @Test
    void zerosAndTheSmallestNumbersStayNumbers() {
        for (float tiny : new float[] {0, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-39f}) {
            var row = new float[] {tiny, 0, 0};
            for (float value : there(new BlockFormat(4, 32), row)) {
                assertTrue(Math.abs(value) <= Math.abs(tiny) + 1e-38f, tiny + " became " + value);
            }
        }
    }

    /// At most half a step off; a whole one at the far end, which has one value less.
    @Property(tries = 300)
    void noWeightMovesByMoreThanItsStep(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int width) {
        var random = new Random(seed);
        var row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) (random.nextGaussian() * Math.exp(random.nextInt(9) - 4));
        }
        for (int bits : new int[] {4, 8}) {
            for (int block : new int[] {32, 128}) {
                var back = there(new BlockFormat(bits, block), row);
                for (int i = 0; i < width; i++) {
                    float most = 0;
                    for (int j = i / block * block;
                            j < Math.min(width, i / block * block + block);
                            j++) {
                        most = Math.max(most, Math.abs(row[j]));
                    }
                    float step = most / (1 << bits - 1);
                    assertTrue(Math.abs(back[i] - row[i]) <= step * 1.0001f, "step " + step);
                    if (Math.abs(row[i]) < most - step) {
                        assertTrue(Math.abs(back[i] - row[i]) <= step * 0.501f, "half " + step);
                    }
                }
            }
        }
    }

    @Test
    void otherWidthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BlockFormat(3, 32));
        assertThrows(IllegalArgumentException.class, () -> new BlockFormat(4, 64));
    }

    private static float[] there(BlockFormat format, float[] row) {
        var packed = new byte[format.rowBytes(row.length)];
        var scales = new float[format.blocks(row.length)];
        format.pack(row, 0, row.length, packed, 0, scales, 0);
        var back = new float[row.length];
        format.unpack(packed, 0, scales, 0, back, 0, row.length);
        return back;
    }

    private static int[] unsigned(byte[] bytes, int count) {
        var values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes[i] & 0xff;
        }
        return values;
    }
}
