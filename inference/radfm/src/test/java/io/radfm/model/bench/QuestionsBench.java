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
import io.radfm.model.engine.OnnxRuntime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/// Eight diagnosis questions and a report about one CT, beside the sum of their parts and beside
/// asking them one by one.
///
/// ```
/// QuestionsBench [FOLDER [SIZE=FORMAT]]      default: target/bench 392m=int4/128
/// ```
///
/// The limit is one vision pass + one prefill of the prefix + the suffixes in one pass + every
/// token at the rate of nine at once. Where the report is longer than the answers, its tokens after
/// theirs have nobody to share a pass with; the second limit counts each step at the width that it
/// can have. All parts are measured in each round, next to the runs; the middle round counts.
public final class QuestionsBench {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int ROUNDS = Integer.getInteger("radfm.bench.rounds", 5);
    private static final int CONTEXT_LETTERS = 120;
    private static final int QUESTION_LETTERS = 24;
    private static final int DIAGNOSES = 8;
    private static final int[] CT = {256, 256, 64};

    private final RadFm model;
    private final ModelParts parts;
    private final ScanTensor scan = Inputs.scan(CT[0], CT[1], CT[2]);
    private final Prompt context =
            Prompt.of(new Prompt.Text(Inputs.text(CONTEXT_LETTERS, 1)), new Prompt.Scan(scan));

    private QuestionsBench(RadFm model, ModelParts parts) {
        this.model = model;
        this.parts = parts;
    }

    /// How many tokens the answers have.
    private record Lengths(int diagnosis, int report) {}

    /// Seconds.
    private record Round(
            double vision,
            double prefix,
            double suffixes,
            double batched,
            double possible,
            double together,
            double oneByOne) {
        double limit() {
            return vision + prefix + suffixes + batched;
        }

        double possibleLimit() {
            return vision + prefix + suffixes + possible;
        }
    }

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench");
        var names = (arguments.length > 1 ? arguments[1] : "392m=int4/128").split("=");
        System.out.printf("%s, %d threads%n", OnnxRuntime.description(), THREADS);
        var directory = BenchModel.in(folder, names[0], names[1]);
        try (var parts = new ModelParts(directory, THREADS);
                var model = RadFm.load(directory, EngineOptions.defaults())) {
            System.out.printf(
                    "%s %s, one CT of %dx%dx%d, %d diagnoses and a report, ms%n%n",
                    names[0], names[1], CT[0], CT[1], CT[2], DIAGNOSES);
            System.out.println(
                    """
                    | tokens | vision | prefix | suffixes | tokens at width 9 | limit | together \
                    | ratio | tokens at their widths | ratio | one by one | times |
                    |---|---|---|---|---|---|---|---|---|---|---|---|\
                    """);
            var bench = new QuestionsBench(model, parts);
            for (var lengths : List.of(new Lengths(32, 32), new Lengths(8, 200))) {
                bench.measure(lengths);
            }
        }
    }

    private void measure(Lengths lengths) throws Exception {
        var questions = new ArrayList<Question>();
        for (int i = 0; i < DIAGNOSES; i++) {
            questions.add(question(i, lengths.diagnosis(), true));
        }
        questions.add(question(DIAGNOSES, lengths.report(), false));
        together(questions); // the first of all is warming up
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(round(questions));
        }
        rounds.sort((a, b) -> Double.compare(a.together / a.limit(), b.together / b.limit()));
        var it = rounds.get(rounds.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "| %d × %d, %d | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %.0f | %.2f"
                        + " | %.0f | %.1f |%n",
                DIAGNOSES,
                lengths.diagnosis(),
                lengths.report(),
                1e3 * it.vision,
                1e3 * it.prefix,
                1e3 * it.suffixes,
                1e3 * it.batched,
                1e3 * it.limit(),
                1e3 * it.together,
                it.together / it.limit(),
                1e3 * it.possible,
                it.together / it.possibleLimit(),
                1e3 * it.oneByOne,
                it.oneByOne / it.together);
    }

    private static Question question(int number, int tokens, boolean yesNo) {
        var options = GenerationOptions.defaults().withMaxNewTokens(tokens).withRepeatLimit(0);
        return new Question(Inputs.text(QUESTION_LETTERS, 10 + number), yesNo, options);
    }

    private Round round(List<Question> questions) throws Exception {
        long begin = System.nanoTime();
        var answers = together(questions);
        double together = Times.since(begin);

        int shared = model.promptTokens(context);
        int suffixes = 0;
        for (var answer : answers) {
            suffixes += answer.promptTokens() - shared;
        }
        int from = shared + suffixes / answers.size();
        var widths = widths(answers);
        var steps = new double[answers.size() + 1];
        for (int width = 1; width < steps.length; width++) {
            steps[width] = widths.contains(width) ? parts.step(width, from) : 0;
        }
        double batched = 0;
        double possible = 0;
        for (int width : widths) {
            batched += width * steps[answers.size()] / answers.size();
            possible += steps[width];
        }
        double vision = parts.vision(scan);
        double prefix = parts.fill(0, shared);
        double suffix = parts.fill(shared, suffixes);

        begin = System.nanoTime();
        for (var question : questions) {
            model.generate(with(question), question.options());
        }
        double oneByOne = Times.since(begin);
        return new Round(vision, prefix, suffix, batched, possible, together, oneByOne);
    }

    /// How many answers can share each step: those that have a token more.
    private static List<Integer> widths(List<Answer> answers) {
        var widths = new ArrayList<Integer>();
        for (int step = 1; ; step++) { // the first token needs none: it comes with the prompt
            int width = 0;
            for (var answer : answers) {
                width += answer.newTokens() > step ? 1 : 0;
            }
            if (width == 0) {
                return widths;
            }
            widths.add(width);
        }
    }

    private List<Answer> together(List<Question> questions) throws Exception {
        var answers = model.ask(context, questions, Priority.ROUTINE);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private Prompt with(Question question) {
        var segments = new ArrayList<>(context.segments());
        segments.add(new Prompt.Text(question.text()));
        return new Prompt(segments);
    }
}
