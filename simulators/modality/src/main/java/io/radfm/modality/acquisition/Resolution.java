// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

/// How many pixels pictures have.
///
/// @param radiograph columns of a chest radiograph
/// @param ct rows and columns
/// @param mr rows and columns
public record Resolution(int radiograph, int ct, int mr) {
    /// As real machines have it.
    public static final Resolution FULL = new Resolution(1760, 512, 320);

    /// For tests of anything but pictures.
    public static final Resolution SMALL = new Resolution(220, 64, 64);

    public Resolution {
        if (Math.min(radiograph, Math.min(ct, mr)) < 32
                || Math.max(radiograph, Math.max(ct, mr)) > 4096) {
            throw new IllegalArgumentException("32 to 4096 pixels in a row");
        }
    }
}
