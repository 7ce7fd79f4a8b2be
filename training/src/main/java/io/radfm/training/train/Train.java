// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import io.radfm.training.train.Trainer.End;
import io.radfm.training.train.TrainingOrder.Identity;
import io.radfm.training.train.TrainingOrder.Machine;
import io.radfm.training.train.TrainingOrder.Start;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `./radfm train`: a data set and a model become a better model.
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Trains RadFM on a data set that ./radfm replay made.",
            "Stage 1 learns from all samples, interleaved texts included; stage 2 from questions"
                    + " about radiology. Ctrl-C saves a checkpoint; the same command with --resume"
                    + " goes on from it, and ends with the very same weights.",
        },
        footer = {
            "",
            "Example, from nothing to a model in two stages:",
            "  ./radfm train --data SET --size tiny --to pre --stage 1 --steps 2000",
            "  ./radfm train --data SET --model pre --to tuned --stage 2 --steps 2000"
        })
public final class Train implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    @Spec private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "The data set.")
    private Optional<Path> data = Optional.empty();

    @ArgGroup private From from;

    /// What the weights start from.
    static final class From {
        @Option(
                names = "--model",
                required = true,
                paramLabel = "DIR",
                description = "Start from this model.")
        private Path model;

        @Option(
                names = "--size",
                required = true,
                paramLabel = "tiny|mini",
                description =
                        "Start from random weights, with a tokenizer learned from the data set.")
        private String size;
    }

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description =
                    "The model directory to make: new, or empty. Checkpoints lie beside it, in"
                            + " DIR.run.")
    private Path to;

    @Option(names = "--resume", description = "Go on from the last checkpoint in DIR.run.")
    private boolean resume;

    @Mixin private final PlanOptions plan = new PlanOptions();

    @Option(
            names = "--checkpoint-every",
            defaultValue = "500",
            paramLabel = "STEPS",
            description = "Steps between two checkpoints.")
    private long checkpointEvery;

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "auto|cpu|gpu",
            description = "auto: a GPU, if PyTorch sees one.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", description = "Of the CPU. Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--name", description = "Of the model. Default: of the one it started from.")
    private String name = "";

    @Option(
            names = "--model-version",
            description = "Default: the stage and the beginning of the data set's hash.")
    private String version = "";

    @Option(
            names = "--notice",
            description = "A sentence that is shown with everything the model writes.")
    private String notice = "";

    @Override
    public Integer call() throws Exception {
        var order = order();
        var trainer = Trainer.installed();
        try (var _ = Stopping.of(trainer)) {
            var end = trainer.train(order);
            return end == End.STOPPED ? INTERRUPTED : 0;
        }
    }

    private TrainingOrder order() {
        if (checkpointEvery < 1 || threads < 1 || threads > 1024) {
            throw refusal("--checkpoint-every is at least 1, --threads 1 to 1024");
        }
        if (!resume && data.isEmpty()) {
            throw refusal("--data is missing: the data set that ./radfm replay made");
        }
        if (!resume && from == null) {
            throw refusal("--model DIR or --size tiny is missing: what to start from");
        }
        return new TrainingOrder(
                to,
                data,
                Optional.ofNullable(from).map(Train::start),
                plan(),
                resume,
                checkpointEvery,
                new Machine(device, threads),
                new Identity(name, version, notice),
                spec.commandLine().getOut(),
                System.console() != null && System.console().isTerminal());
    }

    /// When resuming without a word about the plan, the plan is that of the run.
    private Optional<TrainingPlan> plan() {
        try {
            return resume && !plan.isGiven(spec.commandLine().getParseResult())
                    ? Optional.empty()
                    : Optional.of(plan.plan());
        } catch (IllegalArgumentException e) {
            throw refusal(e.getMessage());
        }
    }

    private static Start start(From from) {
        return from.model != null ? new Start.Model(from.model) : new Start.Size(from.size);
    }

    private ParameterException refusal(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
