// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.bytes;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decoded samples into the bytes of a frame, little endian.
public final class Samples {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Samples() {}

    /// Refuses a stream whose samples do not fit into the frame's, or a frame whose samples are
    /// larger than any codec's.
    public static void requireRoom(int precision, FrameFormat format, long offset)
            throws MalformedFrame {
        int allocated = format.bitsAllocated();
        boolean room = precision <= allocated && allocated <= 32;
        MalformedFrame.require(room, offset, precision + " bits in " + allocated + " allocated");
    }

    /// Stores `count` samples at every `stride`-th place of the frame, beginning with sample number
    /// `first`. Bits above the allocated ones are cut off; single bits (`bytesPerSample` 0) are
    /// packed, the first one lowest (PS3.5 §D).
    public static void store(
            int[] samples,
            int from,
            int count,
            byte[] frame,
            int first,
            int stride,
            int bytesPerSample) {
        switch (bytesPerSample) {
            case 0 -> {
                for (int i = 0, to = first; i < count; i++, to += stride) {
                    frame[to >> 3] |= (byte) ((samples[from + i] & 1) << (to & 7));
                }
            }
            case 1 -> {
                for (int i = 0, to = first; i < count; i++, to += stride) {
                    frame[to] = (byte) samples[from + i];
                }
            }
            case 2 -> {
                for (int i = 0, to = 2 * first; i < count; i++, to += 2 * stride) {
                    SHORT.set(frame, to, (short) samples[from + i]);
                }
            }
            case 4 -> {
                for (int i = 0, to = 4 * first; i < count; i++, to += 4 * stride) {
                    INT.set(frame, to, samples[from + i]);
                }
            }
            default -> throw new IllegalArgumentException(bytesPerSample + " bytes per sample");
        }
    }
}
