// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A series taken apart.
///
/// @param volumes stacks of slices; a lone slice is a stack of one
/// @param pictures frames without a place in space, by instance number and frame
public record SeriesPlan(List<VolumePlan> volumes, List<Slice> pictures, List<Finding> findings) {

    /// All frames that were kept, of volumes and pictures.
    public List<Slice> frames() {
        return Stream.concat(
                        volumes.stream().flatMap(volume -> volume.slices().stream()),
                        pictures.stream())
                .toList();
    }

    public boolean localizer() {
        return findings.stream().anyMatch(Finding.Localizer.class::isInstance);
    }

    /// The volume of most slices; of equals the first, so the first echo and the first time point.
    public Optional<VolumePlan> largest() {
        return volumes.stream()
                .sorted(Comparator.comparingInt(VolumePlan::depth).reversed())
                .findFirst();
    }
}
