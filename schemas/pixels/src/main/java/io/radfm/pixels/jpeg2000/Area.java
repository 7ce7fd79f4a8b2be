// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// A rectangle from `x0, y0` to before `x1, y1`, on the reference grid or on one of the smaller
/// grids of a resolution or a subband (T.800 Annex B).
record Area(int x0, int y0, int x1, int y1) {
    int width() {
        return x1 - x0;
    }

    int height() {
        return y1 - y0;
    }

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    /// Every 2^levels-th point, beginning with `offsetX * 2^(levels-1)` (§B.5, B-15).
    Area reduced(int levels, int offsetX, int offsetY) {
        long x = levels == 0 ? 0 : (long) offsetX << levels - 1;
        long y = levels == 0 ? 0 : (long) offsetY << levels - 1;
        return new Area(
                shiftUp(x0 - x, levels),
                shiftUp(y0 - y, levels),
                shiftUp(x1 - x, levels),
                shiftUp(y1 - y, levels));
    }

    Area intersection(long left, long top, long right, long bottom) {
        return new Area(
                (int) Math.max(x0, left),
                (int) Math.max(y0, top),
                (int) Math.min(x1, right),
                (int) Math.min(y1, bottom));
    }

    /// Divides by 2^shift, rounding up.
    static int shiftUp(long value, int shift) {
        return (int) (value + (1L << shift) - 1 >> shift);
    }

    static int divideUp(long value, int divisor) {
        return (int) ((value + divisor - 1) / divisor);
    }
}
