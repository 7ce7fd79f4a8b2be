// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

/// How much of a study the model is given, and what it is asked.
///
/// @param maxVolumes at most so many 3D scans
/// @param maxImages at most so many 2D images
/// @param maxSlices at most so many instances in one 3D scan
/// @param maxTextCharacters of an indication or a history
/// @param questions what is asked about it
public record CompositionPolicy(
        int maxVolumes, int maxImages, int maxSlices, int maxTextCharacters, Questions questions) {

    /// More references than this, and a context could outgrow its topic's largest record.
    private static final int MAX_REFERENCES = 40_000;

    public CompositionPolicy {
        if ((long) maxVolumes * maxSlices + maxImages > MAX_REFERENCES) {
            throw new IllegalArgumentException(
                    "%d volumes of %d slices and %d images are more than the %d a context can name"
                            .formatted(maxVolumes, maxSlices, maxImages, MAX_REFERENCES));
        }
    }
}
