// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.model.Configuration;
import io.radfm.model.EngineOptions;
import io.radfm.model.conversion.Inventory;
import io.radfm.preparation.ModelInput;

import java.util.Locale;
import java.util.Optional;

/// The memory that a worker fills when it computes on the CPU, in bytes, reckoned before any of it
/// is taken. What is only a bound, such as the largest context that `prepare.max.bytes` lets in, is
/// not in it.
///
/// @param weights as the engine holds them: matrices of 16 bits are widened to 32
/// @param cache keys and values of all answers under way
/// @param vision what encoding the largest scan needs besides
/// @param prepared the largest scan in every slot
/// @param heap objects, and the tokens of scans that were encoded before
record NeededMemory(long weights, long cache, long vision, long prepared, long heap) {
    private static final long OBJECTS = 512L << 20;
    private static final double GIB = 1L << 30;

    /// @param slots jobs at once, of both classes
    static NeededMemory of(
            Configuration sizes,
            Inventory inventory,
            EngineOptions engine,
            ModelInput input,
            int slots) {
        long weights = 0;
        for (var part : inventory.parts()) {
            boolean widened = part.storedAs().matches("b?f16");
            weights += widened ? 2 * part.bytes() : part.bytes();
        }
        int side = Math.max(input.pictureSide(), input.volumeSide());
        long voxels = (long) side * side * input.mostDepth();
        return new NeededMemory(
                weights,
                cache(sizes.language(), engine),
                vision(sizes.vision(), voxels),
                slots * Float.BYTES * voxels,
                Math.min(Runtime.getRuntime().maxMemory(), OBJECTS + engine.scanBytes()));
    }

    /// What is configured, but no more than all answers can fill, nor less than one alone may need.
    private static long cache(Configuration.Language size, EngineOptions engine) {
        long position = 2L * Float.BYTES * size.numHiddenLayers() * size.hiddenSize();
        long one = position * size.maxSequenceLength();
        return Math.max(one, Math.min(engine.cacheBytes(), 2L * engine.batch() * one));
    }

    /// The scan with its three channels, its patches, and the attention scores of one block.
    private static long vision(Configuration.Vision size, long voxels) {
        long patches = voxels * size.channels() / size.patchLength();
        long inner = (long) size.heads() * size.dimHead();
        long rows = patches * (4L * size.dim() + 4 * inner + 2L * size.mlpDim());
        return Float.BYTES
                * (size.channels() * voxels + rows + 2L * size.heads() * patches * patches);
    }

    long total() {
        return weights + cache + vision + prepared + heap;
    }

    /// Why it does not fit, if it does not.
    Optional<String> refusal(long free) {
        if (total() <= free) {
            return Optional.empty();
        }
        return Optional.of(
                ("this worker needs %s of memory (weights %s, keys and values %s, encoding a scan"
                                + " %s, prepared scans %s, heap %s) and %s are free. Less of"
                                + " engine.cache.bytes, engine.batch or worker.slots, or a model"
                                + " of fewer bits, needs less.")
                        .formatted(
                                gib(total()),
                                gib(weights),
                                gib(cache),
                                gib(vision),
                                gib(prepared),
                                gib(heap),
                                gib(free)));
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }
}
