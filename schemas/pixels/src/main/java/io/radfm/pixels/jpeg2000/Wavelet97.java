// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// The irreversible inverse wavelet transform (T.800 §F.3 and Table F.4), in single precision and
/// with the gain of the high halves in their scale, as OpenJPEG does it. Samples are
/// `[row][column]`.
final class Wavelet97 {
    private static final float LOW = 1.230174105f;
    private static final float HIGH = 1.625732422f; // 2 / LOW

    /// What the neighbours add, in four steps: to even samples, to odd ones, and once more.
    private static final float[] STEPS = {-0.443506852f, -0.882911075f, 0.052980118f, 1.586134342f};

    private Wavelet97() {}

    /// The resolution that these subbands make, whose area decides what is even.
    static float[][] inverse(Area area, float[][] ll, float[][] hl, float[][] lh, float[][] hh) {
        int odd = area.y0() & 1;
        var rows = new float[area.height()][];
        for (int i = 0; i < ll.length; i++) {
            rows[2 * i + odd] = row(ll[i], hl[i], area.x0() & 1);
        }
        for (int i = 0; i < lh.length; i++) {
            rows[2 * i + 1 - odd] = row(lh[i], hh[i], area.x0() & 1);
        }
        columns(rows, odd);
        return rows;
    }

    private static float[] row(float[] low, float[] high, int odd) {
        int width = low.length + high.length;
        if (width == 1) {
            return low.length == 1 ? low : high;
        }
        var row = new float[width];
        for (int i = 0; i < low.length; i++) {
            row[2 * i + odd] = low[i] * LOW;
        }
        for (int i = 0; i < high.length; i++) {
            row[2 * i + 1 - odd] = high[i] * HIGH;
        }
        int first = odd;
        for (float step : STEPS) {
            for (int i = first; i < width; i += 2) {
                row[i] += step * (row[before(i)] + row[after(i, width)]);
            }
            first = 1 - first;
        }
        return row;
    }

    private static void columns(float[][] rows, int odd) {
        int height = rows.length;
        if (height == 1) {
            return;
        }
        // each step follows one row behind the step before it
        for (int y = 0; y < height + STEPS.length; y++) {
            if (y < height) {
                scale(rows[y], (y & 1) == odd ? LOW : HIGH);
            }
            for (int s = 0; s < STEPS.length; s++) {
                int at = y - 1 - s;
                if (at >= 0 && at < height && (at + s & 1) == odd) {
                    lift(rows[at], rows[before(at)], rows[after(at, height)], STEPS[s]);
                }
            }
        }
    }

    private static void scale(float[] row, float by) {
        for (int x = 0; x < row.length; x++) {
            row[x] *= by;
        }
    }

    private static void lift(float[] row, float[] above, float[] below, float step) {
        for (int x = 0; x < row.length; x++) {
            row[x] += step * (above[x] + below[x]);
        }
    }

    private static int before(int i) {
        return i > 0 ? i - 1 : 1;
    }

    private static int after(int i, int length) {
        return i + 1 < length ? i + 1 : length - 2;
    }
}
