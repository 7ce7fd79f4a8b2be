// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

/// Brings a component back to the size of the frame (T.81 §A.1.1 leaves the filter open).
///
/// Components of half the width (4:2:2), and of half the width and height (4:2:0), are filtered as
/// the Independent JPEG Group's "fancy upsampling" does: a sample is three parts the nearest and
/// one part the next nearest, with its alternating rounding. Other ratios repeat samples.
final class Upsampling {
    private final Component component;
    private final short[] from;
    private final int across; // frame samples per component sample, times the component's factor
    private final int down;
    private final Filter filter;

    private enum Filter {
        NONE,
        HALF_WIDTH,
        HALF_BOTH,
        REPEAT
    }

    Upsampling(Component component, FrameHeader frame) {
        this.component = component;
        this.from = component.samples;
        across = frame.maxHorizontal();
        down = frame.maxVertical();
        boolean fullHeight = component.vertical == down;
        boolean halfWidth = across == 2 * component.horizontal && component.width > 2;
        if (component.horizontal == across && fullHeight) {
            filter = Filter.NONE;
        } else if (halfWidth && fullHeight) {
            filter = Filter.HALF_WIDTH;
        } else if (halfWidth && down == 2 * component.vertical) {
            filter = Filter.HALF_BOTH;
        } else {
            filter = Filter.REPEAT;
        }
    }

    /// Row `y` of the frame.
    void row(int y, int[] to) {
        int stride = component.stride();
        switch (filter) {
            case NONE -> {
                int at = y * stride;
                for (int x = 0; x < to.length; x++) {
                    to[x] = from[at + x];
                }
            }
            case HALF_WIDTH -> halfWidth(y * stride, to);
            case HALF_BOTH -> {
                int near = y >> 1;
                int far = (y & 1) == 0 ? near - 1 : near + 1;
                far = Math.clamp(far, 0, component.height - 1);
                halfBoth(near * stride, far * stride, to);
            }
            case REPEAT -> {
                int at = y * component.vertical / down * stride;
                for (int x = 0; x < to.length; x++) {
                    to[x] = from[at + x * component.horizontal / across];
                }
            }
        }
    }

    private void halfWidth(int at, int[] to) {
        int last = component.width - 1;
        for (int x = 0; x < to.length; x++) {
            int i = x >> 1;
            int near = from[at + i];
            if ((x & 1) == 0) {
                to[x] = i == 0 ? near : 3 * near + from[at + i - 1] + 1 >> 2;
            } else {
                to[x] = i == last ? near : 3 * near + from[at + i + 1] + 2 >> 2;
            }
        }
    }

    private void halfBoth(int near, int far, int[] to) {
        int last = component.width - 1;
        for (int x = 0; x < to.length; x++) {
            int i = x >> 1;
            int column = column(near, far, i);
            if ((x & 1) == 0) {
                to[x] =
                        i == 0
                                ? 4 * column + 8 >> 4
                                : 3 * column + column(near, far, i - 1) + 8 >> 4;
            } else {
                to[x] =
                        i == last
                                ? 4 * column + 7 >> 4
                                : 3 * column + column(near, far, i + 1) + 7 >> 4;
            }
        }
    }

    private int column(int near, int far, int i) {
        return 3 * from[near + i] + from[far + i];
    }
}
