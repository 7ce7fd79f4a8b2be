// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

/// The inverse DCT (T.81 §A.3.3) of Loeffler, Ligtenberg and Moschytz in integers, with the
/// constants and the rounding of the Independent JPEG Group's "slow integer" method: first columns,
/// then rows, 13 fractional bits in the constants, and 2 (of 12-bit samples: 1) between the passes.
final class InverseDct {
    /// By zigzag index: the place in the block (§A.3.6).
    static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27,
        20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
    };

    private static final int BITS = 13;
    private static final int FIX_0_298631336 = 2_446;
    private static final int FIX_0_390180644 = 3_196;
    private static final int FIX_0_541196100 = 4_433;
    private static final int FIX_0_765366865 = 6_270;
    private static final int FIX_0_899976223 = 7_373;
    private static final int FIX_1_175875602 = 9_633;
    private static final int FIX_1_501321110 = 12_299;
    private static final int FIX_1_847759065 = 15_137;
    private static final int FIX_1_961570560 = 16_069;
    private static final int FIX_2_053119869 = 16_819;
    private static final int FIX_2_562915447 = 20_995;
    private static final int FIX_3_072711026 = 25_172;

    private final int[] pass = new int[64];
    private final int between; // fractional bits between the passes
    private final int max;
    private final int half;

    InverseDct(int precision) {
        between = precision == 8 ? 2 : 1;
        max = (1 << precision) - 1;
        half = 1 << precision - 1;
    }

    /// A block of nothing but a DC coefficient, already multiplied by its step: 64 equal samples.
    void flat(int dc, short[] samples, int at, int stride) {
        int shift = BITS + between + 3;
        var value = sample((dc << between << BITS) + (1 << shift - 1) >> shift);
        for (int y = 0; y < 8; y++, at += stride) {
            for (int x = 0; x < 8; x++) {
                samples[at + x] = value;
            }
        }
    }

    void transform(int[] block, int[] steps, short[] samples, int at, int stride) {
        for (int x = 0; x < 8; x++) {
            column(block, steps, x);
        }
        for (int y = 0; y < 8; y++, at += stride) {
            row(8 * y, samples, at);
        }
    }

    private void column(int[] in, int[] q, int x) {
        var out = pass;
        int ac = in[x + 8] | in[x + 16] | in[x + 24] | in[x + 32];
        if ((ac | in[x + 40] | in[x + 48] | in[x + 56]) == 0) {
            int dc = in[x] * q[x] << between;
            for (int y = x; y < 64; y += 8) {
                out[y] = dc;
            }
            return;
        }
        // even part
        int in2 = in[x + 16] * q[x + 16];
        int in6 = in[x + 48] * q[x + 48];
        int z1 = (in2 + in6) * FIX_0_541196100;
        int t2 = z1 - in6 * FIX_1_847759065;
        int t3 = z1 + in2 * FIX_0_765366865;
        int in0 = in[x] * q[x];
        int in4 = in[x + 32] * q[x + 32];
        int t0 = in0 + in4 << BITS;
        int t1 = in0 - in4 << BITS;
        int e0 = t0 + t3;
        int e3 = t0 - t3;
        int e1 = t1 + t2;
        int e2 = t1 - t2;
        // odd part
        int o0 = in[x + 56] * q[x + 56];
        int o1 = in[x + 40] * q[x + 40];
        int o2 = in[x + 24] * q[x + 24];
        int o3 = in[x + 8] * q[x + 8];
        int z5 = (o0 + o2 + o1 + o3) * FIX_1_175875602;
        int y1 = (o0 + o3) * -FIX_0_899976223;
        int y2 = (o1 + o2) * -FIX_2_562915447;
        int y3 = (o0 + o2) * -FIX_1_961570560 + z5;
        int y4 = (o1 + o3) * -FIX_0_390180644 + z5;
        o0 = o0 * FIX_0_298631336 + y1 + y3;
        o1 = o1 * FIX_2_053119869 + y2 + y4;
        o2 = o2 * FIX_3_072711026 + y2 + y3;
        o3 = o3 * FIX_1_501321110 + y1 + y4;

        int shift = BITS - between;
        int round = 1 << shift - 1;
        out[x] = e0 + o3 + round >> shift;
        out[x + 56] = e0 - o3 + round >> shift;
        out[x + 8] = e1 + o2 + round >> shift;
        out[x + 48] = e1 - o2 + round >> shift;
        out[x + 16] = e2 + o1 + round >> shift;
        out[x + 40] = e2 - o1 + round >> shift;
        out[x + 24] = e3 + o0 + round >> shift;
        out[x + 32] = e3 - o0 + round >> shift;
    }

    private void row(int from, short[] samples, int at) {
        var in = pass;
        // even part
        int in2 = in[from + 2];
        int in6 = in[from + 6];
        int z1 = (in2 + in6) * FIX_0_541196100;
        int t2 = z1 - in6 * FIX_1_847759065;
        int t3 = z1 + in2 * FIX_0_765366865;
        int t0 = in[from] + in[from + 4] << BITS;
        int t1 = in[from] - in[from + 4] << BITS;
        int e0 = t0 + t3;
        int e3 = t0 - t3;
        int e1 = t1 + t2;
        int e2 = t1 - t2;
        // odd part
        int o0 = in[from + 7];
        int o1 = in[from + 5];
        int o2 = in[from + 3];
        int o3 = in[from + 1];
        int z5 = (o0 + o2 + o1 + o3) * FIX_1_175875602;
        int y1 = (o0 + o3) * -FIX_0_899976223;
        int y2 = (o1 + o2) * -FIX_2_562915447;
        int y3 = (o0 + o2) * -FIX_1_961570560 + z5;
        int y4 = (o1 + o3) * -FIX_0_390180644 + z5;
        o0 = o0 * FIX_0_298631336 + y1 + y3;
        o1 = o1 * FIX_2_053119869 + y2 + y4;
        o2 = o2 * FIX_3_072711026 + y2 + y3;
        o3 = o3 * FIX_1_501321110 + y1 + y4;

        int shift = BITS + between + 3;
        int round = 1 << shift - 1;
        samples[at] = sample(e0 + o3 + round >> shift);
        samples[at + 7] = sample(e0 - o3 + round >> shift);
        samples[at + 1] = sample(e1 + o2 + round >> shift);
        samples[at + 6] = sample(e1 - o2 + round >> shift);
        samples[at + 2] = sample(e2 + o1 + round >> shift);
        samples[at + 5] = sample(e2 - o1 + round >> shift);
        samples[at + 3] = sample(e3 + o0 + round >> shift);
        samples[at + 4] = sample(e3 - o0 + round >> shift);
    }

    private short sample(int value) {
        return (short) Math.clamp(value + half, 0, max);
    }
}
