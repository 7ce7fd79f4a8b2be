// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.raw;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Native Pixel Data (PS3.5 §8.1.1, Annex D): 1, 8, 16, 32 or 64 bits allocated.
///
/// ```
///  little endian, interleaved   copied
///  big endian                   the bytes of each unit reversed
///  planar  RRR GGG BBB          RGB RGB RGB
/// ```
///
/// The frame must begin on a byte (and, where whole words were swapped, on a word). Bytes after the
/// frame, such as the pad byte of an odd length, are left alone; missing ones are refused.
///
/// @param words the value is OW, so that a big endian sender swapped single bits and 8-bit samples
///   as 16-bit words too
public record RawFrameDecoder(ByteOrder order, boolean words) implements FrameDecoder {

    @Override
    public byte[] decode(MemorySegment encoded, FrameFormat format) throws MalformedFrame {
        int length = format.frameBytes();
        int unit = unitBytes(format);
        require(
                encoded.byteSize() >= length,
                encoded.byteSize(),
                "frame of " + length + " bytes ends early");
        long wanted = (length + unit - 1L) / unit * unit; // the pad byte, should it be swapped
        long whole = Math.min(wanted, encoded.byteSize() / unit * unit);
        require(whole >= length, whole, "frame of " + length + " bytes ends inside a word");
        var frame = encoded.asSlice(0, whole).toArray(ValueLayout.JAVA_BYTE);
        swap(frame, unit);
        if (format.planar() && format.samplesPerPixel() > 1 && format.bitsAllocated() >= 8) {
            return interleave(frame, format);
        }
        return frame.length == length ? frame : Arrays.copyOf(frame, length);
    }

    private int unitBytes(FrameFormat format) {
        if (order == ByteOrder.LITTLE_ENDIAN) {
            return 1;
        }
        return Math.max(format.bytesPerSample(), words ? 2 : 1);
    }

    private static void swap(byte[] frame, int unit) {
        for (int at = 0; unit > 1 && at < frame.length; at += unit) {
            for (int low = at, high = at + unit - 1; low < high; low++, high--) {
                byte moved = frame[low];
                frame[low] = frame[high];
                frame[high] = moved;
            }
        }
    }

    private static byte[] interleave(byte[] planes, FrameFormat format) {
        var frame = new byte[format.frameBytes()];
        int bytes = format.bytesPerSample();
        int pixelBytes = bytes * format.samplesPerPixel();
        int from = 0;
        for (int plane = 0; plane < format.samplesPerPixel(); plane++) {
            for (int to = plane * bytes; to < frame.length; to += pixelBytes, from += bytes) {
                System.arraycopy(planes, from, frame, to, bytes);
            }
        }
        return frame;
    }
}
