// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.rle;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// RLE Lossless (PS3.5 Annex G): each byte of each sample is a segment of its own, run-length coded
/// as PackBits.
///
/// Refuses a number of segments other than bytes per pixel, segments out of order, and segments
/// that hold fewer bytes than the frame has pixels. A segment may run on after its last pixel:
/// encoders pad to an even length, some with more than the one byte the standard allows.
public final class RleFrameDecoder implements FrameDecoder {
    private static final ValueLayout.OfInt UINT32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER = 64;

    /// The shortest code for the longest run: two bytes stand for 128.
    private static final int MAX_EXPANSION = 64;

    @Override
    public byte[] decode(MemorySegment encoded, FrameFormat format) throws MalformedFrame {
        long size = encoded.byteSize();
        int bytes = format.bytesPerSample();
        int segments = bytes * format.samplesPerPixel();
        require(size >= HEADER, size, "RLE header ends early");
        require(segments >= 1 && segments <= 15, 0, "RLE of " + format.bitsAllocated() + " bits");
        int declared = encoded.get(UINT32, 0);
        require(
                declared == segments,
                0,
                "RLE header declares "
                        + Integer.toUnsignedString(declared)
                        + " segments, not "
                        + segments);
        require(
                format.frameBytes() <= MAX_EXPANSION * size,
                size,
                "RLE data too short for the frame");

        var frame = new byte[format.frameBytes()];
        for (int segment = 0; segment < segments; segment++) {
            long begin = offset(encoded, segment);
            long end = segment + 1 < segments ? offset(encoded, segment + 1) : size;
            require(begin <= end, 4 + 4L * segment, "RLE segments out of order");
            int sample = segment / bytes;
            int significance = bytes - 1 - segment % bytes; // the most significant comes first
            var codes = encoded.asSlice(begin, end - begin).toArray(ValueLayout.JAVA_BYTE);
            int first = sample * bytes + significance;
            if (segments == 1) {
                unpack(codes, frame, begin);
            } else {
                unpack(codes, frame, first, segments, begin);
            }
        }
        return frame;
    }

    private static long offset(MemorySegment encoded, int segment) throws MalformedFrame {
        long at = 4 + 4L * segment;
        long offset = Integer.toUnsignedLong(encoded.get(UINT32, at));
        require(
                offset >= HEADER && offset <= encoded.byteSize(),
                at,
                "RLE segment offset " + offset);
        return offset;
    }

    /// PackBits (Annex G.3.2) into every byte.
    private static void unpack(byte[] codes, byte[] to, long begin) throws MalformedFrame {
        int at = 0;
        int out = 0;
        while (out < to.length) {
            require(at + 1 < codes.length, begin + at, "RLE segment ends early");
            int code = codes[at++];
            if (code >= 0) {
                int count = Math.min(code + 1, to.length - out);
                require(count <= codes.length - at, begin + at, "RLE literal ends early");
                System.arraycopy(codes, at, to, out, count);
                at += code + 1;
                out += count;
            } else if (code != -128) {
                int count = Math.min(1 - code, to.length - out);
                Arrays.fill(to, out, out + count, codes[at++]);
                out += count;
            }
        }
    }

    /// The same into every `stride`-th byte.
    private static void unpack(byte[] codes, byte[] to, int first, int stride, long begin)
            throws MalformedFrame {
        int at = 0;
        int out = first;
        while (out < to.length) {
            require(at + 1 < codes.length, begin + at, "RLE segment ends early");
            int code = codes[at++];
            if (code >= 0) {
                int end = (int) Math.min(to.length, out + (code + 1L) * stride);
                int count = (end - out + stride - 1) / stride;
                require(count <= codes.length - at, begin + at, "RLE literal ends early");
                for (int from = at; out < end; out += stride) {
                    to[out] = codes[from++];
                }
                at += code + 1;
            } else if (code != -128) {
                int end = (int) Math.min(to.length, out + (1L - code) * stride);
                byte value = codes[at++];
                for (; out < end; out += stride) {
                    to[out] = value;
                }
            }
        }
    }
}
