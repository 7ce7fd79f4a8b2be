// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

/// Luminance and chrominance to RGB, on 8 bits (PS3.3 C.7.6.3.1.2; the inverse of the formulae
/// there, ITU-R BT.601). Works in place on interleaved triples.
final class ColourSpace {
    private ColourSpace() {}

    /// YBR_FULL: all three components use the whole range.
    static void fullToRgb(byte[] samples) {
        for (int i = 0; i + 2 < samples.length; i += 3) {
            double y = samples[i] & 0xFF;
            int cb = (samples[i + 1] & 0xFF) - 128;
            int cr = (samples[i + 2] & 0xFF) - 128;
            samples[i] = clamp(y + 1.402 * cr);
            samples[i + 1] = clamp(y - 0.344136 * cb - 0.714136 * cr);
            samples[i + 2] = clamp(y + 1.772 * cb);
        }
    }

    /// YBR_PARTIAL: luminance 16 … 235, chrominance 16 … 240.
    static void partialToRgb(byte[] samples) {
        for (int i = 0; i + 2 < samples.length; i += 3) {
            double y = 1.164383 * ((samples[i] & 0xFF) - 16);
            int cb = (samples[i + 1] & 0xFF) - 128;
            int cr = (samples[i + 2] & 0xFF) - 128;
            samples[i] = clamp(y + 1.596027 * cr);
            samples[i + 1] = clamp(y - 0.391762 * cb - 0.812968 * cr);
            samples[i + 2] = clamp(y + 2.017232 * cb);
        }
    }

    /// Uncompressed 4:2:2 as it lies in Pixel Data, `Y Y Cb Cr` for two pixels, to one triple per
    /// pixel. Columns are even (C.7.6.3.1.2); an odd last pixel shares the chrominance before it.
    static byte[] expand422(byte[] packed, int pixels) throws UnusableImage {
        if (packed.length < 2 * pixels) {
            throw new UnusableImage(
                    "YBR_FULL_422 frame has " + packed.length + " bytes for " + pixels + " pixels");
        }
        var triples = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            int pair = Math.min(i / 2 * 4, packed.length - 4);
            triples[3 * i] = packed[pair + i % 2];
            triples[3 * i + 1] = packed[pair + 2];
            triples[3 * i + 2] = packed[pair + 3];
        }
        return triples;
    }

    private static byte clamp(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }
}
