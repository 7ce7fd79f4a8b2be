// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

/// How much a reader takes from bytes it does not trust. What exceeds a limit ends in
/// [MalformedDicom]; Pixel Data counts towards none but `fragments` and `inflatedBytes`, since it
/// is never loaded.
///
/// @param valueBytes longest value kept in memory
/// @param totalBytes all values of a data set together, each element and item counted with what it
///   costs to hold
/// @param elements elements and items of a data set, nested ones included
/// @param depth nested sequences
/// @param fragments fragments of encapsulated Pixel Data
/// @param inflatedBytes a deflated data set, inflated
public record Limits(
        long valueBytes,
        long totalBytes,
        int elements,
        int depth,
        int fragments,
        long inflatedBytes) {
    private static final long MIB = 1L << 20;

    /// Room for enhanced multi-frame headers of ten thousands of frames and encapsulated documents.
    public static final Limits DEFAULT =
            new Limits(128 * MIB, 512 * MIB, 4_000_000, 64, 4_000_000, 2048 * MIB);

    /// Enough for the header of any image; what a receiver should grant to a peer.
    public static final Limits HEADER =
            new Limits(16 * MIB, 64 * MIB, 500_000, 64, 1_000_000, 2048 * MIB);

    public Limits {
        if (valueBytes < 0
                || valueBytes > Integer.MAX_VALUE - 64
                || totalBytes < 0
                || elements < 0
                || depth < 0
                || depth > 512
                || fragments < 0
                || inflatedBytes < 0) {
            throw new IllegalArgumentException("limit out of range");
        }
    }
}
