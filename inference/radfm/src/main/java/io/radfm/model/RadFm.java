// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.Backend;
import io.radfm.model.engine.Backends;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.generation.Context;
import io.radfm.model.generation.Embeddings;
import io.radfm.model.generation.EngineThread;
import io.radfm.model.generation.Scheduler;
import io.radfm.model.generation.Sequence;
import io.radfm.model.generation.Work;
import io.radfm.model.generation.YesNo;
import io.radfm.model.quantization.Precision;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A RadFM ready to answer: interleaved text and scans in, text out.
///
/// ```
/// Prompt ─┬─ text ───► PromptTokenizer ─► ids ─┐
///         └─ scans ──► VisionEncoder ─► rows ──┴─► Scheduler ⇄ Decoder ─► Answer
/// ```
///
/// Any thread may ask; one thread of the model's own does the work, for all that asked together
/// ([Scheduler]). A model directory holds `model.json` ([Manifest]), `config.json`
/// ([Configuration]), `tokenizer.model` and the weights ([Checkpoint]).
public final class RadFm implements AutoCloseable {
    private static final String CONFIGURATION = "config.json";
    private static final String TOKENIZER = "tokenizer.model";
    private static final String ENGINES = "engines";

    private final Description description;
    private final Calibration calibration;
    private final Configuration configuration;
    private final BytePairTokenizer words;
    private final PromptLayout layouts;
    private final Optional<YesNo> yesNo;
    private final Checkpoint weights;
    private final VisionEncoder vision;
    private final ScanCache encoded;
    private final Decoder decoder;
    private final Work work;
    private final EngineThread engine;
    private boolean closed;

    private RadFm(
            Description description,
            Calibration calibration,
            Configuration configuration,
            BytePairTokenizer words,
            Checkpoint weights,
            Embeddings embeddings,
            VisionEncoder vision,
            Decoder decoder,
            EngineOptions options) {
        var language = configuration.language();
        this.description = description;
        this.calibration = calibration;
        this.configuration = configuration;
        this.words = words;
        this.layouts = new PromptLayout(configuration, words);
        this.yesNo = YesNo.of(words);
        this.weights = weights;
        this.vision = vision;
        this.encoded = new ScanCache(options.scanBytes());
        this.decoder = decoder;
        var scheduler =
                new Scheduler(language, embeddings, decoder, options.batch(), options.cacheBytes());
        this.work = scheduler.work();
        this.engine = new EngineThread(scheduler);
    }

    /// Loads a model directory.
    ///
    /// @throws MalformedModel when a file is missing, does not hold what it must, or is not the one
    ///   the manifest names
    /// @throws ModelFailure when the engine that the options name cannot compute here
    public static RadFm load(Path directory, EngineOptions options) throws IOException {
        var manifest = Manifest.read(directory);
        manifest.requireDigest(CONFIGURATION);
        manifest.requireDigest(TOKENIZER);
        if (options.verifyDigests()) {
            verify(directory, manifest);
        }
        var configuration = Configuration.read(existing(directory, CONFIGURATION));
        var calibration = Calibration.read(directory);
        var language = configuration.language();
        var words = new BytePairTokenizer(SentencePieceModel.read(existing(directory, TOKENIZER)));
        if (words.size() != language.vocabSize()) {
            throw new MalformedModel(
                    "the tokenizer has %d pieces, the model's vocabulary %d"
                            .formatted(words.size(), language.vocabSize()));
        }
        var backend = Backends.installed().choose(options);
        Backend.Opened opened = null;
        var weights = Checkpoint.open(directory);
        try {
            for (var file : weights.files()) {
                manifest.requireDigest(file.getFileName().toString());
            }
            var embeddings = new Embeddings(configuration, weights);
            var digest = Digests.ofWeights(weights.files(), manifest.digests());
            opened =
                    backend.open(
                            new Backend.Order(
                                    configuration,
                                    weights,
                                    digest,
                                    directory.resolve(ENGINES),
                                    options));
            var vision = opened.vision();
            var decoder = opened.decoder();
            var description =
                    new Description(
                            manifest.name(),
                            manifest.version(),
                            embeddings.parameters() + vision.parameters() + decoder.parameters(),
                            digest,
                            opened.description(),
                            Precision.of(weights, language),
                            manifest.trained(),
                            manifest.notice());
            return new RadFm(
                    description,
                    calibration,
                    configuration,
                    words,
                    weights,
                    embeddings,
                    vision,
                    decoder,
                    options);
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.decoder().close();
                opened.vision().close();
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

    /// What this model's probabilities of yes are worth.
    public Calibration calibration() {
        return calibration;
    }

    public Configuration configuration() {
        return configuration;
    }

    /// What it has done until now.
    public EngineStatistics statistics() {
        return work.statistics(encoded.bytes());
    }

    BytePairTokenizer words() {
        return words;
    }

    /// How many tokens of the context this prompt would take, scans included.
    public int promptTokens(Prompt prompt) throws UnusablePrompt {
        return layouts.of(prompt).ids().length;
    }

    /// The scan that was encoded under this key, if it is still known; it can stand in a prompt in
    /// place of the tensor.
    public Optional<EncodedScan> encoded(String key) {
        return encoded.get(key);
    }

    /// Answers a prompt, and waits for it.
    ///
    /// @throws UnusablePrompt when this model can never answer it
    /// @throws ModelFailure when the engine fails
    public Answer generate(Prompt prompt, GenerationOptions options) throws UnusablePrompt {
        var answer = ask(prompt, List.of(Question.of("", options)), Priority.ROUTINE).getFirst();
        try {
            return answer.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case UnusablePrompt unusable -> throw unusable;
                case ModelFailure failure -> throw failure;
                default -> throw e;
            }
        }
    }

    /// Asks several questions about one context: its scans are encoded once, and what all prompts
    /// begin with is computed once.
    ///
    /// @param context what stands before each question
    /// @return the answers to come, in the order of the questions; they complete on the engine's
    ///   thread, exceptionally with an [UnusablePrompt] or a [ModelFailure]
    /// @throws UnusablePrompt when this model can never answer one of them
    public List<CompletableFuture<Answer>> ask(
            Prompt context, List<Question> questions, Priority priority) throws UnusablePrompt {
        var sequences = new ArrayList<Sequence>();
        var answers = new ArrayList<CompletableFuture<Answer>>();
        List<Prompt.Segment> scans = List.of();
        for (var question : questions) {
            var layout = layouts.of(context.followedBy(question.text()));
            scans = layout.scans();
            var text = new AnswerText(words, question.options().listener());
            var sequence =
                    new Sequence(
                            layout.ids(),
                            question.options(),
                            question.yesNo() ? yesNo : Optional.empty(),
                            text::add);
            sequences.add(sequence);
            answers.add(sequence.done().thenApply(it -> text.answer(it, layout.ids().length)));
        }
        if (!sequences.isEmpty()) {
            engine.add(new Context(priority, scans.stream().map(this::rows).toList(), sequences));
        }
        return answers;
    }

    private Context.Scan rows(Prompt.Segment segment) {
        return switch (segment) {
            case Prompt.Encoded(var scan) ->
                    () -> {
                        work.found();
                        return Optional.of(scan.rows());
                    };
            case Prompt.Scan(var tensor, var key) -> new Seen(tensor, key);
            case Prompt.Text _ -> throw new IllegalArgumentException("a text is no scan");
        };
    }

    /// A scan that is encoded unless another of its key has been by then.
    private final class Seen implements Context.Scan {
        private final ScanTensor tensor;
        private final String key;
        private VisionEncoder.Encoding encoding;

        Seen(ScanTensor tensor, String key) {
            this.tensor = tensor;
            this.key = key;
        }

        @Override
        public Optional<float[]> next() throws UnusablePrompt {
            if (encoding == null) {
                var known = key.isEmpty() ? Optional.<EncodedScan>empty() : encoded.get(key);
                if (known.isPresent()) {
                    work.found();
                    return known.map(EncodedScan::rows);
                }
                encoding = vision.begin(tensor);
            }
            long begin = System.nanoTime();
            var rows = encoding.next();
            work.encoded(rows.isPresent() ? 1 : 0, System.nanoTime() - begin);
            if (rows.isPresent() && !key.isEmpty()) {
                encoded.put(new EncodedScan(key, rows.get()));
            }
            return rows;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            engine.close();
            decoder.close();
            vision.close();
            weights.close();
        }
    }
}
