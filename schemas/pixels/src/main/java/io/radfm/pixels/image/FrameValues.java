// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

/// The values of one monochrome frame, row by row, after the modality transform.
///
/// Padding (PS3.3 C.7.5.1.1.2) is no measurement: it stands as [#PADDING], below every value, so
/// that windows and normalisation turn it black, and it does not count for `min` and `max`.
///
/// @param min smallest value; +∞ where every pixel is padding
/// @param max largest value; −∞ where every pixel is padding
/// @param padded how many pixels are padding
/// @param nan whether any value is not a number
public record FrameValues(
        int rows, int columns, float[] values, float min, float max, int padded, boolean nan) {
    public static final float PADDING = Float.NEGATIVE_INFINITY;

    /// Counts in one pass what the record states about its values.
    static FrameValues of(int rows, int columns, float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int padded = 0;
        for (float value : values) {
            if (value == PADDING) {
                padded++;
            } else {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        boolean nan = Float.isNaN(min) || Float.isNaN(max);
        return new FrameValues(rows, columns, values, min, max, padded, nan);
    }

    @Override
    public String toString() {
        return "FrameValues[" + rows + " x " + columns + "]";
    }
}
