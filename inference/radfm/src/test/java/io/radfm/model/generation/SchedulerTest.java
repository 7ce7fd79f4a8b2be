// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Answer.StopReason;
import io.radfm.model.Configuration;
import io.radfm.model.GenerationOptions;
import io.radfm.model.ModelFailure;
import io.radfm.model.Priority;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.DecoderStyle;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/// Many answers at once are the answers each would have got alone.
class SchedulerTest {
    private static final Path MINI = Path.of("src/test/resources/radfm-mini");
    private static final long PLENTY = 1L << 30;
    private static final int VOCABULARY = 320;

    private Checkpoint weights;
    private Configuration configuration;
    private ObservedDecoder decoder;

    @BeforeEach
    void open() throws IOException {
        weights = Checkpoint.open(MINI);
        configuration = Configuration.read(MINI.resolve("config.json"));
        decoder =
                new ObservedDecoder(
                        DecoderStyle.GROUPED.open(configuration.language(), weights, 1));
    }

    @AfterEach
    void close() throws IOException {
        decoder.close();
        weights.close();
    }

    /// Joining at any time, of any length, with little or much room: always the same tokens.
    @Test
    void whoeverJoinsAndLeavesNobodyElseIsChanged() throws Exception {
        var random = new Random(5);
        for (int round = 0; round < 6; round++) {
            long room = round % 2 == 0 ? PLENTY : 3 * 256 * decoder.bytesPerPosition();
            var prompts = new ArrayList<int[]>();
            var answers = new ArrayList<Sequence>();
            var scheduler = scheduler(1 + random.nextInt(4), room);
            for (int i = 0; i < 10; i++) {
                var prompt = prompt(1 + random.nextInt(random.nextBoolean() ? 8 : 300), i + 1);
                var sequence = sequence(prompt, 1 + random.nextInt(40));
                prompts.add(prompt);
                answers.add(sequence);
                var priority = random.nextInt(4) == 0 ? Priority.STAT : Priority.ROUTINE;
                scheduler.add(new Context(priority, List.of(), List.of(sequence)));
                for (int turns = random.nextInt(12); turns > 0; turns--) {
                    scheduler.turn();
                }
            }
            finish(scheduler);
            for (int i = 0; i < answers.size(); i++) {
                var generated = result(answers.get(i));
                assertEquals(alone(prompts.get(i), answers.get(i).options), generated.tokens());
            }
        }
    }

    @Test
    void questionsAboutOneContextFillItsPositionsOnce() throws Exception {
        var questions = new ArrayList<Sequence>();
        for (int i = 0; i < 5; i++) {
            questions.add(sequence(joined(prompt(200, 1), prompt(3 + i, 50 + i)), 6));
        }
        var scheduler = scheduler(3, PLENTY); // fewer places than questions
        scheduler.add(new Context(Priority.ROUTINE, List.of(), questions));
        finish(scheduler);
        assertEquals(200 + 3 + 4 + 5 + 6 + 7, decoder.filled);
        for (var question : questions) {
            assertEquals(alone(question.prompt, question.options), result(question).tokens());
        }
    }

    @Test
    void theSameQuestionTwiceIsAnsweredTwice() throws Exception {
        var prompt = prompt(20, 1);
        var questions = List.of(sequence(prompt, 4), sequence(prompt, 4));
        var scheduler = scheduler(4, PLENTY);
        scheduler.add(new Context(Priority.ROUTINE, List.of(), questions));
        finish(scheduler);
        assertEquals(result(questions.get(0)).tokens(), result(questions.get(1)).tokens());
        assertEquals(21, decoder.filled);
    }

    @Test
    void eachPassOfAStepServesAllAnswersUnderWay() throws Exception {
        var scheduler = scheduler(8, PLENTY);
        for (int i = 0; i < 8; i++) {
            scheduler.add(context(Priority.ROUTINE, sequence(prompt(4, i), 30)));
        }
        finish(scheduler);
        assertEquals(8 * 29, decoder.stepWidths.stream().mapToInt(Integer::intValue).sum());
        assertTrue(decoder.stepWidths.contains(8), "all eight together: " + decoder.stepWidths);
    }

    @Test
    void urgentWorkLeavesRoutineWorkWhereItStands() throws Exception {
        var told = new ArrayList<String>();
        var scheduler = scheduler(2, PLENTY);
        for (int i = 0; i < 3; i++) { // one more than there are places
            scheduler.add(
                    context(
                            Priority.ROUTINE,
                            sequence(prompt(10, i), 40, token -> told.add("routine"))));
        }
        for (int i = 0; i < 12; i++) {
            scheduler.turn();
        }
        int before = told.size();
        var urgent = sequence(prompt(10, 9), 10, token -> told.add("stat"));
        scheduler.add(context(Priority.STAT, urgent));
        while (!urgent.done().isDone()) {
            scheduler.turn();
        }
        assertFalse(told.subList(before, told.size()).contains("routine"));
        assertEquals(10, result(urgent).tokens().size());
        finish(scheduler);
        assertEquals(3 * 40, told.stream().filter("routine"::equals).count());
    }

    /// However much routine work there is, and however little memory: there is a slot left.
    @Test
    void urgentWorkNeverWaitsForARoutineAnswerToEnd() throws Exception {
        long slot = 256 * decoder.bytesPerPosition();
        for (int slots : new int[] {2, 3, 100}) {
            var scheduler = scheduler(3, slots * slot);
            var routine = new ArrayList<Sequence>();
            for (int i = 0; i < 5; i++) {
                routine.add(sequence(prompt(10, i), 40));
                scheduler.add(context(Priority.ROUTINE, routine.getLast()));
            }
            for (int i = 0; i < 12; i++) {
                scheduler.turn();
            }
            var urgent = sequence(prompt(10, 9), 10);
            scheduler.add(context(Priority.STAT, urgent));
            while (!urgent.done().isDone()) {
                scheduler.turn();
            }
            assertTrue(routine.stream().noneMatch(it -> it.done().isDone()), slots + " slots");
            finish(scheduler);
        }
    }

    @Test
    void allQuestionsOfAnUrgentContextDecodeTogetherBesideAFullBatch() throws Exception {
        var scheduler = scheduler(4, PLENTY);
        for (int i = 0; i < 6; i++) {
            scheduler.add(context(Priority.ROUTINE, sequence(prompt(10, i), 60)));
        }
        for (int i = 0; i < 12; i++) {
            scheduler.turn();
        }
        decoder.stepWidths.clear();
        var questions = new ArrayList<Sequence>();
        for (int i = 0; i < 4; i++) {
            questions.add(sequence(joined(prompt(20, 1), prompt(3, 50 + i)), 20));
        }
        scheduler.add(new Context(Priority.STAT, List.of(), questions));
        while (questions.stream().anyMatch(it -> !it.done().isDone())) {
            scheduler.turn();
        }
        assertEquals(19, decoder.stepWidths.size(), "each step is one for all four");
        finish(scheduler);
    }

    @Test
    void shortPromptsAreFilledInTogetherThatTheyMayDecodeTogether() throws Exception {
        var scheduler = scheduler(8, PLENTY);
        for (int i = 0; i < 8; i++) {
            scheduler.add(context(Priority.ROUTINE, sequence(prompt(12, i), 5)));
        }
        scheduler.turn();
        assertEquals(8 * 12, decoder.filled);
        scheduler.turn();
        assertEquals(List.of(8), decoder.stepWidths);
        finish(scheduler);
    }

    /// A routine scan of three parts: an urgent answer is whole before the last of them.
    @Test
    void urgentWorkLeavesAScanInItsMidst() throws Exception {
        var done = new ArrayList<Integer>();
        Context.Scan scan =
                () -> {
                    done.add(done.size());
                    return done.size() < 3 ? Optional.empty() : Optional.of(new float[8 * 64]);
                };
        var other = sequence(prompt(10, 2), 50);
        var routine = sequence(prompt(10, 1), 5);
        var scheduler = scheduler(4, PLENTY);
        scheduler.add(context(Priority.ROUTINE, other));
        for (int i = 0; i < 3; i++) {
            scheduler.turn();
        }
        scheduler.add(new Context(Priority.ROUTINE, List.of(scan), List.of(routine)));
        while (done.isEmpty()) {
            scheduler.turn();
        }
        var urgent = sequence(prompt(10, 9), 10);
        scheduler.add(context(Priority.STAT, urgent));
        while (!urgent.done().isDone()) {
            scheduler.turn();
        }
        assertEquals(1, done.size());
        finish(scheduler);
        assertEquals(3, done.size());
        assertEquals(alone(routine.prompt, routine.options), result(routine).tokens());
        assertEquals(alone(other.prompt, other.options), result(other).tokens());
    }

    @Test
    void cancellingOneEndsThatOneBeforeOrDuringItsAnswer() throws Exception {
        var told = new ArrayList<Integer>();
        var during = sequence(prompt(5, 1), 30, told::add, () -> told.size() >= 3);
        var before = sequence(prompt(5, 2), 30, token -> {}, () -> true);
        var other = sequence(prompt(5, 3), 30);
        var scheduler = scheduler(4, PLENTY);
        scheduler.add(new Context(Priority.ROUTINE, List.of(), List.of(before, during, other)));
        finish(scheduler);
        assertEquals(StopReason.CANCELLED, result(during).stop());
        assertEquals(3, result(during).tokens().size());
        assertEquals(StopReason.CANCELLED, result(before).stop());
        assertEquals(List.of(), result(before).tokens());
        assertEquals(alone(other.prompt, other.options), result(other).tokens());
    }

    @Test
    void aListenerThatFailsEndsItsOwnAnswerOnly() throws Exception {
        var broken =
                sequence(
                        prompt(5, 1),
                        30,
                        token -> {
                            throw new IllegalStateException("listener");
                        });
        var other = sequence(prompt(5, 3), 30);
        var scheduler = scheduler(4, PLENTY);
        scheduler.add(context(Priority.ROUTINE, broken));
        scheduler.add(context(Priority.ROUTINE, other));
        finish(scheduler);
        var failure = assertThrows(ExecutionException.class, () -> broken.done().get());
        assertEquals("listener", failure.getCause().getMessage());
        assertEquals(alone(other.prompt, other.options), result(other).tokens());
    }

    @Test
    void aFailureOfTheEngineEndsWhatWasInThatPassAndNothingElse() throws Exception {
        var first = sequence(prompt(5, 1), 30);
        var scheduler = scheduler(1, PLENTY);
        scheduler.add(context(Priority.ROUTINE, first));
        var second = sequence(prompt(5, 2), 10);
        scheduler.add(context(Priority.ROUTINE, second));
        decoder.stepsUntilFailure = 4;
        finish(scheduler);
        var failure = assertThrows(ExecutionException.class, () -> first.done().get());
        assertTrue(failure.getCause() instanceof ModelFailure);
        assertEquals(alone(second.prompt, second.options), result(second).tokens());
    }

    @Test
    void aScanThatCannotBeEncodedEndsItsContextOnly() throws Exception {
        var broken = sequence(prompt(5, 1), 30);
        var other = sequence(prompt(5, 3), 5);
        var scheduler = scheduler(2, PLENTY);
        Context.Scan scan =
                () -> {
                    throw new IOException("scan");
                };
        scheduler.add(new Context(Priority.ROUTINE, List.of(scan), List.of(broken)));
        scheduler.add(context(Priority.ROUTINE, other));
        finish(scheduler);
        assertThrows(ExecutionException.class, () -> broken.done().get());
        assertEquals(5, result(other).tokens().size());
    }

    private Scheduler scheduler(int batch, long cacheBytes) throws IOException {
        return new Scheduler(
                configuration.language(),
                new Embeddings(configuration, weights),
                decoder,
                batch,
                cacheBytes);
    }

    private static void finish(Scheduler scheduler) {
        int turns = 0;
        while (scheduler.turn()) {
            assertTrue(++turns < 100_000, "never done");
        }
    }

    private static Generated result(Sequence sequence) throws Exception {
        return sequence.done().get(0, TimeUnit.SECONDS);
    }

    /// The tokens of this prompt on a decoder of its own.
    private List<Integer> alone(int[] prompt, GenerationOptions options) throws Exception {
        try (var own = DecoderStyle.GROUPED.open(configuration.language(), weights, 1)) {
            var embeddings = new Embeddings(configuration, weights);
            var scheduler = new Scheduler(configuration.language(), embeddings, own, 1, PLENTY);
            var quiet = options.withCancelled(() -> false);
            var sequence = new Sequence(prompt, quiet, Optional.empty(), token -> {});
            scheduler.add(context(Priority.ROUTINE, sequence));
            finish(scheduler);
            return result(sequence).tokens();
        }
    }

    private static Context context(Priority priority, Sequence sequence) {
        return new Context(priority, List.of(), List.of(sequence));
    }

    private static Sequence sequence(int[] prompt, int tokens) {
        return sequence(prompt, tokens, token -> {});
    }

    private static Sequence sequence(int[] prompt, int tokens, IntConsumer told) {
        return sequence(prompt, tokens, told, () -> false);
    }

    private static Sequence sequence(
            int[] prompt, int tokens, IntConsumer told, BooleanSupplier cancelled) {
        var options =
                GenerationOptions.defaults()
                        .withMaxNewTokens(tokens)
                        .withRepeatLimit(0)
                        .withCancelled(cancelled);
        return new Sequence(prompt, options, Optional.empty(), told);
    }

    private static int[] prompt(int length, int seed) {
        var random = new Random(seed);
        return random.ints(length, 3, VOCABULARY).toArray();
    }

    private static int[] joined(int[] a, int[] b) {
        var all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
