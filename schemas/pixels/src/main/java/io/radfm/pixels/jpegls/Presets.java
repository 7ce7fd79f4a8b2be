// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

/// The coding parameters of a scan: those the stream presets (T.87 §C.2.4.1.1), the defaults for
/// those it leaves zero, and what follows from them.
///
/// @param maximum largest sample (MAXVAL)
/// @param near how far a decoded sample may be off (NEAR)
/// @param t1 first of the three thresholds between gradients
/// @param reset after how many samples a context halves its counts
record Presets(int maximum, int near, int t1, int t2, int t3, int reset) {
    /// What the stream presets before any LSE segment: nothing.
    static final Presets NONE = new Presets(0, 0, 0, 0, 0, 0);

    /// Reads an LSE segment of type 1 whose length field is at `at`.
    static Presets read(Bytes bytes, int at) throws MalformedFrame {
        require(bytes.u16(at) == 13, at, "preset segment of " + bytes.u16(at) + " bytes");
        return new Presets(
                bytes.u16(at + 3),
                0,
                bytes.u16(at + 5),
                bytes.u16(at + 7),
                bytes.u16(at + 9),
                bytes.u16(at + 11));
    }

    /// The parameters of a scan of this precision: presets, else the defaults of §C.2.4.1.1.1.
    Presets complete(int precision, int near, int at) throws MalformedFrame {
        int max = maximum > 0 ? maximum : (1 << precision) - 1;
        require(max < 1 << precision, at, "largest sample " + max);
        require(near <= Math.min(255, max / 2), at, "near-lossless by " + near);
        int d1;
        int d2;
        int d3;
        if (max >= 128) {
            int factor = (Math.min(max, 4_095) + 128) / 256;
            d1 = threshold(factor + 2 + 3 * near, near + 1, max);
            d2 = threshold(factor * 4 + 3 + 5 * near, d1, max);
            d3 = threshold(factor * 17 + 4 + 7 * near, d2, max);
        } else {
            int factor = 256 / (max + 1);
            d1 = threshold(Math.max(2, 3 / factor + 3 * near), near + 1, max);
            d2 = threshold(Math.max(3, 7 / factor + 5 * near), d1, max);
            d3 = threshold(Math.max(4, 21 / factor + 7 * near), d2, max);
        }
        var all =
                new Presets(
                        max,
                        near,
                        t1 > 0 ? t1 : d1,
                        t2 > 0 ? t2 : d2,
                        t3 > 0 ? t3 : d3,
                        reset > 0 ? reset : 64);
        boolean ordered = near < all.t1 && all.t1 <= all.t2 && all.t2 <= all.t3 && all.t3 <= max;
        require(ordered, at, "gradient thresholds out of order");
        require(all.reset >= 3 && all.reset <= Math.max(255, max), at, "reset " + all.reset);
        return all;
    }

    private static int threshold(int value, int least, int max) {
        return value > max || value < least ? least : value;
    }

    /// How many values a quantized prediction error has (RANGE, §A.2.1).
    int range() {
        return (maximum + 2 * near) / (2 * near + 1) + 1;
    }

    /// Bits of a mapped error in full (qbpp).
    int errorBits() {
        return 32 - Integer.numberOfLeadingZeros(range() - 1);
    }

    /// Longest Golomb code in bits (LIMIT).
    int limit() {
        int sampleBits = Math.max(2, 32 - Integer.numberOfLeadingZeros(maximum));
        return 2 * (sampleBits + Math.max(8, sampleBits));
    }

    /// The region of each gradient (§A.3.3), from `-maximum` on.
    byte[] gradientRegions() {
        var regions = new byte[2 * maximum + 1];
        for (int size = 0; size <= maximum; size++) {
            int region = size >= t3 ? 4 : size >= t2 ? 3 : size >= t1 ? 2 : size > near ? 1 : 0;
            regions[maximum + size] = (byte) region;
            regions[maximum - size] = (byte) -region;
        }
        return regions;
    }
}
