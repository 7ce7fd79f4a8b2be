// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.verification;

import io.radfm.model.Configuration;
import io.radfm.model.GenerationOptions;
import io.radfm.model.MalformedModel;
import io.radfm.model.Priority;
import io.radfm.model.ScanTensor;
import io.radfm.model.UnusablePrompt;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.engine.VisionStages;
import io.radfm.model.generation.Context;
import io.radfm.model.generation.Embeddings;
import io.radfm.model.generation.Scheduler;
import io.radfm.model.generation.Sequence;
import io.radfm.model.graph.VisionGraph;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// Holds a model directory against outputs another implementation gave for the same weights.
///
/// The file has cases 0, 1, … of arrays `caseN_…`: `vision_x [1,S,3,H,W,D]` and `input_ids` go in;
/// `pos_embedding vision_encoder perceiver image_tokens inputs_embeds logits generated` must come
/// out, as far as they are there. Each stage but the first is given what our own stage before it
/// made, as in serving; logits are of the whole prompt at once.
public final class Verification implements AutoCloseable {
    private static final int MAX_CASES = 1000;
    private static final long CACHE_BYTES = 1L << 30;

    private final Configuration configuration;
    private final Checkpoint weights;
    private final VisionStages stages;
    private final VisionEncoder vision;
    private final Embeddings embeddings;
    private final Decoder decoder;

    /// What one case gave.
    ///
    /// @param errors the largest absolute difference by stage, in the order of the model
    /// @param firstDifference index of the first generated token that differs; -1 if none does
    public record CaseResult(
            int number, Map<String, Double> errors, int tokens, int firstDifference) {
        public double largestError() {
            return errors.values().stream().mapToDouble(it -> it).max().orElse(0);
        }
    }

    /// Opens what [Checkpoint] and [Configuration] find in the directory; a tokenizer is not
    /// needed.
    public static Verification open(Path directory, DecoderStyle style, int threads)
            throws IOException {
        var file = directory.resolve("config.json");
        var configuration = Configuration.read(file);
        var weights = Checkpoint.open(directory);
        try {
            return new Verification(configuration, weights, style, threads);
        } catch (IOException | RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private Verification(
            Configuration configuration, Checkpoint weights, DecoderStyle style, int threads)
            throws IOException {
        this.configuration = configuration;
        this.weights = weights;
        this.embeddings = new Embeddings(configuration, weights);
        this.stages = new VisionStages(configuration, weights, threads);
        this.vision = new VisionEncoder(configuration, weights, threads);
        this.decoder = style.open(configuration.language(), weights, threads);
    }

    /// Cases 0, 1, … until there is none.
    ///
    /// @throws MalformedModel when the file has no case, or one that this model cannot take
    public List<CaseResult> run(Npz expected) throws IOException {
        var results = new ArrayList<CaseResult>();
        while (results.size() < MAX_CASES
                && expected.contains("case" + results.size() + "_input_ids")) {
            try {
                results.add(run(expected, results.size()));
            } catch (UnusablePrompt e) {
                throw new MalformedModel("case " + results.size() + ": " + e.getMessage(), e);
            }
        }
        if (results.isEmpty()) {
            throw new MalformedModel("no array case0_input_ids: not a file of expected outputs");
        }
        return results;
    }

    private CaseResult run(Npz expected, int number) throws IOException, UnusablePrompt {
        var it = new Case(expected, "case" + number + "_");
        var ids = expected.integers(it.prefix() + "input_ids");
        var scans = it.scans();
        var tokens = new ArrayList<float[]>();
        for (int i = 0; i < scans.size(); i++) {
            var outputs = stages.run(scans.get(i));
            for (var stage : List.of("pos_embedding", "vision_encoder", "perceiver")) {
                it.comparePart(stage, outputs.get(stage), i, scans.size());
            }
            it.comparePart("image_tokens", outputs.get(VisionGraph.TOKENS), i, scans.size());
            tokens.add(vision.encode(scans.get(i)));
            it.comparePart("image_tokens", tokens.getLast(), i, scans.size());
        }
        var rows = embeddings.rows(ids, tokens);
        it.compare("inputs_embeds", floats(rows));
        decoder.reserve(1, ids.length);
        decoder.rewind(0, 0);
        var logits = decoder.extend(0, rows.rewind(), LongStream.range(0, ids.length).toArray());
        it.compare("logits", floats(logits));

        decoder.rewind(0, 0);

        var wanted = it.generated(configuration.language().eosTokenId());
        var given = wanted.length == 0 ? wanted : generate(ids, tokens, wanted.length);
        int same = Arrays.mismatch(wanted, given);
        return new CaseResult(number, it.errors(), wanted.length, same);
    }

    private int[] generate(int[] ids, List<float[]> scans, int count) {
        var options = GenerationOptions.defaults().withMaxNewTokens(count).withRepeatLimit(0);
        var sequence = new Sequence(ids, options, Optional.empty(), _ -> {});
        var rows = scans.stream().<Context.Scan>map(scan -> () -> Optional.of(scan)).toList();
        var scheduler =
                new Scheduler(configuration.language(), embeddings, decoder, 1, CACHE_BYTES);
        scheduler.add(new Context(Priority.ROUTINE, rows, List.of(sequence)));
        while (scheduler.turn()) {}
        return sequence.done().join().tokens().stream().mapToInt(it -> it).toArray();
    }

    /// One case of the file and what was found so far.
    private record Case(Npz file, String prefix, Map<String, Double> errors) {
        Case(Npz file, String prefix) {
            this(file, prefix, new LinkedHashMap<>());
        }

        /// `vision_x [1, S, 3, H, W, D]` as S scans.
        List<ScanTensor> scans() throws IOException {
            var scans = new ArrayList<ScanTensor>();
            if (!file.contains(prefix + "vision_x")) {
                return scans;
            }
            var all = file.floats(prefix + "vision_x");
            var shape = all.shape();
            if (shape.length != 6 || shape[0] != 1 || shape[2] != 3) {
                throw new MalformedModel(
                        prefix
                                + "vision_x has shape "
                                + Arrays.toString(shape)
                                + ", must have [1, S, 3, H, W, D]");
            }
            int count = (int) shape[1];
            for (int i = 0; i < count; i++) {
                int length = all.values().length / count;
                var values = FloatBuffer.wrap(all.values(), i * length, length);
                scans.add(new ScanTensor((int) shape[3], (int) shape[4], (int) shape[5], values));
            }
            return scans;
        }

        int[] generated(int endOfSequence) throws IOException {
            var name = prefix + "generated";
            var ids = file.contains(name) ? file.integers(name) : new int[0];
            boolean ended = ids.length > 0 && ids[ids.length - 1] == endOfSequence;
            return ended ? Arrays.copyOf(ids, ids.length - 1) : ids;
        }

        void compare(String stage, float[] actual) throws IOException {
            comparePart(stage, actual, 0, 1);
        }

        /// Part `index` of `count` equal parts of an expected array; nothing when it is not there.
        void comparePart(String stage, float[] actual, int index, int count) throws IOException {
            if (!file.contains(prefix + stage)) {
                return;
            }
            var wanted = file.floats(prefix + stage).values();
            if (wanted.length != (long) actual.length * count) {
                throw new MalformedModel(
                        "%s%s has %d values, the model gives %d"
                                .formatted(
                                        prefix,
                                        stage,
                                        wanted.length,
                                        (long) actual.length * count));
            }
            double worst = errors.getOrDefault(stage, 0.0);
            for (int i = 0; i < actual.length; i++) {
                double error = Math.abs((double) wanted[index * actual.length + i] - actual[i]);
                worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
            }
            errors.put(stage, worst);
        }
    }

    private static float[] floats(FloatBuffer buffer) {
        var values = new float[buffer.remaining()];
        buffer.duplicate().get(values);
        return values;
    }

    @Override
    public void close() {
        decoder.close();
        vision.close();
        stages.close();
        weights.close();
    }
}
