// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

/// The shape of every frame of an image: the Image Pixel Module (PS3.3 §C.7.6.3).
///
/// `bitsStored` of Float and Double Float Pixel Data, which have no such attribute, is
/// `bitsAllocated`. Refuses, with IllegalArgumentException, shapes PS3.3 and PS3.5 do not know and
/// frames of more than [#MAX_FRAME_BYTES].
///
/// @param planar the encoded frame holds plane after plane (Planar Configuration 1)
/// @param photometric Photometric Interpretation, as it is in the header
public record FrameFormat(
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        boolean planar,
        String photometric) {

    /// Largest frame in bytes: a 16-bit frame of 11,585 x 11,585 pixels.
    public static final int MAX_FRAME_BYTES = 256 << 20;

    public FrameFormat {
        require(rows >= 1 && rows <= 65_535, "Rows is " + rows);
        require(columns >= 1 && columns <= 65_535, "Columns is " + columns);
        require(
                samplesPerPixel >= 1 && samplesPerPixel <= 4,
                "Samples per Pixel is " + samplesPerPixel);
        require(
                switch (bitsAllocated) {
                    case 1, 8, 16, 32, 64 -> true;
                    default -> false;
                },
                "Bits Allocated is " + bitsAllocated);
        require(bitsStored >= 1 && bitsStored <= bitsAllocated, "Bits Stored is " + bitsStored);
        require(
                highBit >= bitsStored - 1 && highBit < bitsAllocated,
                "High Bit is " + highBit + " with " + bitsStored + " bits stored");
        long bits = (long) rows * columns * samplesPerPixel * bitsAllocated;
        require(bits <= 8L * MAX_FRAME_BYTES, "frame of " + bits / 8 + " bytes");
    }

    public int pixels() {
        return rows * columns;
    }

    public int samples() {
        return rows * columns * samplesPerPixel;
    }

    /// Bytes one sample fills; 0 for single bits, which are packed eight to a byte.
    public int bytesPerSample() {
        return bitsAllocated / 8;
    }

    /// Bytes of a decoded frame; single bits are packed and the last byte is filled up.
    public int frameBytes() {
        return Math.toIntExact(((long) samples() * bitsAllocated + 7) / 8);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
