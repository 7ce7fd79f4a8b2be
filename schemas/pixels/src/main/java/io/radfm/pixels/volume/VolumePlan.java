// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.volume;

import java.util.List;
import java.util.stream.Collectors;

/// One volume of a series before any pixel is read: its slices in ascending order along the normal
/// (`row direction × column direction`; for axial slices from the feet to the head).
///
/// @param parts how the series was taken apart to get here, outermost first; empty where the series
///   is one stack
public record VolumePlan(
        List<Slice> slices, Geometry geometry, List<Part> parts, List<Finding> findings) {

    /// This volume is number `index` (from 0) of the `of` stacks the series fell into by this
    /// trait.
    public record Part(Finding.SeveralVolumes.By by, int index, int of) {}

    public int depth() {
        return slices.size();
    }

    public Slice.Shape shape() {
        return slices.getFirst().shape();
    }

    /// Which time point of a 4D series, from 0.
    public int timePoint() {
        return part(Finding.SeveralVolumes.By.TIME) == null
                ? 0
                : part(Finding.SeveralVolumes.By.TIME).index();
    }

    /// How many time points this place was imaged at.
    public int timePoints() {
        return part(Finding.SeveralVolumes.By.TIME) == null
                ? 1
                : part(Finding.SeveralVolumes.By.TIME).of();
    }

    public List<String> notes() {
        return findings.stream().map(Finding::note).collect(Collectors.toList());
    }

    private Part part(Finding.SeveralVolumes.By by) {
        return parts.stream().filter(part -> part.by() == by).findFirst().orElse(null);
    }
}
