// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

/// How contexts are prepared.
///
/// @param model the sizes the model takes
/// @param intensity over which slices the smallest and largest value of a volume are taken
/// @param threads slices fetched and decoded at a time
/// @param mostScans a context of more scans is refused; RadFM's tokenizer has names for 100
/// @param mostInstances a scan of more instances is refused
/// @param mostBytes a sample whose tensors would be larger is refused
public record PreparationOptions(
        ModelInput model,
        Intensity intensity,
        int threads,
        int mostScans,
        int mostInstances,
        long mostBytes) {

    /// Where min and max of min–max normalisation come from.
    public enum Intensity {
        /// The slices the model is shown; only these are fetched and decoded.
        KEPT_SLICES,
        /// Every slice of the volume; all are fetched and decoded. The same as KEPT_SLICES for a
        /// volume none of whose slices is skipped.
        WHOLE_VOLUME
    }

    public PreparationOptions {
        if (threads < 1 || mostScans < 1 || mostInstances < 1 || mostBytes < 1) {
            throw new IllegalArgumentException("a limit below 1");
        }
    }

    public static PreparationOptions of(ModelInput model) {
        return new PreparationOptions(
                model,
                Intensity.KEPT_SLICES,
                Runtime.getRuntime().availableProcessors(),
                100,
                10_000,
                4L << 30);
    }

    public PreparationOptions with(Intensity other) {
        return new PreparationOptions(model, other, threads, mostScans, mostInstances, mostBytes);
    }
}
