// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import io.radfm.model.Answer;
import io.radfm.model.EngineOptions;
import io.radfm.model.GenerationOptions;
import io.radfm.model.Priority;
import io.radfm.model.Prompt;
import io.radfm.model.Question;
import io.radfm.model.RadFm;
import io.radfm.model.ScanTensor;
import io.radfm.model.UnusablePrompt;
import io.radfm.model.engine.OnnxRuntime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/// Eight contexts at once beside one, and an urgent question on a busy machine beside an idle one.
///
/// ```
/// BatchingBench [FOLDER [SIZE=FORMAT]]      default: target/bench 392m=int4/128
/// ```
///
/// Both with contexts of text alone, and with a CT in each of them.
public final class BatchingBench {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int ROUNDS = Integer.getInteger("radfm.bench.rounds", 3);
    private static final int TOKENS = Integer.getInteger("radfm.bench.tokens", 128);
    private static final int URGENT = Integer.getInteger("radfm.bench.urgent", 40);
    private static final int LETTERS = 120;
    private static final int URGENT_TOKENS = 32;
    private static final int CONTEXTS = 8;
    private static final int PAUSE_MS = 500;

    private final RadFm model;
    private final ScanTensor ct = Inputs.scan(256, 256, 64);
    private final ScanTensor picture = Inputs.scan(512, 512, 4);
    private final Random random = new Random(3);
    private long seed;

    private BatchingBench(RadFm model) {
        this.model = model;
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench");
        var names = (arguments.length > 1 ? arguments[1] : "392m=int4/128").split("=");
        System.out.printf("%s, %d threads%n", OnnxRuntime.description(), THREADS);
        var directory = BenchModel.in(folder, names[0], names[1]);
        steps(directory);
        try (var model = RadFm.load(directory, EngineOptions.defaults())) {
            var bench = new BatchingBench(model);
            bench.contexts();
            bench.urgent();
        }
    }

    /// What a step of so many sequences costs, and a prompt in pieces, without a scheduler.
    private static void steps(Path directory) throws Exception {
        System.out.println("\n| sequences | ms a step | tokens/s | times one |\n|---|---|---|---|");
        try (var parts = new ModelParts(directory, THREADS)) {
            double one = parts.step(1, LETTERS + TOKENS / 2);
            for (int width : new int[] {1, 2, 4, 8, 16}) {
                double step = parts.step(width, LETTERS + TOKENS / 2);
                print(
                        "| %d | %.1f | %.0f | %.2f |",
                        width, 1e3 * step, width / step, width * one / step);
            }
            System.out.println("\n| 256 positions in passes of | ms | ms a pass |\n|---|---|---|");
            for (int piece : new int[] {32, 64, 128, 256}) {
                double seconds = parts.fillInPieces(256, piece);
                print("| %d | %.0f | %.0f |", piece, 1e3 * seconds, 1e3 * seconds * piece / 256);
            }
        }
    }

    private void contexts() throws Exception {
        System.out.printf(
                "%n%d contexts of %d letters, %d tokens each%n", CONTEXTS, LETTERS, TOKENS);
        System.out.println(
                """

                | contexts | decoding, tokens/s of one | of eight | times \
                | from asking to the last token, tokens/s of one | of eight | times |
                |---|---|---|---|---|---|---|\
                """);
        for (boolean scans : new boolean[] {false, true}) {
            together(CONTEXTS, scans); // warms up
            var one = new Rates[ROUNDS];
            var eight = new Rates[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                one[i] = together(1, scans);
                eight[i] = together(CONTEXTS, scans);
            }
            double decodeOne = median(one, Rates::decode);
            double decodeEight = median(eight, Rates::decode);
            double wholeOne = median(one, Rates::whole);
            double wholeEight = median(eight, Rates::whole);
            print(
                    "| %s | %.0f | %.0f | %.2f | %.0f | %.0f | %.2f |",
                    scans ? "text and a CT" : "text",
                    decodeOne,
                    decodeEight,
                    decodeEight / decodeOne,
                    wholeOne,
                    wholeEight,
                    wholeEight / wholeOne);
        }
    }

    /// Tokens per second: of the engine's decoding passes, narrow ones at begin and end included,
    /// and of all, prompts and scans included, which one context after the other must have.
    private record Rates(double decode, double whole) {}

    private static double median(Rates[] rates, ToDoubleFunction<Rates> of) {
        return Times.median(Arrays.stream(rates).mapToDouble(of).toArray());
    }

    /// So many contexts, from the asking to the last token.
    private Rates together(int count, boolean scans) throws Exception {
        var before = model.statistics();
        var answers = new ArrayList<CompletableFuture<Answer>>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            answers.addAll(ask(context(scans ? ct : null), TOKENS, Priority.ROUTINE));
        }
        int tokens = 0;
        for (var answer : answers) {
            tokens += answer.get().newTokens();
        }
        double whole = tokens / Times.since(begin);
        var after = model.statistics();
        double decode =
                (after.answerTokens() - before.answerTokens())
                        / (after.decodeSeconds() - before.decodeSeconds());
        return new Rates(decode, whole);
    }

    private void urgent() throws Exception {
        System.out.printf(
                "%nan urgent picture of 512x512, %d letters, %d tokens, %d times%n",
                LETTERS, URGENT_TOKENS, URGENT);
        System.out.println("\n| meanwhile | median ms | p95 ms | p95 of idle |\n|---|---|---|---|");
        urgent(3);
        var idle = urgent(URGENT);
        urgentRow("nothing", idle, idle);
        for (boolean scans : new boolean[] {false, true}) {
            double[] busy;
            try (var load = new Load(scans ? ct : null)) {
                load.start();
                Thread.sleep(PAUSE_MS);
                busy = urgent(URGENT);
            }
            urgentRow("eight contexts of " + (scans ? "text and a CT" : "text"), busy, idle);
        }
    }

    private static void urgentRow(String name, double[] times, double[] idle) {
        double p95 = Times.quantile(0.95, times);
        print(
                "| %s | %.0f | %.0f | %.2f |",
                name, 1e3 * Times.median(times), 1e3 * p95, p95 / Times.quantile(0.95, idle));
    }

    /// Seconds of each of so many urgent questions, asked at moments of no pattern.
    private double[] urgent(int count) throws Exception {
        var times = new double[count];
        for (int i = 0; i < count; i++) {
            Thread.sleep(random.nextInt(PAUSE_MS));
            long begin = System.nanoTime();
            ask(context(picture), URGENT_TOKENS, Priority.STAT).getFirst().get();
            times[i] = Times.since(begin);
        }
        return times;
    }

    private List<CompletableFuture<Answer>> ask(Prompt context, int tokens, Priority priority)
            throws Exception {
        var options = GenerationOptions.defaults().withMaxNewTokens(tokens).withRepeatLimit(0);
        return model.ask(context, List.of(Question.of("", options)), priority);
    }

    /// Different from all before from its first letter on.
    private Prompt context(ScanTensor scan) {
        var text = new Prompt.Text(Inputs.text(LETTERS, seed++));
        return scan == null ? Prompt.of(text) : Prompt.of(text, new Prompt.Scan(scan));
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /// Eight routine contexts at any time: another one whenever one is answered.
    private final class Load implements AutoCloseable {
        private final ScanTensor scan;
        private final List<CompletableFuture<?>> running = new ArrayList<>();
        private volatile boolean over;

        Load(ScanTensor scan) {
            this.scan = scan;
        }

        synchronized void start() throws Exception {
            for (int i = 0; i < CONTEXTS; i++) {
                next(Inputs.text(LETTERS, -1 - i));
            }
        }

        private synchronized void next(String letters) {
            var text = new Prompt.Text(letters);
            var context = scan == null ? Prompt.of(text) : Prompt.of(text, new Prompt.Scan(scan));
            var options =
                    GenerationOptions.defaults()
                            .withMaxNewTokens(TOKENS)
                            .withRepeatLimit(0)
                            .withCancelled(() -> over);
            try {
                var asked = List.of(Question.of("", options));
                var answer = model.ask(context, asked, Priority.ROUTINE).getFirst();
                running.add(answer.thenRun(() -> again(letters)));
            } catch (UnusablePrompt e) {
                throw new IllegalStateException(e);
            }
        }

        private void again(String letters) {
            if (!over) {
                next(letters);
            }
        }

        @Override
        public void close() {
            over = true;
            List<CompletableFuture<?>> all;
            synchronized (this) {
                all = List.copyOf(running);
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }
    }
}
