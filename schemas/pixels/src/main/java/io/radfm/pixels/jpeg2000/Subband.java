// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import java.util.ArrayList;
import java.util.List;

/// A subband of a resolution: LL, HL, LH or HH (T.800 §B.5).
final class Subband {
    static final int LL = 0;
    static final int HL = 1;
    static final int LH = 2;
    static final int HH = 3;

    private final Area area;
    private final int orientation;
    private final int bitPlanes;
    private final float step;
    private Precinct[] precincts;

    /// @param bitPlanes of its coefficients, Mb (E-2)
    /// @param step between quantized coefficients; the gain of the subband is left to the wavelet
    Subband(Area area, int orientation, int bitPlanes, float step) {
        this.area = area;
        this.orientation = orientation;
        this.bitPlanes = bitPlanes;
        this.step = step;
    }

    Area area() {
        return area;
    }

    int orientation() {
        return orientation;
    }

    int bitPlanes() {
        return bitPlanes;
    }

    float step() {
        return step;
    }

    /// As many as the resolution has; null where no packet has come yet.
    Precinct[] precincts(int count) {
        if (precincts == null) {
            precincts = new Precinct[count];
        }
        return precincts;
    }

    /// The code blocks that have any passes.
    List<CodeBlock> codeBlocks() {
        var blocks = new ArrayList<CodeBlock>();
        if (precincts != null) {
            for (var precinct : precincts) {
                if (precinct != null) {
                    precinct.addTo(blocks);
                }
            }
        }
        return blocks;
    }
}
