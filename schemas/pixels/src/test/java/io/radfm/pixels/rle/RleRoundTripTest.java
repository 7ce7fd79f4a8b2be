// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.rle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.lang.foreign.MemorySegment;
import java.util.Random;

/// Whatever is encoded comes out again.
class RleRoundTripTest {
    @Property(tries = 300)
    void everyFrameComesOutAsItWentIn(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 300) int columns,
            @ForAll @IntRange(min = 1, max = 3) int samples,
            @ForAll @IntRange(min = 0, max = 2) int width,
            @ForAll @IntRange(min = 1, max = 256) int values,
            @ForAll long seed)
            throws MalformedFrame {
        int bytes = 1 << width;
        var format =
                new FrameFormat(
                        rows,
                        columns,
                        samples,
                        8 * bytes,
                        8 * bytes,
                        8 * bytes - 1,
                        false,
                        false,
                        "");
        var frame = new byte[format.frameBytes()];
        var random = new Random(seed);
        for (int at = 0; at < frame.length; ) { // runs and literals of all lengths
            int run = random.nextInt(4) == 0 ? random.nextInt(400) : 1;
            byte value = (byte) random.nextInt(values);
            for (; run >= 0 && at < frame.length; run--) {
                frame[at++] = value;
            }
        }
        var encoded = MemorySegment.ofArray(PackBits.encode(frame, bytes, samples));
        assertArrayEquals(frame, new RleFrameDecoder().decode(encoded, format));
    }
}
