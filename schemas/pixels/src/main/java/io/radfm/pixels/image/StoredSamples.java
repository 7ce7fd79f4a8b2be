// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.pixels.FrameFormat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Integer samples of a decoded frame: only the Bits Stored below High Bit count, the rest may hold
/// overlays or noise (PS3.5 §8.1.1). Signed samples are sign-extended.
final class StoredSamples {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private StoredSamples() {}

    /// All samples of the frame. An unsigned 32-bit sample above 2³¹ − 1 comes out negative; see
    /// [#exact].
    static int[] of(byte[] frame, FrameFormat format) throws UnusableImage {
        var samples = new int[format.samples()];
        switch (format.bitsAllocated()) {
            case 1 -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = frame[i >> 3] >> (i & 7) & 1;
                }
            }
            case 8 -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = frame[i];
                }
            }
            case 16 -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (short) SHORTS.get(frame, 2 * i);
                }
            }
            case 32 -> {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (int) INTS.get(frame, 4 * i);
                }
            }
            default ->
                    throw new UnusableImage(
                            "integer samples of " + format.bitsAllocated() + " bits");
        }
        return masked(samples, format);
    }

    /// The same rule for a value from the header, such as Pixel Padding Value, however it was
    /// written.
    static int masked(int value, FrameFormat format) {
        return masked(new int[] {value}, format)[0];
    }

    /// A stored value as a number: unsigned 32-bit ones are as large as they are.
    static double exact(int sample, FrameFormat format) {
        return format.signed() || format.bitsStored() < 32 ? sample : sample & 0xFFFF_FFFFL;
    }

    private static int[] masked(int[] samples, FrameFormat format) {
        int up = 31 - format.highBit();
        int down = 32 - format.bitsStored();
        if (format.signed()) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = samples[i] << up >> down;
            }
        } else {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = samples[i] << up >>> down;
            }
        }
        return samples;
    }
}
