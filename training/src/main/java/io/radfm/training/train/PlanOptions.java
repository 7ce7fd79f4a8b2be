// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import io.radfm.training.sample.Task;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The options of which a [TrainingPlan] is made.
final class PlanOptions {
    private static final int TWENTIETH = 20;
    private static final int TENTH = 10;

    @Option(
            names = "--stage",
            defaultValue = "1",
            paramLabel = "1|2",
            description = "1: all samples; 2: questions and answers about radiology.")
    private int stage;

    @Option(
            names = "--task",
            split = ",",
            paramLabel = "TASK",
            description =
                    "Only samples of these tasks, of modality, diagnosis, vqa, report, rationale"
                            + " and, in stage 1, interleaved; default: all.")
    private List<String> tasks = List.of();

    @Option(names = "--steps", defaultValue = "2000", paramLabel = "N", description = "To take.")
    private long steps;

    @Option(
            names = "--batch",
            defaultValue = "16",
            paramLabel = "N",
            description = "Samples in a batch.")
    private int batch;

    @Option(
            names = "--accumulate",
            defaultValue = "1",
            paramLabel = "N",
            description = "Batches in a step.")
    private int accumulate;

    @Option(
            names = "--share",
            defaultValue = "4",
            paramLabel = "N",
            description =
                    "Samples about one study that stand in one batch: its scans are encoded once.")
    private int share;

    @Option(names = "--lr", defaultValue = "1e-3", description = "The highest learning rate.")
    private double rate;

    @Option(
            names = "--lr-floor",
            defaultValue = "0.05",
            description = "The last learning rate, as a part of the highest.")
    private double floor;

    @Option(
            names = "--warm-up",
            paramLabel = "STEPS",
            description = "Until the highest learning rate. Default: a twentieth of the steps.")
    private Optional<Long> warmUp = Optional.empty();

    @Option(
            names = "--weight-decay",
            defaultValue = "0.05",
            description = "Of the layers' matrices.")
    private double decay;

    @Option(
            names = "--clip",
            defaultValue = "1.0",
            description = "The largest norm of all gradients together.")
    private double clip;

    @Option(names = "--beta1", defaultValue = "0.9", description = "AdamW's, of the mean.")
    private double beta1;

    @Option(names = "--beta2", defaultValue = "0.95", description = "AdamW's, of the variance.")
    private double beta2;

    @Option(
            names = "--lora",
            defaultValue = "0",
            paramLabel = "RANK",
            description =
                    "Leave the language model as it is, but for matrices of this rank beside each"
                            + " of its own, merged when the model is written. 0: train everything.")
    private int loraRank;

    @Option(
            names = "--lora-alpha",
            defaultValue = "16",
            description = "The low-rank matrices count alpha/rank.")
    private double loraAlpha;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Same seed, data and model: same weights.")
    private long seed;

    @Option(
            names = "--validate-every",
            paramLabel = "STEPS",
            description = "Default: a tenth of the steps.")
    private Optional<Long> validateEvery = Optional.empty();

    @Option(
            names = "--validation",
            defaultValue = "256",
            paramLabel = "N",
            description = "Samples of the validation split to look at.")
    private int validation;

    @Option(
            names = "--generate",
            defaultValue = "8",
            paramLabel = "N",
            description = "Of how many of them an answer is generated, each time.")
    private int generated;

    /// @throws IllegalArgumentException saying which option is out of its range
    TrainingPlan plan() {
        return new TrainingPlan(
                stage,
                tasks.stream().map(Task::named).toList(),
                steps,
                batch,
                accumulate,
                Math.min(share, batch),
                rate,
                floor,
                warmUp.orElse(steps / TWENTIETH),
                decay,
                clip,
                beta1,
                beta2,
                loraRank,
                loraAlpha,
                seed,
                validateEvery.orElse(Math.max(1, steps / TENTH)),
                validation,
                generated);
    }

    /// Whether any of these options was given.
    boolean isGiven(ParseResult parsed) {
        return Arrays.stream(PlanOptions.class.getDeclaredFields())
                .map(field -> field.getAnnotation(Option.class))
                .filter(option -> option != null)
                .map(option -> parsed.matchedOption(option.names()[0]))
                .anyMatch(PlanOptions::isMatched);
    }

    private static boolean isMatched(OptionSpec option) {
        return option != null;
    }
}
