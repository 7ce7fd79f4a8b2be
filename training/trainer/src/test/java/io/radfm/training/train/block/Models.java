// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import ai.djl.ndarray.NDManager;

import io.radfm.model.Configuration;
import io.radfm.model.checkpoint.Checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A model directory as a training graph.
public record Models(
        NDManager manager, Configuration configuration, Weights weights, RadFmBlock block)
        implements AutoCloseable {
    /// The serving engine's own fixture, computed with the authors' modules.
    public static final Path MINI =
            Path.of(System.getProperty("radfm.home"))
                    .resolve("inference/radfm/src/test/resources/radfm-mini");

    public static Models open(Path directory) throws IOException {
        return open(directory, Optional.empty());
    }

    public static Models open(Path directory, Optional<Weights.LowRank> lowRank)
            throws IOException {
        var manager = Torch.manager(Torch.device("cpu"));
        var configuration = Configuration.read(directory.resolve("config.json"));
        try (var checkpoint = Checkpoint.open(directory)) {
            var weights = Weights.read(manager, configuration, checkpoint, lowRank, 1);
            var block = new RadFmBlock(manager, configuration, weights);
            return new Models(manager, configuration, weights, block);
        }
    }

    /// `[asked · vocabulary]`
    public float[] logits(Batch batch) {
        try (var scratch = manager.newSubManager()) {
            return block.logits(scratch, batch).toFloatArray();
        }
    }

    @Override
    public void close() {
        block.close();
        weights.close();
        manager.close();
    }
}
