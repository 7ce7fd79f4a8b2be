// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

/// How far to read, and what to keep.
///
/// @param stopAtPixelData end at the first Pixel Data element of the data set; what stands behind
///   it (padding, signatures) is left out
/// @param keepUpTo values longer than this many bytes are not loaded but stand in the data set as
///   [Value.Elsewhere]; `Limits.valueBytes` does not apply to them
public record ReadOptions(Limits limits, boolean stopAtPixelData, long keepUpTo) {
    /// The whole data set, every value but Pixel Data.
    public static final ReadOptions WHOLE =
            new ReadOptions(Limits.DEFAULT, false, Integer.MAX_VALUE);

    /// The elements before Pixel Data, without bulk (overlays, tables, waveforms over 64 KiB).
    public static final ReadOptions HEADER = new ReadOptions(Limits.HEADER, true, 64 << 10);

    public ReadOptions with(Limits other) {
        return new ReadOptions(other, stopAtPixelData, keepUpTo);
    }
}
