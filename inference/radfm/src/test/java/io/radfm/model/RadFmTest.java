// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Answer.StopReason;
import io.radfm.model.engine.DecoderStyle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A model directory, loaded and asked. The weights are the reference's; the tokenizer is made
/// here.
class RadFmTest {
    private static final GenerationOptions SHORT =
            GenerationOptions.defaults().withMaxNewTokens(12);

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(DecoderStyle.class)
    void aPromptOfTextAndScansIsAnswered(DecoderStyle style) throws Exception {
        try (var model = RadFm.load(directory(), EngineOptions.defaults().withStyle(style))) {
            var pieces = new StringBuilder();
            var ids = new ArrayList<Integer>();
            var answer =
                    model.generate(
                            Prompt.of(
                                    text("Is there "), scan(64, 64, 4, 0.5f), text(" a fracture?")),
                            SHORT.withListener(
                                    (id, text) -> {
                                        ids.add(id);
                                        pieces.append(text);
                                    }));
            assertEquals(12, answer.newTokens());
            assertEquals(StopReason.MAX_NEW_TOKENS, answer.stop());
            assertEquals(answer.tokenIds(), ids);
            assertTrue(answer.text().startsWith(pieces.toString()), "streamed as it grew");
            assertTrue(answer.promptTokens() > 10, answer.toString());
        }
    }

    @Test
    void theSameScanTwiceIsShownTwiceAndDifferentScansMatter() throws Exception {
        try (var model = RadFm.load(directory(), EngineOptions.defaults())) {
            var scan = scan(64, 64, 4, 0.25f);
            var twice = Prompt.of(scan, scan, text("?"));
            var copies = Prompt.of(scan, scan(64, 64, 4, 0.25f), text("?"));
            var other = Prompt.of(scan, scan(32, 64, 32, 0.9f), text("?"));
            assertEquals(
                    model.generate(twice, SHORT).tokenIds(),
                    model.generate(copies, SHORT).tokenIds());
            assertEquals(model.promptTokens(twice), model.promptTokens(copies));
            assertFalse(
                    model.generate(twice, SHORT)
                            .tokenIds()
                            .equals(model.generate(other, SHORT).tokenIds()));
        }
    }

    @Test
    void cancellingEndsTheAnswerWhereItStands() throws Exception {
        try (var model = RadFm.load(directory(), EngineOptions.defaults())) {
            var seen = new ArrayList<Integer>();
            var options =
                    GenerationOptions.defaults()
                            .withListener((id, text) -> seen.add(id))
                            .withCancelled(() -> seen.size() >= 3);
            var answer = model.generate(Prompt.of(scan(64, 64, 4, 1), text("a")), options);
            assertEquals(StopReason.CANCELLED, answer.stop());
            assertEquals(3, answer.newTokens());

            var never =
                    model.generate(Prompt.of(scan(64, 64, 4, 1)), SHORT.withCancelled(() -> true));
            assertEquals(StopReason.CANCELLED, never.stop());
            assertEquals(0, never.newTokens());
        }
    }

    @Test
    void theContextIsABound() throws Exception {
        try (var model = RadFm.load(directory(), EngineOptions.defaults())) {
            var unbounded = GenerationOptions.defaults().withMaxNewTokens(5000).withRepeatLimit(0);
            var almost = Prompt.of(text("é".repeat(1020))); // 2 bytes each; ▁ is 3, BOS 1
            assertEquals(2044, model.promptTokens(almost));
            var answer = model.generate(almost, unbounded);
            if (answer.stop() != StopReason.END_OF_SEQUENCE) {
                assertEquals(StopReason.CONTEXT_FULL, answer.stop());
                assertEquals(5, answer.newTokens(), "four more positions, and one not fed back");
            }
            var refusal =
                    assertThrows(
                            UnusablePrompt.class,
                            () -> model.generate(Prompt.of(text("é".repeat(1024))), SHORT));
            assertEquals(
                    "2052 prompt tokens: the context holds 2048, and the answer needs room",
                    refusal.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}x{1}x{2}")
    @CsvSource({"63, 64, 4", "64, 80, 4", "64, 64, 36", "64, 64, 3"})
    void aScanOfAnotherSizeIsRefusedWithTheRule(int height, int width, int depth) throws Exception {
        try (var model = RadFm.load(directory(), EngineOptions.defaults())) {
            var refusal =
                    assertThrows(
                            UnusablePrompt.class,
                            () -> model.generate(Prompt.of(scan(height, width, depth, 0)), SHORT));
            assertTrue(refusal.getMessage().contains("must be a multiple of"));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -0.01f, 1.01f, Float.POSITIVE_INFINITY})
    void voxelsOutsideZeroToOneAreRefused(float value) throws Exception {
        try (var model = RadFm.load(directory(), EngineOptions.defaults())) {
            assertThrows(
                    UnusablePrompt.class,
                    () -> model.generate(Prompt.of(scan(64, 64, 4, value)), SHORT));
        }
    }

    @Test
    void twoThreadsGetTheAnswersOneWouldGet() throws Exception {
        try (var model = RadFm.load(directory(), EngineOptions.defaults())) {
            var prompts =
                    IntStream.range(0, 6)
                            .mapToObj(i -> Prompt.of(scan(64, 64, 4, i / 6f), text("a")))
                            .toList();
            var alone = new ArrayList<Answer>();
            for (var prompt : prompts) {
                alone.add(model.generate(prompt, SHORT));
            }
            var together =
                    prompts.stream()
                            .map(
                                    prompt ->
                                            CompletableFuture.supplyAsync(
                                                    () -> answer(model, prompt)))
                            .toList();
            for (int i = 0; i < prompts.size(); i++) {
                assertEquals(
                        alone.get(i).tokenIds(),
                        together.get(i).get(60, TimeUnit.SECONDS).tokenIds());
            }
        }
    }

    @Test
    void aClosedModelSaysSo() throws Exception {
        var model = RadFm.load(directory(), EngineOptions.defaults());
        model.close();
        model.close();
        assertThrows(
                IllegalStateException.class, () -> model.generate(Prompt.of(text("a")), SHORT));
    }

    @Test
    void theDescriptionNamesWhatTheManifestAndTheEngineSay() throws Exception {
        var directory = directory();
        try (var model = RadFm.load(directory, EngineOptions.defaults())) {
            var it = model.description();
            assertEquals("radfm-mini", it.name());
            assertEquals("3", it.version());
            assertTrue(it.trained());
            assertEquals("", it.notice());
            assertEquals(
                    Digests.sha256(directory.resolve("pytorch_model.bin")), it.weightsSha256());
            assertEquals("ONNX Runtime 1.29.0, DJL 0.38.0", it.engine());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.json", "config.json", "tokenizer.model", "pytorch_model.bin"})
    void aMissingFileIsNamed(String file) throws Exception {
        var directory = directory();
        Files.delete(directory.resolve(file));
        var refusal = load(directory);
        assertTrue(refusal.getMessage().contains(file), refusal.getMessage());
    }

    @Test
    void aFileOtherThanTheManifestsIsRefused() throws Exception {
        var directory = directory();
        Files.writeString(
                directory.resolve("config.json"),
                Files.readString(directory.resolve("config.json")) + "\n");
        assertEquals(
                "config.json is not the file that model.json names", load(directory).getMessage());
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() throws Exception {
        var directory = directory();
        configure(directory, "\"mlp_dim\": 96", "\"mlp_dim\": 64");
        var message = load(directory).getMessage();
        assertTrue(
                message.contains("embedding_layer.vision_encoder.transformer.layers.0.1.fn.net.0"),
                message);
        configure(directory, "\"mlp_dim\": 64", "\"mlp_dim\": 96");
        configure(directory, "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4");
        assertEquals(
                "pytorch_model.bin: tensor lang_model.model.layers.3.input_layernorm.weight is"
                        + " missing",
                load(directory).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"vision\"|\"visions\"|vision",
                "\"dim\": 48|\"dim\": 49|vision.dim",
                "\"dim\": 48|\"dim\": 2000000000|vision.dim",
                "\"heads\": 4|\"heads\": \"four\"|four",
                "\"vocab_size\": 320|\"vocab_size\": null|vocab_size",
                "\"vocab_size\": 320|\"vocab_size\": 321|vocabulary 321",
                "\"eos_token_id\": 2|\"eos_token_id\": 320|eos_token_id",
            })
    void aConfigurationThatCannotBeIsRefused(String from, String to, String named)
            throws Exception {
        var directory = directory();
        configure(directory, from, to);
        var message = load(directory).getMessage();
        assertTrue(message.contains(named), message);
    }

    private static MalformedModel load(Path directory) {
        return assertThrows(
                MalformedModel.class, () -> RadFm.load(directory, EngineOptions.defaults()));
    }

    private static Answer answer(RadFm model, Prompt prompt) {
        try {
            return model.generate(prompt, SHORT);
        } catch (UnusablePrompt e) {
            throw new AssertionError(e);
        }
    }

    private static Prompt.Text text(String text) {
        return new Prompt.Text(text);
    }

    private static Prompt.Scan scan(int height, int width, int depth, float value) {
        var values = new float[height * width * depth];
        Arrays.fill(values, value);
        return new Prompt.Scan(new ScanTensor(height, width, depth, values));
    }

    private Path directory() throws IOException {
        return MiniModel.in(folder);
    }

    private static void configure(Path directory, String from, String to) throws IOException {
        var file = directory.resolve("config.json");
        var text = Files.readString(file);
        assertTrue(text.contains(from), from);
        Files.writeString(file, text.replaceFirst(from, to));
        MiniModel.describe(directory);
    }
}
