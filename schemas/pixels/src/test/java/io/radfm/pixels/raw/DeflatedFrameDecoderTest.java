// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.SyntheticImage;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Frames deflated by the JDK.
class DeflatedFrameDecoderTest {
    private static final SyntheticImage IMAGE = new SyntheticImage(1, 12, false);

    @Test
    void framesComeOutAsTheyWentIn() throws Exception {
        assertArrayEquals(IMAGE.frame(), decode(deflated(IMAGE.frame())));
    }

    @Test
    void everyPrefixIsRefusedUnlessItHoldsTheWholeFrame() {
        var encoded = deflated(IMAGE.frame());
        int refused = 0;
        for (int length = 0; length < encoded.length; length++) {
            try {
                assertArrayEquals(IMAGE.frame(), decode(Arrays.copyOf(encoded, length)));
            } catch (MalformedFrame e) {
                refused++;
            }
        }
        assertTrue(refused >= encoded.length - 4, "the last bytes only end the stream");
    }

    @Test
    void aStreamThatGoesOnIsInflatedNoFurtherThanTheFrame() throws Exception {
        var bomb = Arrays.copyOf(IMAGE.frame(), 64 << 20);
        assertArrayEquals(IMAGE.frame(), decode(deflated(bomb)));
    }

    @Test
    void noiseIsRefused() {
        var noise = new byte[IMAGE.frame().length];
        Arrays.fill(noise, (byte) 0xFF);
        var refusal = assertThrows(MalformedFrame.class, () -> decode(noise));
        assertEquals("not a deflate stream", refusal.reason());
    }

    private static byte[] decode(byte[] encoded) throws MalformedFrame {
        return new DeflatedFrameDecoder().decode(MemorySegment.ofArray(encoded), IMAGE.format());
    }

    private static byte[] deflated(byte[] frame) {
        try (var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(frame);
            deflater.finish();
            var out = new byte[frame.length + 64];
            int length = deflater.deflate(out);
            return Arrays.copyOf(out, length);
        }
    }
}
