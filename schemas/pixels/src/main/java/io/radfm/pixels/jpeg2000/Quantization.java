// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.Arrays;

/// Step sizes of the subbands (QCD and QCC, T.800 §A.6.4 and Annex E): `exponent:5 mantissa:11` for
/// each, from LL on, or for LL only and the others derived from it.
record Quantization(int guardBits, boolean derived, int[] steps) {
    private static final int NONE = 0;
    private static final int DERIVED = 1;
    private static final int EXPOUNDED = 2;

    /// Reads the fields from `at` on, which end at `end`.
    static Quantization read(Bytes bytes, int at, int end) throws MalformedFrame {
        int style = bytes.u8(at) & 31;
        int guardBits = bytes.u8(at) >> 5;
        require(style <= EXPOUNDED, at, "quantization style " + style);
        int size = style == NONE ? 1 : 2;
        int count = (end - at - 1) / size;
        require(count >= 1 && count <= 97, at, count + " step sizes");
        var steps = new int[count];
        for (int i = 0; i < count; i++) {
            int field = at + 1 + size * i;
            steps[i] = style == NONE ? bytes.u8(field) >> 3 << 11 : bytes.u16(field);
        }
        boolean derived = style == DERIVED;
        return new Quantization(guardBits, derived, derived ? Arrays.copyOf(steps, 1) : steps);
    }

    boolean covers(int subbands) {
        return derived || subbands <= steps.length;
    }

    /// The exponent of a subband, numbered from LL on (E-5).
    int exponent(int subband) {
        return derived
                ? Math.max(0, (steps[0] >> 11) - Math.max(0, subband - 1) / 3)
                : steps[subband] >> 11;
    }

    int mantissa(int subband) {
        return steps[derived ? 0 : subband] & 0x7FF;
    }
}
