// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.command;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.Manifest;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.conversion.CheckpointNumbers;
import io.radfm.model.conversion.InferredConfiguration;
import io.radfm.model.conversion.InferredConfiguration.Known;
import io.radfm.model.conversion.ModelWriter;
import io.radfm.model.conversion.ModelWriter.Identity;
import io.radfm.model.conversion.ModelWriter.Order;
import io.radfm.model.conversion.WeightPlan.Target;
import io.radfm.model.quantization.Precision;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/// `./radfm model convert`: a checkpoint becomes a model directory.
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Converts a checkpoint (pytorch_model.bin, safetensors, or a directory of either) to a"
                    + " model directory.",
            "Sizes come from the source's config.json, else from the tensors' shapes."
        })
public final class ModelConvert implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE|DIR",
            description = "The checkpoint.")
    private Path from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "The model directory: new, or empty.")
    private Path to;

    @Option(
            names = "--decoder",
            defaultValue = "fp32",
            paramLabel = "fp32|fp16|int8|int4",
            description = "How the language model's matrices are stored.")
    private String decoder;

    @Option(
            names = "--head",
            paramLabel = "fp32|fp16|int8|int4",
            description = "The output head; default: as --decoder.")
    private String head;

    @Option(
            names = "--block",
            defaultValue = "32",
            paramLabel = "32|128",
            description = "Weights per scale for int8 and int4: 32 is closer, 128 is faster.")
    private int block;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "tokenizer.model; default: the one beside the checkpoint.")
    private Path tokenizer;

    @Option(
            names = "--without-tokenizer",
            description = "Make a model that can be verified but not asked.")
    private boolean withoutTokenizer;

    @Option(names = "--name", description = "Of the model; default: the source's, or radfm.")
    private String name;

    @Option(
            names = "--model-version",
            description = "Default: the source's, or the day of its weights file.")
    private String version;

    @Option(names = "--untrained", description = "Say in everything it writes that it is noise.")
    private boolean untrained;

    @Option(names = "--heads", description = "Attention heads of the language model.")
    private Optional<Integer> heads = Optional.empty();

    @Option(names = "--vision-heads", description = "Attention heads of the vision encoder.")
    private Optional<Integer> visionHeads = Optional.empty();

    @Option(names = "--perceiver-heads", description = "Attention heads of the perceiver.")
    private Optional<Integer> perceiverHeads = Optional.empty();

    @Option(names = "--frame-patch-size", description = "Slices in a patch.")
    private Optional<Integer> framePatchSize = Optional.empty();

    @Option(names = "--max-sequence-length", description = "Positions in a context.")
    private Optional<Integer> maxSequenceLength = Optional.empty();

    @Option(names = "--threads", description = "Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print a summary as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var target = target();
        return Told.run(spec, () -> convert(target));
    }

    private Target target() {
        try {
            var matrices = precision(decoder);
            return new Target(matrices, head == null ? matrices : precision(head), block);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static Precision precision(String name) {
        for (var it : Precision.values()) {
            if (it.toString().equals(name)) {
                return it;
            }
        }
        throw new IllegalArgumentException(name + " is none of fp32, fp16, int8, int4");
    }

    private int convert(Target target) throws IOException {
        ModelWriter.requireFree(to);
        long begin = System.nanoTime();
        try (var source = Checkpoint.openPath(from)) {
            var configuration = configuration(source);
            var numbers = new CheckpointNumbers(configuration, source);
            var order =
                    new Order(identity(source), configuration, findTokenizer(), target, threads);
            Map<String, String> digests;
            var err = spec.commandLine().getErr();
            try (var progress = new Progress(err, !json && Progress.onTerminal(), "converting")) {
                digests = ModelWriter.write(to, order, numbers, json ? (_, _) -> {} : progress::at);
            }
            report(order, numbers.bytes(), digests, Duration.ofNanos(System.nanoTime() - begin));
            return 0;
        }
    }

    private Path folder() {
        return Files.isDirectory(from) ? from : from.toAbsolutePath().getParent();
    }

    /// The source's own, when it is one of ours; the authors' config.json describes a LLaMA alone.
    private Configuration configuration(Checkpoint source) throws IOException {
        var file = folder().resolve(ModelWriter.CONFIGURATION);
        if (Files.isRegularFile(file) && Configuration.isOurs(file)) {
            return Configuration.read(file);
        }
        return InferredConfiguration.of(
                source,
                new Known(
                        given(heads),
                        given(visionHeads),
                        given(perceiverHeads),
                        given(framePatchSize),
                        given(maxSequenceLength)));
    }

    private static OptionalInt given(Optional<Integer> option) {
        return option.isPresent() ? OptionalInt.of(option.get()) : OptionalInt.empty();
    }

    private Optional<Path> findTokenizer() throws MalformedModel {
        if (withoutTokenizer) {
            return Optional.empty();
        }
        var file = tokenizer != null ? tokenizer : folder().resolve(ModelWriter.TOKENIZER);
        if (!Files.isRegularFile(file)) {
            throw new MalformedModel(
                    file + " is missing: name a --tokenizer, or say --without-tokenizer");
        }
        return Optional.of(file);
    }

    private Identity identity(Checkpoint source) throws IOException {
        if (Files.isRegularFile(folder().resolve(Manifest.FILE))) {
            var it = Manifest.read(folder());
            return new Identity(
                    name == null ? it.name() : name,
                    version == null ? it.version() : version,
                    it.trained() && !untrained,
                    it.notice());
        }
        var day = Files.getLastModifiedTime(source.files().getFirst()).toString().substring(0, 10);
        return new Identity(
                name == null ? "radfm" : name,
                version == null ? day : version,
                !untrained,
                untrained ? "untrained model: text is noise" : "");
    }

    private void report(Order order, long read, Map<String, String> digests, Duration took)
            throws IOException {
        long written = 0;
        for (var file : digests.keySet()) {
            written += Files.size(to.resolve(file));
        }
        double seconds = Math.max(1e-3, took.toNanos() / 1e9);
        if (json) {
            var summary = new LinkedHashMap<String, Object>();
            summary.put("directory", to.toString());
            summary.put("name", order.identity().name());
            summary.put("version", order.identity().version());
            summary.put("precision", order.target().toString());
            summary.put("bytesRead", read);
            summary.put("bytesWritten", written);
            summary.put("seconds", seconds);
            summary.put("digests", digests);
            Told.json(spec, summary);
            return;
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%s %s (%s) in %s: %.2f GB read, %.2f GB written in %.1f s%n",
                        order.identity().name(),
                        order.identity().version(),
                        order.target(),
                        to,
                        read / 1e9,
                        written / 1e9,
                        seconds);
    }
}
