// SPDX-License-Identifier: Apache-2.0
package io.radfm.training;

import io.radfm.training.Initialise.Spread;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/// `./radfm model init`: makes an untrained model.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Makes a model directory with random weights and a tokenizer learned from text."
                        + " What such a model writes is noise until it has been trained.")
public final class ModelInit implements Callable<Integer> {
    private static final String CORPUS = "report-sentences.txt";

    @Spec private CommandSpec spec;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Where to.")
    private Path to;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same model.")
    private long seed;

    @Option(
            names = "--size",
            defaultValue = "tiny",
            paramLabel = "tiny|mini",
            description = "tiny: for the lab; mini: for tests.")
    private String size;

    @Option(
            names = "--corpus",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Text, one sentence a line, instead of the shipped report sentences.")
    private List<Path> corpus = List.of();

    @Override
    public Integer call() throws IOException {
        var chosen =
                Arrays.stream(ModelSize.values())
                        .filter(it -> it.name().equalsIgnoreCase(size))
                        .findFirst()
                        .orElseThrow(() -> refusal("--size must be tiny or mini"));
        try {
            Initialise.write(
                    to, chosen.modelName(), chosen.configuration(), lines(), seed, Spread.EVEN);
        } catch (FileAlreadyExistsException e) {
            throw refusal(e.getMessage());
        }
        spec.commandLine()
                .getOut()
                .println(chosen.modelName() + " in " + to + ": " + Initialise.NOTICE);
        return 0;
    }

    private ParameterException refusal(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /// [ModelSize#TINY] and the shipped sentences, untrained.
    ///
    /// @throws FileAlreadyExistsException when the directory holds a model
    public static void tiny(Path directory, long seed) throws IOException {
        make(ModelSize.TINY, directory, seed);
    }

    /// A model of this size and the shipped sentences.
    public static void make(ModelSize size, Path directory, long seed) throws IOException {
        var lines = shippedSentences();
        Initialise.write(
                directory, size.modelName(), size.configuration(), lines, seed, Spread.EVEN);
    }

    /// A model of this size to be trained, with a tokenizer learned from these lines.
    public static void makeForTraining(
            ModelSize size, Path directory, Iterable<String> lines, long seed) throws IOException {
        Initialise.write(
                directory, size.modelName(), size.configuration(), lines, seed, Spread.SCALED);
    }

    private List<String> lines() throws IOException {
        if (corpus.isEmpty()) {
            return shippedSentences();
        }
        var lines = new ArrayList<String>();
        for (var file : corpus) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    /// Report sentences written for this project: findings, impressions, modalities, indications.
    static List<String> shippedSentences() throws IOException {
        try (var in = ModelInit.class.getResourceAsStream(CORPUS);
                var reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
