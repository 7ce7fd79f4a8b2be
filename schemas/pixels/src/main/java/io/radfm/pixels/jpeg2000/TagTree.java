// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.MalformedFrame;

/// A quad tree of minima, read no further than a question needs (T.800 §B.10.2).
///
/// A node is `bound << 1 | known`: its value is `bound` when it is known, at least `bound`
/// otherwise.
final class TagTree {
    private final int[] nodes;
    private final int[] width = new int[32];
    private final int[] first = new int[32];
    private int levels;

    TagTree(int wide, int high) {
        int count = 0;
        int w = wide;
        int h = high;
        while (true) {
            width[levels] = w;
            first[levels] = count;
            levels++;
            count += w * h;
            if (w <= 1 && h <= 1) {
                break;
            }
            w = w + 1 >> 1;
            h = h + 1 >> 1;
        }
        nodes = new int[count];
    }

    /// Whether a leaf's value is below the threshold.
    boolean isBelow(int x, int y, int threshold, HeaderBits bits) throws MalformedFrame {
        int least = 0;
        boolean known = false;
        for (int level = levels - 1; level >= 0; level--) {
            int at = first[level] + (y >> level) * width[level] + (x >> level);
            known = (nodes[at] & 1) != 0;
            int bound = Math.max(nodes[at] >> 1, least);
            while (!known && bound < threshold) {
                if (bits.bit() == 1) {
                    known = true;
                } else {
                    bound++;
                }
            }
            nodes[at] = bound << 1 | (known ? 1 : 0);
            least = bound;
        }
        return known && least < threshold;
    }

    /// A leaf's value, refused when it is above the maximum.
    int value(int x, int y, int max, String field, HeaderBits bits) throws MalformedFrame {
        for (int value = 0; value <= max; value++) {
            if (isBelow(x, y, value + 1, bits)) {
                return value;
            }
        }
        throw bits.malformed(field + " above " + max);
    }
}
