// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

/// Resizing of 8-bit pictures by cubic convolution (a = −0.5), with the filter widened when the
/// picture shrinks ("antialias"), columns first, then rows.
///
/// The arithmetic is Pillow's `resize(…, BICUBIC)`, which `torchvision` uses on pictures and with
/// which the model's 2D inputs were made: weights with 22 fractional bits, rounding and clipping to
/// 8 bits after each of the two passes. Byte for byte the same result.
public final class Bicubic {
    private static final int FRACTION_BITS = 22;
    private static final double RADIUS = 2;

    private Bicubic() {}

    public static byte[] resize(
            byte[] pixels, int rows, int columns, int samples, int newRows, int newColumns) {
        var wide =
                newColumns == columns
                        ? pixels
                        : alongRows(pixels, rows, columns, samples, newColumns);
        return newRows == rows ? wide : alongColumns(wide, rows, newColumns * samples, newRows);
    }

    private static byte[] alongRows(
            byte[] pixels, int rows, int columns, int samples, int newColumns) {
        var taps = Taps.of(columns, newColumns);
        var out = new byte[rows * newColumns * samples];
        for (int row = 0, to = 0; row < rows; row++) {
            int start = row * columns * samples;
            for (int column = 0; column < newColumns; column++) {
                int[] weights = taps.weights[column];
                for (int sample = 0; sample < samples; sample++, to++) {
                    int from = start + taps.first[column] * samples + sample;
                    int sum = 1 << FRACTION_BITS - 1;
                    for (int weight : weights) {
                        sum += (pixels[from] & 0xFF) * weight;
                        from += samples;
                    }
                    out[to] = clip(sum);
                }
            }
        }
        return out;
    }

    private static byte[] alongColumns(byte[] pixels, int rows, int stride, int newRows) {
        var taps = Taps.of(rows, newRows);
        var out = new byte[newRows * stride];
        var sums = new int[stride];
        for (int row = 0, to = 0; row < newRows; row++) {
            java.util.Arrays.fill(sums, 1 << FRACTION_BITS - 1);
            int from = taps.first[row] * stride;
            for (int weight : taps.weights[row]) {
                for (int i = 0; i < stride; i++, from++) {
                    sums[i] += (pixels[from] & 0xFF) * weight;
                }
            }
            for (int i = 0; i < stride; i++, to++) {
                out[to] = clip(sums[i]);
            }
        }
        return out;
    }

    private static byte clip(int sum) {
        return (byte) Math.clamp(sum >> FRACTION_BITS, 0, 255);
    }

    /// For each output place: the first input place it draws on, and the weights from there.
    private record Taps(int[] first, int[][] weights) {

        static Taps of(int in, int out) {
            double scale = (double) in / out;
            double stretch = Math.max(scale, 1);
            double support = RADIUS * stretch;
            var first = new int[out];
            var weights = new int[out][];
            for (int i = 0; i < out; i++) {
                double center = (i + 0.5) * scale;
                int from = Math.max(0, (int) (center - support + 0.5));
                int to = Math.min(in, (int) (center + support + 0.5));
                first[i] = from;
                weights[i] = fixed(from, to, center, stretch);
            }
            return new Taps(first, weights);
        }

        private static int[] fixed(int from, int to, double center, double stretch) {
            var exact = new double[to - from];
            double sum = 0;
            for (int k = 0; k < exact.length; k++) {
                exact[k] = cubic((k + from - center + 0.5) * (1 / stretch));
                sum += exact[k];
            }
            var weights = new int[exact.length];
            for (int k = 0; k < exact.length; k++) {
                double weight = exact[k] / sum * (1 << FRACTION_BITS);
                weights[k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
            }
            return weights;
        }

        private static double cubic(double x) {
            double a = -0.5;
            x = Math.abs(x);
            if (x < 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
        }
    }
}
