// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.SyntheticImage;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Packet headers taken out of the packets. No encoder at hand writes them so; but in a codestream
/// with SOP and EPH everybody can see where the headers are, and move them.
class PackedHeadersTest {
    private static final int SIZE_OF_SOT = 12;
    private static final int PPM = 0xFF60;
    private static final int PPT = 0xFF61;
    private static final SyntheticImage IMAGE = new SyntheticImage(3, 8, false);

    private record TilePart(byte[] sot, byte[] headers, byte[] bodies) {}

    @Test
    void headersMayBeInThoseOfTheTileParts() throws Exception {
        var out = mainHeader();
        for (var part : tileParts()) {
            int all = part.headers.length; // in two segments, the first of them very short
            write(
                    out,
                    part,
                    segment(PPT, 0, part.headers, 0, 3),
                    segment(PPT, 1, part.headers, 3, all));
        }
        assertArrayEquals(IMAGE.frame(), decoded(out.toByteArray()));
    }

    @Test
    void headersMayBeInTheMainHeader() throws Exception {
        assertArrayEquals(IMAGE.frame(), decoded(packedInMain(60_000)));
    }

    @Test
    void headersInTheMainHeaderMayGoOnFromOneSegmentIntoTheNext() throws Exception {
        assertArrayEquals(IMAGE.frame(), decoded(packedInMain(101)));
    }

    @Test
    void headersOutOfOrderAreRefused() {
        var out = mainHeader();
        for (var part : tileParts()) {
            write(out, part, segment(PPT, 1, part.headers, 0, part.headers.length));
        }
        var refusal = assertThrows(MalformedFrame.class, () -> decoded(out.toByteArray()));
        assertEquals("packed packet headers out of order", refusal.reason());
    }

    private static byte[] packedInMain(int segmentBytes) {
        var packed = new ByteArrayOutputStream();
        for (var part : tileParts()) {
            packed.writeBytes(ByteBuffer.allocate(4).putInt(part.headers.length).array());
            packed.writeBytes(part.headers);
        }
        var out = mainHeader();
        var all = packed.toByteArray();
        for (int at = 0; at < all.length; at += segmentBytes) {
            int end = Math.min(all.length, at + segmentBytes);
            out.writeBytes(segment(PPM, at / segmentBytes, all, at, end));
        }
        tileParts().forEach(part -> write(out, part));
        return out.toByteArray();
    }

    private static ByteArrayOutputStream mainHeader() {
        var stream = SyntheticImage.encoded("jpeg2000/rpcl");
        var out = new ByteArrayOutputStream();
        out.write(stream, 0, find(stream, 0xFF90, 0, stream.length));
        return out;
    }

    /// The tile-parts, all of them with an empty header, taken apart.
    private static List<TilePart> tileParts() {
        var stream = SyntheticImage.encoded("jpeg2000/rpcl");
        var parts = new ArrayList<TilePart>();
        int at = find(stream, 0xFF90, 0, stream.length);
        while (ByteBuffer.wrap(stream).getShort(at) == (short) 0xFF90) {
            int end = at + ByteBuffer.wrap(stream).getInt(at + 6);
            var headers = new ByteArrayOutputStream();
            var bodies = new ByteArrayOutputStream();
            int sop = find(stream, 0xFF91, at, end);
            while (sop < end) {
                int next = find(stream, 0xFF91, sop + 6, end);
                int body = find(stream, 0xFF92, sop + 6, next) + 2;
                headers.write(stream, sop + 6, body - sop - 6);
                bodies.write(stream, sop, 6);
                bodies.write(stream, body, next - body);
                sop = next;
            }
            var sot = Arrays.copyOfRange(stream, at, at + SIZE_OF_SOT);
            parts.add(new TilePart(sot, headers.toByteArray(), bodies.toByteArray()));
            at = end;
        }
        assertEquals(6, parts.size());
        return parts;
    }

    private static void write(ByteArrayOutputStream out, TilePart part, byte[]... segments) {
        int length = SIZE_OF_SOT + 2 + part.bodies.length;
        for (var segment : segments) {
            length += segment.length;
        }
        out.writeBytes(ByteBuffer.wrap(part.sot.clone()).putInt(6, length).array());
        for (var segment : segments) {
            out.writeBytes(segment);
        }
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0x93}); // SOD
        out.writeBytes(part.bodies);
    }

    private static byte[] segment(int marker, int index, byte[] bytes, int from, int to) {
        return ByteBuffer.allocate(5 + to - from)
                .putShort((short) marker)
                .putShort((short) (3 + to - from))
                .put((byte) index)
                .put(bytes, from, to - from)
                .array();
    }

    /// Where this marker comes next, or the end.
    private static int find(byte[] stream, int marker, int from, int end) {
        for (int at = from; at < end - 1; at++) {
            if (ByteBuffer.wrap(stream).getShort(at) == (short) marker) {
                return at;
            }
        }
        return end;
    }

    private static byte[] decoded(byte[] stream) throws MalformedFrame {
        return new Jpeg2000FrameDecoder().decode(MemorySegment.ofArray(stream), IMAGE.format());
    }
}
