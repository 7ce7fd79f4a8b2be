// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.SyntheticImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What the contract does not say: signs, ends, and what is refused by name.
class Jpeg2000FrameDecoderTest {
    private static final SyntheticImage GRAY = new SyntheticImage(1, 8, false);

    @Test
    void theHeaderDecidesAboutTheSignOfSamplesWhoseBitsItKeeps() throws Exception {
        var signed = new SyntheticImage(1, 12, true);
        var unsigned = new SyntheticImage(1, 12, false);

        // -1 of the codestream is 0x0FFF of an unsigned image, not 0xFFFF
        var cut = signed.frame();
        for (int high = 1; high < cut.length; high += 2) {
            cut[high] &= 0x0F;
        }
        assertArrayEquals(cut, decoded("signed", unsigned.format()));

        // 0x0FFF of the codestream is -1 of a signed image
        var extended = unsigned.frame();
        for (int high = 1; high < extended.length; high += 2) {
            extended[high] = (byte) (extended[high] << 4 >> 4);
        }
        assertArrayEquals(extended, decoded("bypass", signed.format()));
    }

    @Test
    void paddingBehindTheEndIsNotRead() throws Exception {
        var stream = codestream("lrcp");
        var padded = Arrays.copyOf(stream, stream.length + 3);
        assertArrayEquals(GRAY.frame(), decoded(padded, GRAY.format()));
    }

    @Test
    void aLengthLeftOpenRunsToTheEndOfTheCodestream() throws Exception {
        var stream = codestream("lrcp");
        ByteBuffer.wrap(stream).putInt(tilePart(stream) + 6, 0);
        assertArrayEquals(GRAY.frame(), decoded(stream, GRAY.format()));
        refuses("no end of codestream", Arrays.copyOf(stream, stream.length - 40), GRAY.format());
    }

    @Test
    void aTileMayEndBetweenTwoPacketsButNotInsideOne() throws Exception {
        var stream = codestream("lrcp"); // three layers of four packets each
        int at = tilePart(stream);
        int length = ByteBuffer.wrap(stream).getInt(at + 6);
        int ends = 0;
        for (int shorter = 15; shorter < length; shorter++) {
            var cut = Arrays.copyOf(stream, at + shorter);
            ByteBuffer.wrap(cut).putInt(at + 6, shorter);
            try {
                decoded(cut, GRAY.format());
                ends++;
            } catch (MalformedFrame e) {
                assertTrue(e.reason().endsWith("ends early"), e::reason);
            }
        }
        assertEquals(3 * 4 - 1, ends); // behind each packet but the last
    }

    @Test
    void anotherGeometryIsRefusedBeforeAnythingIsAllocated() {
        var stream = codestream("lrcp");
        refuses("JPEG 2000 image of 53 x 41, image of 53 x 42", stream, GRAY.format(53, 42, 1, 8));
        ByteBuffer.wrap(stream).putInt(8, Integer.MAX_VALUE);
        refuses("JPEG 2000 image of 53 x 2147483647, image of 53 x 41", stream, GRAY.format());
        refuses("3 components, 1 samples per pixel", codestream("rlcp"), GRAY.format());
        refuses("12 bits in 8 allocated", codestream("bypass"), GRAY.format());
    }

    @Test
    void aMissingTileIsRefused() {
        var image = new SyntheticImage(3, 8, false);
        var stream = codestream("rpcl");
        int length = ByteBuffer.wrap(stream).getInt(tilePart(stream) + 6);
        var first = Arrays.copyOf(stream, tilePart(stream) + length);
        refuses("1 of 6 tiles are there", first, image.format());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void subsampledComponentsAreRefusedByName(int component) {
        var stream = codestream("rlcp");
        stream[43 + 3 * (component - 1)] = 2; // XRsiz
        refuses("subsampled components", stream, new SyntheticImage(3, 8, false).format());
    }

    @Test
    void highThroughputBlocksAreRefusedByName() {
        var stream = codestream("lrcp");
        int cod = find(stream, 0xFF52);
        stream[cod + 12] |= 64;
        refuses("High-Throughput code blocks are not decoded", stream, GRAY.format());
    }

    private static void refuses(String reason, byte[] stream, FrameFormat format) {
        var refusal = assertThrows(MalformedFrame.class, () -> decoded(stream, format));
        assertEquals(reason, refusal.reason());
    }

    private static int tilePart(byte[] stream) {
        return find(stream, 0xFF90);
    }

    private static int find(byte[] stream, int marker) {
        int at = 0;
        while (ByteBuffer.wrap(stream).getShort(at) != (short) marker) {
            at++;
        }
        return at;
    }

    private static byte[] decoded(String name, FrameFormat format) throws MalformedFrame {
        return decoded(codestream(name), format);
    }

    private static byte[] decoded(byte[] stream, FrameFormat format) throws MalformedFrame {
        return new Jpeg2000FrameDecoder().decode(MemorySegment.ofArray(stream), format);
    }

    private static byte[] codestream(String name) {
        return SyntheticImage.encoded("jpeg2000/" + name);
    }
}
