// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import ai.djl.ndarray.NDArray;

import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.SafeTensorsWriter;
import io.radfm.model.checkpoint.SafeTensorsWriter.Source;
import io.radfm.training.train.block.Torch;
import io.radfm.training.train.block.Weights;
import io.radfm.training.train.optimise.AdamW;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A checkpoint: everything trained, the optimiser's means and variances of it, and how far the run
/// had come. From it a run goes on as if it had never been stopped.
///
/// ```
/// trained.safetensors   NAME, m/NAME, v/NAME of everything trained
/// history.txt           [History]
/// state.json            step, position; written last
/// ```
final class Snapshot {
    private static final String TRAINED = "trained.safetensors";
    private static final String HISTORY = "history.txt";
    private static final String STATE = "state.json";

    /// @param step how many the optimiser has taken
    /// @param position how many batches have been used
    record State(long step, long position) {}

    private Snapshot() {}

    static void write(
            RunFolder folder, State state, Weights weights, AdamW optimiser, History history)
            throws IOException {
        var making = folder.making();
        var sources = new ArrayList<Source>();
        weights.forEachTrained((name, array) -> sources.add(source(name, array)));
        optimiser.forEachState((name, array) -> sources.add(source(name, array)));
        SafeTensorsWriter.write(making.resolve(TRAINED), sources);
        history.write(making.resolve(HISTORY));
        RunFolder.write(making.resolve(STATE), state);
        folder.complete(making, state.step());
    }

    private static Source source(String name, NDArray array) {
        return Source.of(name, array.getShape().getShape(), Torch.floats(array));
    }

    /// @param history is given what it held
    static State read(Path checkpoint, Weights weights, AdamW optimiser) throws IOException {
        try (var file = Checkpoint.openFiles(List.of(checkpoint.resolve(TRAINED)))) {
            for (var name : weights.trained()) {
                weights.restore(name, values(file, name));
                optimiser.restore(
                        name, values(file, AdamW.MEAN + name), values(file, AdamW.VARIANCE + name));
            }
        }
        return RunFolder.read(checkpoint.resolve(STATE), State.class);
    }

    static History history(Path checkpoint) throws IOException {
        return History.read(checkpoint.resolve(HISTORY));
    }

    private static float[] values(Checkpoint file, String name) throws IOException {
        var tensor = file.tensors().get(name);
        if (tensor == null) {
            throw new IOException(file.fileNames() + ": " + name + " is missing");
        }
        var values = new float[Math.toIntExact(tensor.elements())];
        tensor.read(0, values.length, values);
        return values;
    }
}
