// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.pixels.FrameFormat;

/// Stored values that fill the frame where nothing was measured: Pixel Padding Value, or all from
/// it to Pixel Padding Range Limit (PS3.3 C.7.5.1.1.2).
record Padding(int low, int high) {
    static final Padding NONE = new Padding(1, 0);

    static Padding of(DataSet image, FrameFormat format) {
        var value = image.integer(Tag.PIXEL_PADDING_VALUE);
        if (value.isEmpty()) {
            return NONE;
        }
        int one = StoredSamples.masked(value.getAsInt(), format);
        int other =
                StoredSamples.masked(
                        image.integer(Tag.PIXEL_PADDING_RANGE_LIMIT).orElse(value.getAsInt()),
                        format);
        return new Padding(Math.min(one, other), Math.max(one, other));
    }

    boolean holds(int stored) {
        return stored >= low && stored <= high;
    }
}
