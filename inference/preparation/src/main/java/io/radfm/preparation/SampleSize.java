// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import java.util.List;

/// The one size all scans of a sample share: `side × side × depth`.
public record SampleSize(int side, int depth) {

    /// The depth is the multiple of the step nearest to the largest planned depth (of two as near,
    /// the smaller), within the caps.
    ///
    /// @param depths slices of each scan; 1 for a picture
    public static SampleSize of(List<Integer> depths, boolean anyVolume, ModelInput model) {
        int cap = depths.size() > model.crowd() ? model.crowdedDepth() : model.mostDepth();
        int largest =
                depths.stream()
                        .mapToInt(depth -> Math.min(depth, model.mostDepth()))
                        .max()
                        .orElse(model.depthStep());
        int nearest = model.depthStep();
        for (int depth = nearest; depth <= cap; depth += model.depthStep()) {
            if (Math.abs(depth - largest) < Math.abs(nearest - largest)) {
                nearest = depth;
            }
        }
        return new SampleSize(anyVolume ? model.volumeSide() : model.pictureSide(), nearest);
    }

    /// For each slice given to the model, the slice of the volume it is: first at most `mostDepth`
    /// slices of the volume, then `depth` of those, both by [Nearest].
    public static int[] kept(int slices, int depth, ModelInput model) {
        int capped = Math.min(slices, model.mostDepth());
        int[] within = Nearest.indices(slices, capped);
        int[] kept = Nearest.indices(capped, depth);
        for (int i = 0; i < depth; i++) {
            kept[i] = within[kept[i]];
        }
        return kept;
    }

    /// For each row (or column) given to the model, the row of the scan it is, by [Nearest].
    public int[] sides(int rows) {
        return Nearest.indices(rows, side);
    }
}
