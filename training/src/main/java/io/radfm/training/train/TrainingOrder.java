// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/// A training run, as it was asked for.
///
/// @param to the model directory that is made: new, or empty
/// @param data the data set; when resuming, empty for the one of the run
/// @param start what it starts from; when resuming, empty for that of the run
/// @param plan when resuming, empty for that of the run
/// @param resume go on from the last checkpoint
/// @param checkpointEvery steps between two checkpoints
/// @param machine what computes
/// @param identity what the model calls itself
/// @param out told how the run is going
/// @param terminal whether `out` is a terminal, where a line may be written over
public record TrainingOrder(
        Path to,
        Optional<Path> data,
        Optional<Start> start,
        Optional<TrainingPlan> plan,
        boolean resume,
        long checkpointEvery,
        Machine machine,
        Identity identity,
        PrintWriter out,
        boolean terminal) {

    /// Where the weights come from.
    public sealed interface Start {
        /// A model directory, of 16 or 32 bits.
        record Model(Path directory) implements Start {}

        /// Random ones, with a tokenizer learned from the data set.
        record Size(String name) implements Start {}
    }

    /// @param device `auto`, `cpu` or `gpu`
    public record Machine(String device, int threads) {}

    /// @param name empty for that of the model it started from
    /// @param version empty for one of the stage and the data set
    /// @param notice shown with everything the model writes
    public record Identity(String name, String version, String notice) {}

    /// Where the run keeps its checkpoints: beside the model.
    public Path runFolder() {
        var name = to.toAbsolutePath().normalize().getFileName() + ".run";
        return to.toAbsolutePath().normalize().resolveSibling(name);
    }
}
