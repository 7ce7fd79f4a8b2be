// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.generation.Embeddings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Several questions about one context.
class QuestionsTest {
    private static final GenerationOptions SHORT = GenerationOptions.defaults().withMaxNewTokens(8);

    @TempDir Path folder;

    @Test
    void eachIsAnsweredAsIfItHadBeenAskedAlone() throws Exception {
        try (var model = RadFm.load(MiniModel.in(folder), EngineOptions.defaults())) {
            var context = Prompt.of(new Prompt.Text("w1 w2"), scan(0.3f), new Prompt.Text("w3"));
            var texts = List.of(" w4 w5?", " w6?", "", " w4 w5 w7?");
            var questions = texts.stream().map(text -> Question.of(text, SHORT)).toList();
            var answers = model.ask(context, questions, Priority.ROUTINE);
            for (int i = 0; i < texts.size(); i++) {
                var alone = model.generate(context.followedBy(texts.get(i)), SHORT);
                var together = answers.get(i).get(60, TimeUnit.SECONDS);
                assertEquals(alone.tokenIds(), together.tokenIds());
                assertEquals(alone.text(), together.text());
                assertEquals(alone.promptTokens(), together.promptTokens());
            }
        }
    }

    @Test
    void aScanWithAKeyIsEncodedOnceAndThenStandsForItsTensor() throws Exception {
        try (var model = RadFm.load(MiniModel.in(folder), EngineOptions.defaults())) {
            var tensor = tensor(0.7f);
            assertTrue(model.encoded("ct-1").isEmpty());
            var first = model.generate(Prompt.of(new Prompt.Scan(tensor, "ct-1")), SHORT);
            var encoded = model.encoded("ct-1").orElseThrow();
            var again = model.generate(Prompt.of(new Prompt.Encoded(encoded)), SHORT);
            assertEquals(first.tokenIds(), again.tokenIds());

            var other = new ScanTensor(32, 64, 32, random(32 * 64 * 32, 0.9f));
            var impostor = Prompt.of(new Prompt.Scan(other, "ct-1"));
            assertEquals(first.tokenIds(), model.generate(impostor, SHORT).tokenIds(), "by key");
            var itself = model.generate(Prompt.of(new Prompt.Scan(other)), SHORT);
            assertFalse(first.tokenIds().equals(itself.tokenIds()));
        }
    }

    @Test
    void encodedScansAreForgottenWhenThereIsNoRoomForMoreOldestFirst() throws Exception {
        long one = 8 * 64 * Float.BYTES; // latents × hidden
        var options = EngineOptions.defaults().withScanBytes(2 * one);
        try (var model = RadFm.load(MiniModel.in(folder), options)) {
            for (var key : List.of("a", "b", "a", "c")) {
                model.generate(Prompt.of(new Prompt.Scan(tensor(0.5f), key)), SHORT);
            }
            assertTrue(model.encoded("a").isPresent());
            assertTrue(model.encoded("b").isEmpty());
            assertTrue(model.encoded("c").isPresent());
        }
    }

    /// exp(yes) / (exp(yes) + exp(no)), from the plain graph's logits after the prompt.
    @Test
    void yesIsWeighedAgainstNoWhereTheAnswerBegins() throws Exception {
        var directory = MiniModel.in(folder);
        var prompt = Prompt.of(new Prompt.Text("w1 w2 w9?"));
        try (var model = RadFm.load(directory, EngineOptions.defaults())) {
            var asked = List.of(new Question("", true, SHORT), Question.of("", SHORT));
            var answers = model.ask(prompt, asked, Priority.ROUTINE);
            double found = answers.get(0).get().yesProbability().orElseThrow();
            assertEquals(expectedYes(directory, prompt), found, 1e-5);
            assertTrue(answers.get(1).get().yesProbability().isEmpty(), "only where asked for");
        }
    }

    private static double expectedYes(Path directory, Prompt prompt) throws Exception {
        var configuration = Configuration.read(directory.resolve("config.json"));
        var language = configuration.language();
        try (var weights = Checkpoint.open(directory);
                var model = RadFm.load(directory, EngineOptions.defaults());
                var decoder = DecoderStyle.REFERENCE.open(language, weights, 1)) {
            var words = model.words();
            var ids = new PromptLayout(configuration, words).of(prompt).ids();
            decoder.reserve(1, ids.length);
            var rows = new Embeddings(configuration, weights).rows(ids, List.of());
            var logits = decoder.extend(0, rows, ids.length - 1L);
            double yes = Math.exp(logits.get(words.encode("yes")[0]));
            double no = Math.exp(logits.get(words.encode("no")[0]));
            // capital letters are bytes behind a space here: one more beginning each, the same one
            assertEquals(words.encode("Yes")[0], words.encode("No")[0]);
            return yes / (yes + no);
        }
    }

    @Test
    void aScanThatTheModelCannotTakeEndsItsQuestionsAndNoOthers() throws Exception {
        try (var model = RadFm.load(MiniModel.in(folder), EngineOptions.defaults())) {
            var bad = Prompt.of(scan(Float.NaN), new Prompt.Text("?"));
            var questions = List.of(Question.of("w1", SHORT), Question.of("w2", SHORT));
            var failing = new ArrayList<>(model.ask(bad, questions, Priority.STAT));
            var good = model.ask(Prompt.of(scan(0.5f)), questions, Priority.ROUTINE);
            for (var answer : failing) {
                var failure = assertThrows(ExecutionException.class, answer::get);
                assertTrue(failure.getCause() instanceof UnusablePrompt);
            }
            assertEquals(8, good.getLast().get(60, TimeUnit.SECONDS).newTokens());
        }
    }

    @Test
    void closingEndsAnswersThatAreNotWhole() throws Exception {
        var model = RadFm.load(MiniModel.in(folder), EngineOptions.defaults());
        var endless = GenerationOptions.defaults().withMaxNewTokens(2000).withRepeatLimit(0);
        var questions = new ArrayList<Question>();
        for (int i = 0; i < 40; i++) {
            questions.add(Question.of(" w" + i, endless));
        }
        var answers = model.ask(Prompt.of(scan(0.5f)), questions, Priority.ROUTINE);
        model.close();
        var failure = assertThrows(ExecutionException.class, () -> answers.getLast().get());
        assertEquals("the model is closed", failure.getCause().getMessage());
    }

    private static Prompt.Scan scan(float value) {
        return new Prompt.Scan(tensor(value));
    }

    private static ScanTensor tensor(float most) {
        return new ScanTensor(64, 64, 4, random(64 * 64 * 4, most));
    }

    private static float[] random(int count, float most) {
        var random = new Random(count);
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = most * random.nextFloat();
        }
        return values;
    }
}
