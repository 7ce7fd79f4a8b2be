// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.model.Compute;
import io.radfm.model.Description;
import io.radfm.model.EngineOptions;
import io.radfm.model.Manifest;
import io.radfm.model.RadFm;

import java.io.IOException;
import java.nio.file.Path;

/// A model opened as a worker opens it, and asked once.
public final class Trial {
    private Trial() {}

    /// Computes on the CPU, a single answer at a time.
    ///
    /// @param threads of the engine
    /// @throws IOException when a file is missing, not the one the manifest names, or malformed, or
    ///   when the model does not fit into memory here
    public static Description of(Path directory, int threads) throws IOException {
        Manifest.read(directory);
        var engine =
                EngineOptions.defaults()
                        .withThreads(threads)
                        .withBatch(1)
                        .withCacheBytes(0)
                        .withScanBytes(0)
                        .withCompute(
                                new Compute(Compute.Engine.CPU, 0, Compute.Numbers.of("auto")));
        new ModelMemory(engine, 1).require(directory);
        try (var model = RadFm.load(directory, engine)) {
            Bench.warmUp(model);
            return model.description();
        }
    }
}
