// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import io.radfm.model.Manifest;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.conversion.ModelWriter;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Split;
import io.radfm.training.train.TrainingOrder;
import io.radfm.training.train.TrainingOrder.Start;
import io.radfm.training.train.TrainingPlan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How a run begins, or goes on: finds its data and model, and refuses what would not be the same
/// run.
///
/// @param data opened
/// @param model the directory that the weights start from
record Starting(RunFolder folder, RunFolder.Run run, DataSet data, Path model) {

    static Starting of(TrainingOrder order) throws IOException {
        ModelWriter.requireFree(order.to());
        var folder = new RunFolder(order.runFolder());
        if (order.resume()) {
            return resumed(order, folder);
        }
        if (folder.holdsRun()) {
            throw new IOException(
                    folder.folder()
                            + " holds a run: --resume goes on with it; to begin anew, delete it");
        }
        var data = open(order.data().orElseThrow());
        var plan = order.plan().orElseThrow();
        var model =
                switch (order.start().orElseThrow()) {
                    case Start.Model(var directory) -> directory;
                    case Start.Size(var size) -> made(size, folder, data, plan);
                };
        var run =
                new RunFolder.Run(
                        plan,
                        order.identity(),
                        data.directory().toAbsolutePath().toString(),
                        data.hash(),
                        model.toAbsolutePath().toString(),
                        weights(model));
        folder.begin(run);
        return new Starting(folder, run, data, model);
    }

    private static Starting resumed(TrainingOrder order, RunFolder folder) throws IOException {
        if (!folder.holdsRun()) {
            throw new IOException(
                    folder.folder() + " holds no run: leave --resume away to begin one");
        }
        var run = folder.run();
        if (order.plan().isPresent() && !order.plan().get().equals(run.plan())) {
            throw new IOException(
                    "the run in %s has another plan (%s): give its options, or --resume alone"
                            .formatted(
                                    folder.folder(), difference(run.plan(), order.plan().get())));
        }
        var data = open(order.data().orElse(Path.of(run.data())));
        if (!data.hash().equals(run.dataHash())) {
            throw new IOException(data.directory() + " is not the data set the run began with");
        }
        var model = Path.of(run.model());
        if (!weights(model).equals(run.weights())) {
            throw new IOException(model + " is not the model the run began with any more");
        }
        return new Starting(folder, run, data, model);
    }

    /// The first thing that differs, as `rate=0.001, not 0.002`.
    private static String difference(TrainingPlan run, TrainingPlan other) {
        var there = RunFolder.JSON.valueToTree(run);
        var here = RunFolder.JSON.valueToTree(other);
        for (var field : there.properties()) {
            var value = here.get(field.getKey());
            if (!field.getValue().equals(value)) {
                return "%s=%s, not %s".formatted(field.getKey(), field.getValue(), value);
            }
        }
        return "";
    }

    private static DataSet open(Path directory) throws IOException {
        var data = DataSet.open(directory);
        if (data.samples(Split.TRAIN) == 0) {
            throw new IOException(directory + " has no samples to train on");
        }
        return data;
    }

    /// Random weights, and a tokenizer learned from the texts of the train split alone.
    private static Path made(String size, RunFolder folder, DataSet data, TrainingPlan plan)
            throws IOException {
        var chosen =
                Arrays.stream(ModelSize.values())
                        .filter(it -> it.name().equalsIgnoreCase(size))
                        .findFirst()
                        .orElseThrow(() -> new IOException("--size is tiny or mini"));
        Files.createDirectories(folder.folder());
        if (!Files.exists(folder.base().resolve(Manifest.FILE))) {
            ModelInit.makeForTraining(chosen, folder.base(), texts(data), plan.seed());
        }
        return folder.base();
    }

    private static List<String> texts(DataSet data) throws IOException {
        var texts = new ArrayList<String>();
        for (var place : data.places(Split.TRAIN)) {
            for (var segment : place.sample().context()) {
                if (segment instanceof Sample.Segment.Text(var text)) {
                    texts.add(text);
                }
            }
            texts.add(place.sample().answer());
        }
        return texts;
    }

    private static String weights(Path model) throws IOException {
        var manifest = Manifest.read(model);
        var digest = manifest.digests().get(Checkpoint.SAFE_TENSORS);
        if (digest == null) {
            throw new IOException(
                    model
                            + " has no "
                            + Checkpoint.SAFE_TENSORS
                            + ": make one by ./radfm model convert --decoder fp32");
        }
        return digest;
    }
}
