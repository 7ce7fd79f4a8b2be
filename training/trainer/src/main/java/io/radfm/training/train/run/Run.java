// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import ai.djl.ndarray.NDManager;

import io.radfm.model.Configuration;
import io.radfm.model.Manifest;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Parameters.Parameter;
import io.radfm.model.conversion.ModelWriter;
import io.radfm.model.conversion.ModelWriter.Identity;
import io.radfm.model.conversion.ModelWriter.Order;
import io.radfm.model.conversion.Numbers;
import io.radfm.model.conversion.WeightPlan.Target;
import io.radfm.model.quantization.Precision;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Task;
import io.radfm.training.train.Trainer.End;
import io.radfm.training.train.TrainingOrder;
import io.radfm.training.train.TrainingPlan;
import io.radfm.training.train.block.RadFmBlock;
import io.radfm.training.train.block.Torch;
import io.radfm.training.train.block.Weights;
import io.radfm.training.train.block.Weights.LowRank;
import io.radfm.training.train.data.Batcher;
import io.radfm.training.train.data.Corpus;
import io.radfm.training.train.data.Encoder;
import io.radfm.training.train.data.Sampler;
import io.radfm.training.train.optimise.AdamW;
import io.radfm.training.train.optimise.Schedule;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// A run from its first step, or from a checkpoint, to the model directory. One thread.
final class Run implements AutoCloseable {
    private static final int ANSWER_TOKENS = 200;
    private static final int RECENT = 20;
    private static final int BLOCK = 32;

    private final TrainingOrder order;
    private final Starting starting;
    private final TrainingPlan plan;
    private final Configuration configuration;
    private final NDManager manager;
    private final Weights weights;
    private final RadFmBlock model;
    private final AdamW optimiser;
    private final Schedule schedule;
    private final Corpus corpus;
    private final Corpus held;
    private final Sampler sampler;
    private final Batcher batcher;
    private final Looks looks;
    private History history = new History();
    private long step;
    private long position;

    Run(TrainingOrder order, Starting starting) throws IOException {
        this.order = order;
        this.starting = starting;
        this.plan = starting.run().plan();
        var directory = starting.model();
        this.configuration = Configuration.read(directory.resolve(ModelWriter.CONFIGURATION));
        var words =
                new BytePairTokenizer(
                        SentencePieceModel.read(directory.resolve(ModelWriter.TOKENIZER)));
        var encoder = new Encoder(configuration, words);
        var stage = plan.stage() == 1 ? Corpus.Stage.PRETRAINING : Corpus.Stage.INSTRUCTION;
        var wanted =
                plan.tasks().isEmpty()
                        ? stage
                        : stage.and(sample -> plan.tasks().contains(sample.task()));
        this.corpus = Corpus.of(starting.data(), Split.TRAIN, wanted, encoder);
        this.held = Corpus.of(starting.data(), Split.VALIDATION, wanted, encoder);
        if (corpus.examples().isEmpty()) {
            throw new IOException(
                    "the data set has no samples for stage %d (%d have prompts that are too long)"
                            .formatted(plan.stage(), corpus.leftOut()));
        }
        this.sampler = new Sampler(corpus.examples(), plan.batch(), plan.share(), plan.seed());
        this.batcher = new Batcher(starting.data(), configuration);
        this.manager = Torch.manager(Torch.device(order.machine().device()));
        this.weights = weights();
        this.model = new RadFmBlock(manager, configuration, weights);
        this.optimiser =
                new AdamW(
                        manager,
                        weights,
                        new AdamW.Options(plan.beta1(), plan.beta2(), plan.decay(), plan.clip()));
        this.schedule = new Schedule(plan.rate(), plan.floor(), plan.warmUp(), plan.steps());
        var greedy = new Greedy(model, configuration, batcher, ANSWER_TOKENS);
        this.looks =
                new Looks(
                        held.examples(),
                        plan,
                        model,
                        batcher,
                        greedy,
                        words,
                        starting.folder().samples());
    }

    private Weights weights() throws IOException {
        var lowRank =
                plan.loraRank() == 0
                        ? Optional.<LowRank>empty()
                        : Optional.of(new LowRank(plan.loraRank(), plan.loraAlpha()));
        try (var checkpoint = Checkpoint.open(starting.model())) {
            return Weights.read(manager, configuration, checkpoint, lowRank, plan.seed());
        }
    }

    End run(BooleanSupplier stop) throws IOException {
        resume();
        var progress = new ProgressLine(order.out(), order.terminal(), step, plan.steps());
        progress.say(
                "%,d samples in %,d batches an epoch; %,d of %,d numbers are trained; step %d of %d"
                        .formatted(
                                corpus.examples().size(),
                                sampler.batchesInEpoch(),
                                weights.trainedElements(),
                                weights.elements(),
                                step,
                                plan.steps()));
        while (step < plan.steps()) {
            if (stop.getAsBoolean()) {
                save();
                progress.say("stopped at step " + step + "; --resume goes on");
                return End.STOPPED;
            }
            step();
            progress.at(step, history.recent(RECENT), history.steps().getLast().rate());
            if (step % plan.validateEvery() == 0 || step == plan.steps()) {
                look(progress);
            }
            if (step % order.checkpointEvery() == 0 || step == plan.steps()) {
                save();
            }
        }
        write();
        progress.say("the model is in " + order.to());
        return End.COMPLETE;
    }

    private void resume() throws IOException {
        var newest = starting.folder().newest();
        if (order.resume() && newest.isPresent()) {
            var state = Snapshot.read(newest.get(), weights, optimiser);
            history = Snapshot.history(newest.get());
            step = state.step();
            position = state.position();
        }
    }

    /// Gradients of several batches are sums, and are divided by the weight of all at the end.
    private void step() throws IOException {
        double loss = 0;
        double weight = 0;
        for (int i = 0; i < plan.accumulate(); i++) {
            var batch = batcher.of(sampler.batch(position++));
            try (var scratch = manager.newSubManager();
                    var collector = Torch.collector()) {
                var sum = model.loss(scratch, batch);
                collector.backward(sum);
                loss += sum.getFloat();
            }
            weight += batch.weight();
        }
        double rate = schedule.at(step);
        double norm = optimiser.step(step, rate, 1 / weight);
        step++;
        history.add(new History.Step(step, loss / weight, rate, norm));
    }

    private void look(ProgressLine progress) throws IOException {
        var seen = looks.look(manager, step);
        if (seen.isPresent()) {
            var look = seen.get().look();
            history.add(look);
            progress.say(
                    "step %d: validation loss %.4f (%s), %d of %d answers word for word"
                            .formatted(
                                    step,
                                    look.loss(),
                                    byTask(seen.get().losses()),
                                    look.right(),
                                    look.asked()));
        }
    }

    private static String byTask(Map<Task, Double> losses) {
        return losses.entrySet().stream()
                .map(it -> "%s %.3f".formatted(it.getKey().text(), it.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void save() throws IOException {
        Snapshot.write(
                starting.folder(), new Snapshot.State(step, position), weights, optimiser, history);
    }

    private void write() throws IOException {
        var from = Manifest.read(starting.model());
        var wanted = starting.run().identity();
        var name = wanted.name().isEmpty() ? from.name() : wanted.name();
        var version = wanted.version().isEmpty() ? version() : wanted.version();
        var facts =
                new ModelCard.Facts(
                        name,
                        version,
                        wanted.notice(),
                        starting.run(),
                        corpus.examples().size(),
                        held.examples().size(),
                        corpus.leftOut(),
                        weights.elements(),
                        weights.trainedElements());
        ModelWriter.write(
                order.to(),
                new Order(
                        new Identity(name, version, true, wanted.notice()),
                        configuration,
                        Optional.of(starting.model().resolve(ModelWriter.TOKENIZER)),
                        new Target(Precision.FP32, Precision.FP32, BLOCK),
                        1),
                new Merged(),
                ModelCard.documents(facts, history),
                (_, _) -> {});
    }

    private String version() {
        return "stage%d-%s".formatted(plan.stage(), starting.run().dataHash().substring(0, 12));
    }

    /// The trained numbers, a tensor at a time.
    private final class Merged implements Numbers {
        private String name = "";
        private float[] values;

        @Override
        public synchronized void read(Parameter parameter, long first, int count, float[] target) {
            if (!name.equals(parameter.name())) {
                values = weights.merged(parameter.name());
                name = parameter.name();
            }
            System.arraycopy(values, Math.toIntExact(first), target, 0, count);
        }
    }

    @Override
    public void close() {
        optimiser.close();
        model.close();
        weights.close();
        manager.close();
    }
}
