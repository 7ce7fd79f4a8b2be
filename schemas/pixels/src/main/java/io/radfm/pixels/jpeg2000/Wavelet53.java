// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// The reversible inverse wavelet transform (T.800 §F.3): low and high halves interleaved and
/// lifted, first along rows, then along columns. Samples are `[row][column]`.
final class Wavelet53 {
    private Wavelet53() {}

    /// The resolution that these subbands make, whose area decides what is even.
    static int[][] inverse(Area area, int[][] ll, int[][] hl, int[][] lh, int[][] hh) {
        int odd = area.y0() & 1;
        var rows = new int[area.height()][];
        for (int i = 0; i < ll.length; i++) {
            rows[2 * i + odd] = row(ll[i], hl[i], area.x0() & 1);
        }
        for (int i = 0; i < lh.length; i++) {
            rows[2 * i + 1 - odd] = row(lh[i], hh[i], area.x0() & 1);
        }
        columns(rows, odd);
        return rows;
    }

    private static int[] row(int[] low, int[] high, int odd) {
        int width = low.length + high.length;
        var row = new int[width];
        for (int i = 0; i < low.length; i++) {
            row[2 * i + odd] = low[i];
        }
        for (int i = 0; i < high.length; i++) {
            row[2 * i + 1 - odd] = high[i];
        }
        if (width == 1) {
            row[0] /= 1 + odd; // a lone sample at an odd place is twice what it should be
            return row;
        }
        for (int i = odd; i < width; i += 2) {
            row[i] -= row[before(i)] + row[after(i, width)] + 2 >> 2;
        }
        for (int i = 1 - odd; i < width; i += 2) {
            row[i] += row[before(i)] + row[after(i, width)] >> 1;
        }
        return row;
    }

    private static void columns(int[][] rows, int odd) {
        int height = rows.length;
        if (height == 1) {
            for (int x = 0; odd == 1 && x < rows[0].length; x++) {
                rows[0][x] /= 2;
            }
            return;
        }
        // an even row, then the odd one above it, whose neighbours are both done
        for (int y = odd; y <= height; y += 2) {
            if (y < height) {
                even(rows[y], rows[before(y)], rows[after(y, height)]);
            }
            if (y > 0) {
                odd(rows[y - 1], rows[before(y - 1)], rows[after(y - 1, height)]);
            }
        }
    }

    private static void even(int[] row, int[] above, int[] below) {
        for (int x = 0; x < row.length; x++) {
            row[x] -= above[x] + below[x] + 2 >> 2;
        }
    }

    private static void odd(int[] row, int[] above, int[] below) {
        for (int x = 0; x < row.length; x++) {
            row[x] += above[x] + below[x] >> 1;
        }
    }

    private static int before(int i) {
        return i > 0 ? i - 1 : 1;
    }

    private static int after(int i, int length) {
        return i + 1 < length ? i + 1 : length - 2;
    }
}
