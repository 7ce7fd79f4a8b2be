// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// Which context a decision is made in, by what is known of the neighbours (T.800 §D.3), as tables.
final class Contexts {
    /// First of the three contexts of magnitude refinement (Table D.4).
    static final int REFINEMENT = 14;

    private static final int SIGN = 9;

    /// Zero coding (Table D.1), by subband and by the significance of nine samples.
    ///
    /// ```
    ///  bit 0 1 2     around a sample, row by row; that of the sample itself, bit 4, does not count
    ///      3 4 5
    ///      6 7 8
    /// ```
    private static final byte[][] ZERO = new byte[4][512];

    /// Sign coding (Tables D.2 and D.3): `context << 1 | XOR bit`, by the significance of the
    /// neighbours left, right, above, below (bits 0 to 3) and their signs (bits 4 to 7).
    private static final byte[] SIGNS = new byte[256];

    static {
        for (int around = 0; around < 512; around++) {
            int horizontal = (around >> 3 & 1) + (around >> 5 & 1);
            int vertical = (around >> 1 & 1) + (around >> 7 & 1);
            int diagonal = Integer.bitCount(around & 0b101_000_101);
            ZERO[Subband.LL][around] = (byte) zero(horizontal, vertical, diagonal);
            ZERO[Subband.LH][around] = ZERO[Subband.LL][around];
            ZERO[Subband.HL][around] = (byte) zero(vertical, horizontal, diagonal);
            ZERO[Subband.HH][around] = (byte) zeroHh(horizontal + vertical, diagonal);
        }
        for (int i = 0; i < 256; i++) {
            int horizontal = contribution(i, 0) + contribution(i, 1);
            int vertical = contribution(i, 2) + contribution(i, 3);
            SIGNS[i] = (byte) sign(Integer.signum(horizontal), Integer.signum(vertical));
        }
    }

    private Contexts() {}

    /// The table of a subband.
    static byte[] zero(int orientation) {
        return ZERO[orientation];
    }

    static byte[] signs() {
        return SIGNS;
    }

    private static int zero(int horizontal, int vertical, int diagonal) {
        return switch (horizontal) {
            case 2 -> 8;
            case 1 -> vertical >= 1 ? 7 : diagonal >= 1 ? 6 : 5;
            default ->
                    switch (vertical) {
                        case 2 -> 4;
                        case 1 -> 3;
                        default -> Math.min(diagonal, 2);
                    };
        };
    }

    private static int zeroHh(int beside, int diagonal) {
        return switch (diagonal) {
            case 0 -> Math.min(beside, 2);
            case 1 -> 3 + Math.min(beside, 2);
            case 2 -> 6 + Math.min(beside, 1);
            default -> 8;
        };
    }

    /// 1 of a positive significant neighbour, -1 of a negative one, 0 otherwise.
    private static int contribution(int neighbours, int which) {
        int significant = neighbours >> which & 1;
        return significant * (1 - 2 * (neighbours >> which + 4 & 1));
    }

    private static int sign(int horizontal, int vertical) {
        boolean flipped = horizontal < 0 || horizontal == 0 && vertical < 0;
        int v = flipped ? -vertical : vertical;
        int context = horizontal == 0 ? SIGN + v : SIGN + 3 + v;
        return context << 1 | (flipped ? 1 : 0);
    }
}
