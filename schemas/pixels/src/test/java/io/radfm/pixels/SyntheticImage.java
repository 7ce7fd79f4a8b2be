// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The small image that all encoded frames of `src/test/resources/frames` hold; the scripts there
/// say how they were made, by other programs than ours.
public record SyntheticImage(int components, int bits, boolean signed) {
    private static final int ROWS = 53;
    private static final int COLUMNS = 41;

    public FrameFormat format() {
        return format(ROWS, COLUMNS, components, bits > 8 ? 16 : 8);
    }

    /// What a header might say instead.
    public FrameFormat format(int rows, int columns, int samples, int allocated) {
        int stored = Math.min(bits, allocated);
        var photometric = samples == 1 ? "MONOCHROME2" : "RGB";
        return new FrameFormat(
                rows, columns, samples, allocated, stored, stored - 1, signed, false, photometric);
    }

    private int sample(int x, int y, int component) {
        int texture = (x * 7 ^ y * 13) % 11;
        int value = (x * x + 2 * y * y) * (component + 3) / 16 + texture & (1 << bits) - 1;
        return signed ? value - (1 << bits - 1) : value;
    }

    /// As a native frame: little endian, the samples of a pixel side by side.
    public byte[] frame() {
        var frame = new byte[format().frameBytes()];
        int bytes = format().bytesPerSample();
        for (int i = 0; i < ROWS * COLUMNS * components; i++) {
            int pixel = i / components;
            int sample = sample(pixel % COLUMNS, pixel / COLUMNS, i % components);
            for (int b = 0; b < bytes; b++) {
                frame[i * bytes + b] = (byte) (sample >> 8 * b);
            }
        }
        return frame;
    }

    /// An encoded frame, for example `jpeg/baseline`.
    public static byte[] encoded(String name) {
        try (var in = SyntheticImage.class.getResourceAsStream("/frames/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
