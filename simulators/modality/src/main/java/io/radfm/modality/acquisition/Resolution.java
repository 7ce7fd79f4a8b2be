// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

/// How many pixels pictures have, and how thick slices are.
///
/// @param radiograph columns of a chest radiograph
/// @param ct rows and columns
/// @param mr rows and columns
/// @param thickening slices are so many times as thick as usual, and as many times fewer
public record Resolution(int radiograph, int ct, int mr, double thickening) {
    /// As real machines have it.
    public static final Resolution FULL = new Resolution(1760, 512, 320, 1);

    /// For tests of anything but pictures.
    public static final Resolution SMALL = new Resolution(220, 64, 64, 1);

    private static final int AS_THIN_AS_USUAL = 256;

    public Resolution {
        if (Math.min(radiograph, Math.min(ct, mr)) < 32
                || Math.max(radiograph, Math.max(ct, mr)) > 4096) {
            throw new IllegalArgumentException("32 to 4096 pixels in a row");
        }
        if (!(thickening >= 1 && thickening <= 8)) {
            throw new IllegalArgumentException("slices are 1 to 8 times as thick as usual");
        }
    }

    /// All pictures this wide; below 256 slices are thicker as pixels are larger, so that a study
    /// of a small matrix is small in every direction.
    public static Resolution of(int matrix) {
        return new Resolution(
                matrix, matrix, matrix, Math.max(1, (double) AS_THIN_AS_USUAL / matrix));
    }
}
