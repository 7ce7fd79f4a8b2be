// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import io.radfm.model.Answer.StopReason;
import io.radfm.model.Answer.Timings;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.OnnxRuntime;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.generation.Embeddings;
import io.radfm.model.generation.Generator;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.PromptTokenizer;
import io.radfm.model.tokenizer.PromptTokenizer.Part;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.model.tokenizer.StreamingText;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// A RadFM ready to answer: interleaved text and scans in, text out.
///
/// ```
/// Prompt ─┬─ text ───► PromptTokenizer ─► ids ─┐
///         └─ scans ──► VisionEncoder ─► rows ──┴─► Generator ─► Answer
/// ```
///
/// Any thread may call; answers are made one at a time, others wait their turn. A model directory
/// holds `model.json` ([Manifest]), `config.json` ([Configuration]), `tokenizer.model` and the
/// weights ([Checkpoint]).
public final class RadFm implements AutoCloseable {
    private static final String CONFIGURATION = "config.json";
    private static final String TOKENIZER = "tokenizer.model";
    private static final int MAX_PROMPT_CHARACTERS = 1 << 20;

    private final Description description;
    private final Configuration configuration;
    private final BytePairTokenizer words;
    private final PromptTokenizer tokenizer;
    private final Checkpoint weights;
    private final VisionEncoder vision;
    private final Decoder decoder;
    private final Generator generator;
    private boolean closed;

    private RadFm(
            Description description,
            Configuration configuration,
            BytePairTokenizer words,
            Checkpoint weights,
            Embeddings embeddings,
            VisionEncoder vision,
            Decoder decoder) {
        var language = configuration.language();
        this.description = description;
        this.configuration = configuration;
        this.words = words;
        this.weights = weights;
        this.vision = vision;
        this.decoder = decoder;
        this.generator = new Generator(language, embeddings, decoder);
        this.tokenizer =
                new PromptTokenizer(
                        words,
                        language.vocabSize(),
                        configuration.perceiver().numLatents(),
                        language.bosTokenId(),
                        language.eosTokenId());
    }

    /// Loads a model directory.
    ///
    /// @throws MalformedModel when a file is missing, does not hold what it must, or is not the one
    ///   the manifest names
    public static RadFm load(Path directory, EngineOptions options) throws IOException {
        var manifest = Manifest.read(directory);
        manifest.requireDigest(CONFIGURATION);
        manifest.requireDigest(TOKENIZER);
        if (options.verifyDigests()) {
            verify(directory, manifest);
        }
        var configuration = Configuration.read(existing(directory, CONFIGURATION));
        var language = configuration.language();
        var words = new BytePairTokenizer(SentencePieceModel.read(existing(directory, TOKENIZER)));
        if (words.size() != language.vocabSize()) {
            throw new MalformedModel(
                    "the tokenizer has %d pieces, the model's vocabulary %d"
                            .formatted(words.size(), language.vocabSize()));
        }
        VisionEncoder vision = null;
        Decoder decoder = null;
        var weights = Checkpoint.open(directory);
        try {
            for (var file : weights.files()) {
                manifest.requireDigest(file.getFileName().toString());
            }
            var embeddings = new Embeddings(configuration, weights);
            vision = new VisionEncoder(configuration, weights, options.threads());
            decoder = options.style().open(language, weights, options.threads());
            var description =
                    new Description(
                            manifest.name(),
                            manifest.version(),
                            embeddings.parameters() + vision.parameters() + decoder.parameters(),
                            Digests.ofWeights(weights.files(), manifest.digests()),
                            OnnxRuntime.description(),
                            "fp32",
                            manifest.trained(),
                            manifest.notice());
            return new RadFm(
                    description, configuration, words, weights, embeddings, vision, decoder);
        } catch (IOException | RuntimeException e) {
            if (decoder != null) {
                decoder.close();
            }
            if (vision != null) {
                vision.close();
            }
            weights.close();
            throw e;
        }
    }

    private static void verify(Path directory, Manifest manifest) throws IOException {
        for (var entry : manifest.digests().entrySet()) {
            if (!Digests.sha256(existing(directory, entry.getKey())).equals(entry.getValue())) {
                throw new MalformedModel(
                        entry.getKey() + " is not the file that " + Manifest.FILE + " names");
            }
        }
    }

    private static Path existing(Path directory, String name) throws MalformedModel {
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new MalformedModel(name + " is missing");
        }
        return file;
    }

    public Description description() {
        return description;
    }

    public Configuration configuration() {
        return configuration;
    }

    /// How many tokens of the context this prompt would take, scans included.
    public int promptTokens(Prompt prompt) throws UnusablePrompt {
        return layOut(prompt).ids().length;
    }

    /// Answers a prompt.
    ///
    /// @throws UnusablePrompt when this model can never answer it
    /// @throws ModelFailure when the engine fails
    public synchronized Answer generate(Prompt prompt, GenerationOptions options)
            throws UnusablePrompt {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        var layout = layOut(prompt);
        long begin = System.nanoTime();
        var scans = new ArrayList<float[]>();
        for (var scan : layout.scans()) {
            if (options.cancelled().getAsBoolean()) {
                return cancelled(layout, begin);
            }
            scans.add(vision.encode(scan));
        }
        if (options.cancelled().getAsBoolean()) {
            return cancelled(layout, begin);
        }
        var seen = Duration.ofNanos(System.nanoTime() - begin);

        var text = new StringBuilder();
        var stream = new StreamingText(words);
        var generated =
                generator.generate(
                        layout.ids(),
                        scans,
                        options,
                        token -> {
                            var piece = stream.next(token);
                            text.append(piece);
                            options.listener().token(token, piece);
                        });
        text.append(stream.end());
        return new Answer(
                text.toString(),
                generated.tokens(),
                layout.ids().length,
                generated.stop(),
                new Timings(seen, generated.prefill(), generated.decode()));
    }

    /// Stopped before the first token.
    private static Answer cancelled(Layout layout, long begin) {
        var seen = Duration.ofNanos(System.nanoTime() - begin);
        var timings = new Timings(seen, Duration.ZERO, Duration.ZERO);
        return new Answer("", List.of(), layout.ids().length, StopReason.CANCELLED, timings);
    }

    /// A prompt as ids, and the scans in the order of their rows.
    private record Layout(int[] ids, List<ScanTensor> scans) {}

    private Layout layOut(Prompt prompt) throws UnusablePrompt {
        var numbers = new IdentityHashMap<ScanTensor, Integer>();
        var scans = new ArrayList<ScanTensor>();
        var parts = new ArrayList<Part>();
        long characters = 0;
        for (var segment : prompt.segments()) {
            switch (segment) {
                case Prompt.Text(var text) -> {
                    characters += text.length();
                    parts.add(new Part.Words(text));
                }
                case Prompt.Scan(var tensor) -> {
                    if (numbers.putIfAbsent(tensor, scans.size()) == null) {
                        scans.add(tensor);
                    }
                    parts.add(new Part.ScanNumber(numbers.get(tensor)));
                }
            }
        }
        if (scans.size() > PromptTokenizer.MAX_SCANS) {
            throw new UnusablePrompt(scans.size() + " scans, at most " + PromptTokenizer.MAX_SCANS);
        }
        if (characters > MAX_PROMPT_CHARACTERS) {
            throw new UnusablePrompt("a text of " + characters + " characters");
        }
        var ids = tokenizer.encode(parts);
        generator.requireRoom(ids.length);
        return new Layout(ids, scans);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            decoder.close();
            vision.close();
            weights.close();
        }
    }
}
