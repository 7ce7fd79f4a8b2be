// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import java.util.List;

/// The code blocks of one precinct in one subband, row by row, with the two tag trees of their
/// packet headers (T.800 §B.7, §B.10). Blocks come into being when a packet first includes them.
final class Precinct {
    private final Area area;
    private final int widthExponent;
    private final int heightExponent;
    private final int wide;
    private final int high;
    private final CodeBlock[] blocks;

    /// In which layer a block is first included.
    final TagTree inclusion;

    /// How many bit planes of a block are all zero.
    final TagTree zeroBitPlanes;

    Precinct(Area area, int widthExponent, int heightExponent) {
        this.area = area;
        this.widthExponent = widthExponent;
        this.heightExponent = heightExponent;
        boolean empty = area.isEmpty();
        wide = empty ? 0 : Area.shiftUp(area.x1(), widthExponent) - (area.x0() >> widthExponent);
        high = empty ? 0 : Area.shiftUp(area.y1(), heightExponent) - (area.y0() >> heightExponent);
        blocks = new CodeBlock[wide * high];
        inclusion = new TagTree(wide, high);
        zeroBitPlanes = new TagTree(wide, high);
    }

    int wide() {
        return wide;
    }

    int high() {
        return high;
    }

    /// Null as long as it is not included.
    CodeBlock block(int x, int y) {
        return blocks[y * wide + x];
    }

    CodeBlock include(int x, int y, int zeroBitPlanes) {
        long left = (area.x0() >> widthExponent) + (long) x << widthExponent;
        long top = (area.y0() >> heightExponent) + (long) y << heightExponent;
        var part =
                area.intersection(
                        left, top, left + (1L << widthExponent), top + (1L << heightExponent));
        var block = new CodeBlock(part, zeroBitPlanes);
        blocks[y * wide + x] = block;
        return block;
    }

    void addTo(List<CodeBlock> included) {
        for (var block : blocks) {
            if (block != null) {
                included.add(block);
            }
        }
    }
}
