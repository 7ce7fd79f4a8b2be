// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

/// How a component is decomposed and its code blocks are coded (T.800 Table A.20).
///
/// @param levels decompositions of the wavelet transform
/// @param blockWidth exponent of the code blocks' width
/// @param blockStyle flags of Table A.19
/// @param reversible the 5-3 transform, not the 9-7 one
/// @param precincts exponents of the precincts' size at each resolution: width low, height high
record ComponentStyle(
        int levels,
        int blockWidth,
        int blockHeight,
        int blockStyle,
        boolean reversible,
        int[] precincts) {
    static final int BYPASS = 1;
    static final int RESET = 2;
    static final int TERMINATE_ALL = 4;
    static final int CAUSAL = 8;
    static final int SEGMENTATION_SYMBOLS = 32;
    private static final int HIGH_THROUGHPUT = 64;

    /// Reads the fields from `at` on, which end at `end`; `defined` says that they list precincts.
    static ComponentStyle read(Bytes bytes, int at, int end, boolean defined)
            throws MalformedFrame {
        int levels = bytes.u8(at);
        int blockWidth = (bytes.u8(at + 1) & 15) + 2;
        int blockHeight = (bytes.u8(at + 2) & 15) + 2;
        int blockStyle = bytes.u8(at + 3);
        int transform = bytes.u8(at + 4);
        require(levels <= 32, at, levels + " decompositions");
        require(
                blockWidth <= 10 && blockHeight <= 10 && blockWidth + blockHeight <= 12,
                at + 1,
                "code block of 2^" + blockWidth + " x 2^" + blockHeight);
        require(
                (blockStyle & HIGH_THROUGHPUT) == 0,
                at + 3,
                "High-Throughput code blocks are not decoded");
        require(transform <= 1, at + 4, "wavelet transform " + transform);
        require(
                end == at + 5 + (defined ? levels + 1 : 0),
                at,
                "coding style of " + (end - at) + " bytes");
        var precincts = new int[levels + 1];
        for (int r = 0; r <= levels; r++) {
            precincts[r] = defined ? bytes.u8(at + 5 + r) : 0xFF;
            require(
                    r == 0 || (precincts[r] & 15) > 0 && precincts[r] >> 4 > 0,
                    at + 5 + r,
                    "precinct smaller than its subbands");
        }
        return new ComponentStyle(
                levels, blockWidth, blockHeight, blockStyle, transform == 1, precincts);
    }

    boolean has(int flag) {
        return (blockStyle & flag) != 0;
    }

    /// How many passes, beginning with number `pass` of a code block, share one codeword segment
    /// (Tables D.8 and D.9).
    int passesOfSegment(int pass) {
        if (has(TERMINATE_ALL)) {
            return 1;
        }
        if (!has(BYPASS)) {
            return Integer.MAX_VALUE;
        }
        if (pass < 10) {
            return 10 - pass;
        }
        return pass % 3 == 1 ? 2 : 1; // significance and refinement raw, then a cleanup
    }

    /// Whether a pass reads its bits as they are, not through the MQ decoder.
    boolean isRaw(int pass) {
        return has(BYPASS) && pass >= 10 && pass % 3 != 0;
    }
}
