// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.Configuration;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Split;
import io.radfm.training.train.Phantoms;
import io.radfm.training.train.block.Models;
import io.radfm.training.train.block.Torch;
import io.radfm.training.train.data.Batcher;
import io.radfm.training.train.data.Corpus;
import io.radfm.training.train.data.Encoder;
import io.radfm.training.train.data.Example;
import io.radfm.training.train.data.Sampler;
import io.radfm.training.train.optimise.AdamW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// One step of radfm-tiny, for pictures and for volumes of 64 x 64, beside what the machine
/// multiplies.
///
/// The median of the steps counts. Arguments: `[threads (2)] [batch (16)] [share (4)] [steps
/// (20)]`.
public final class StepBench {
    private static final int WARM_UP = 3;
    private static final int MATRIX = 1024;

    private StepBench() {}

    public static void main(String[] arguments) throws Exception {
        Torch.threads(argument(arguments, 0, 2));
        int batch = argument(arguments, 1, 16);
        int share = argument(arguments, 2, 4);
        int steps = argument(arguments, 3, 20);
        var folder = Files.createTempDirectory("radfm-bench-step");
        try {
            ModelInit.make(ModelSize.TINY, folder.resolve("tiny"), 1);
            try (var model = Models.open(folder.resolve("tiny"))) {
                System.out.printf(
                        "matrix product %d: %.0f GFLOP/s%n", MATRIX, peak(model.manager()));
                measure(model, folder, "pictures 64x64", 64, 8, false, batch, share, steps);
                measure(model, folder, "volumes 64x64x32", 64, 32, true, batch, share, steps);
            }
        } finally {
            delete(folder);
        }
    }

    private static void measure(
            Models model,
            Path folder,
            String what,
            int side,
            int depth,
            boolean volumes,
            int batch,
            int share,
            int steps)
            throws IOException {
        var data = Phantoms.write(folder.resolve(what.replace(' ', '-')), 48, 1, side, depth);
        var examples =
                examples(data, model.configuration(), folder.resolve("tiny")).stream()
                        .filter(it -> it.kind().volumes() == volumes)
                        .toList();
        var sampler = new Sampler(examples, batch, share, 1);
        var batcher = new Batcher(data, model.configuration());
        var times = new ArrayList<Double>();
        var making = new ArrayList<Double>();
        long before = 0;
        try (var optimiser =
                new AdamW(model.manager(), model.weights(), AdamW.Options.defaults())) {
            for (int step = -WARM_UP; step < steps; step++) {
                long begin = System.nanoTime();
                var made = batcher.of(sampler.batch(step + WARM_UP));
                long ready = System.nanoTime();
                try (var scratch = model.manager().newSubManager();
                        var collector = Torch.collector()) {
                    collector.backward(model.block().loss(scratch, made));
                }
                optimiser.step(step + WARM_UP, 1e-3, 1 / made.weight());
                if (step >= 0) {
                    times.add((System.nanoTime() - begin) / 1e6);
                    making.add((ready - begin) / 1e6);
                } else if (step == -1) {
                    before = resident();
                }
            }
        }
        System.out.printf(
                "%s: %.0f ms a step of %d samples (%.0f ms of it reading and cutting), memory %d"
                        + " MB, then %d MB%n",
                what, median(times), batch, median(making), before, resident());
    }

    private static List<Example> examples(DataSet data, Configuration configuration, Path model)
            throws IOException {
        var words =
                new BytePairTokenizer(SentencePieceModel.read(model.resolve("tokenizer.model")));
        return Corpus.of(
                        data,
                        Split.TRAIN,
                        Corpus.Stage.PRETRAINING,
                        new Encoder(configuration, words))
                .examples();
    }

    private static double peak(NDManager manager) {
        double best = 0;
        try (var scratch = manager.newSubManager()) {
            var a = scratch.ones(new Shape(MATRIX, MATRIX));
            for (int i = 0; i < 20; i++) {
                long begin = System.nanoTime();
                a.matMul(a).getFloat(0, 0);
                best = Math.max(best, 2.0 * MATRIX * MATRIX * MATRIX / (System.nanoTime() - begin));
            }
        }
        return best;
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
