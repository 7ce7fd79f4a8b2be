// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.model.Compute;
import io.radfm.model.Configuration;
import io.radfm.model.EngineOptions;
import io.radfm.model.conversion.Inventory;
import io.radfm.model.engine.Backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Whether a model fits into the memory that is free, before any of it is taken: a process that the
/// kernel ends for want of memory ends in the midst of a job, and again at every start. What a GPU
/// computes is reckoned by its module.
///
/// @param slots jobs at once, of both classes
record ModelMemory(EngineOptions engine, int slots) {
    private static final Path ROOT = Path.of("/");

    /// @throws IOException with the sentence that says so when it does not fit
    void require(Path directory) throws IOException {
        refuse(refusal(directory, 0));
    }

    private static void refuse(Optional<String> refusal) throws IOException {
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
    }

    /// Whether it fits beside the one that is loaded. Never on a GPU, whose memory one model fills.
    ///
    /// @throws IOException when it would not fit even in its place
    boolean fitsBeside(Path loaded, Path next) throws IOException {
        if (!onCpu()) {
            return false;
        }
        if (refusal(next, 0).isEmpty()) {
            return true;
        }
        refuse(refusal(next, needed(loaded).total()));
        return false;
    }

    private Optional<String> refusal(Path directory, long freed) throws IOException {
        var free = FreeMemory.bytes(ROOT);
        return !onCpu() || free.isEmpty()
                ? Optional.empty()
                : needed(directory).refusal(free.getAsLong() + freed);
    }

    private boolean onCpu() {
        return Backends.installed().choose(engine).engine() == Compute.Engine.CPU;
    }

    private NeededMemory needed(Path directory) throws IOException {
        var sizes = Configuration.read(directory.resolve("config.json"));
        var inventory = Inventory.of(directory, sizes);
        return NeededMemory.of(sizes, inventory, engine, Shown.input(sizes), slots);
    }
}
