// SPDX-License-Identifier: Apache-2.0
package io.radfm.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Answer;
import io.radfm.model.Configuration;
import io.radfm.model.EngineOptions;
import io.radfm.model.GenerationOptions;
import io.radfm.model.Prompt;
import io.radfm.model.RadFm;
import io.radfm.model.ScanTensor;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.DecoderStyle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.FloatBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Models nobody has trained yet: made, loaded and asked.
class ModelInitTest {
    @TempDir Path folder;

    @Test
    void theTinyModelTakesPicturesAndVolumesAndAnswers() throws Exception {
        ModelInit.tiny(folder, 7);
        try (var model = RadFm.load(folder, EngineOptions.defaults())) {
            var answer = ask(model, 64, 64, 8);
            assertEquals(
                    answer.tokenIds(), ask(model, 64, 64, 8).tokenIds(), "greedy is repeatable");
            assertFalse(ask(model, 64, 48, 32).tokenIds().isEmpty());
            assertEquals(
                    1 + 18 + 18, model.promptTokens(Prompt.of(scan(64, 64, 8), scan(64, 64, 16))));
        }
    }

    @Test
    void bothStylesGiveTheSameTokens() throws Exception {
        ModelInit.make(ModelSize.MINI, folder, 3);
        List<Integer> reference;
        try (var model =
                RadFm.load(folder, EngineOptions.defaults().withStyle(DecoderStyle.REFERENCE))) {
            reference = ask(model, 64, 48, 32).tokenIds();
        }
        try (var model = RadFm.load(folder, EngineOptions.defaults())) {
            assertEquals(reference, ask(model, 64, 48, 32).tokenIds());
        }
    }

    @Test
    void anUntrainedModelSaysSo() throws Exception {
        ModelInit.tiny(folder, 1);
        try (var model = RadFm.load(folder, EngineOptions.defaults())) {
            var it = model.description();
            assertFalse(it.trained());
            assertEquals("untrained model: text is noise", it.notice());
            assertEquals("radfm-tiny", it.name());
            assertEquals("untrained-1", it.version());
            assertEquals("fp32", it.precision());
            assertTrue(it.engine().startsWith("ONNX Runtime 1."), it.engine());
            assertTrue(it.weightsSha256().matches("[0-9a-f]{64}"));
            try (var weights = Checkpoint.open(folder)) {
                assertEquals(
                        weights.tensors().values().stream().mapToLong(t -> t.elements()).sum(),
                        it.parameters(),
                        "every tensor is used, and used once");
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOtherWeights() throws Exception {
        var first = folder.resolve("first");
        var again = folder.resolve("again");
        var other = folder.resolve("other");
        ModelInit.tiny(first, 5);
        ModelInit.tiny(again, 5);
        ModelInit.tiny(other, 6);
        for (var file :
                List.of("config.json", "tokenizer.model", "model.safetensors", "model.json")) {
            assertArrayEquals(bytes(first, file), bytes(again, file), file);
        }
        assertArrayEquals(bytes(first, "tokenizer.model"), bytes(other, "tokenizer.model"));
        assertNotEquals(-1, Files.mismatch(weights(first), weights(other)));
    }

    @Test
    void weightsAreNormalWithSpread2PercentAndNormsAreOne() throws Exception {
        ModelInit.make(ModelSize.MINI, folder, 9);
        try (var checkpoint = Checkpoint.open(folder)) {
            var table = checkpoint.tensors().get("lang_model.model.embed_tokens.weight");
            var values = FloatBuffer.allocate((int) table.elements());
            for (long row = 0; row < table.shape()[0]; row++) {
                table.row(row, values);
            }
            double sum = 0;
            double squares = 0;
            for (float value : values.array()) {
                sum += value;
                squares += (double) value * value;
            }
            int count = values.capacity();
            assertEquals(0, sum / count, 0.001);
            assertEquals(0.02, Math.sqrt(squares / count), 0.001);
        }
    }

    @Test
    void aModelIsNeverWrittenOverButAHalfWrittenOneIs() throws Exception {
        ModelInit.tiny(folder, 1);
        assertThrows(FileAlreadyExistsException.class, () -> ModelInit.tiny(folder, 2));
        Files.delete(folder.resolve("model.json"));
        ModelInit.tiny(folder, 2);
        RadFm.load(folder, EngineOptions.defaults()).close();
    }

    @Test
    void theCommandTakesItsOwnCorpus() throws Exception {
        var text = folder.resolve("text.txt");
        Files.writeString(text, "lunge lunge lunge\nLeber Leber größer größer\n");
        var out = new StringWriter();
        int exit =
                new CommandLine(new ModelInit())
                        .setOut(new PrintWriter(out, true))
                        .execute(
                                "--to",
                                folder.resolve("model").toString(),
                                "--size",
                                "mini",
                                "--corpus",
                                text.toString());
        assertEquals(0, exit);
        assertTrue(out.toString().contains("untrained model: text is noise"), out.toString());
        var sizes = Configuration.read(folder.resolve("model/config.json"));
        assertTrue(sizes.language().vocabSize() < 300, "a small text gives few pieces");
    }

    @Test
    void theCommandRefusesAnUnknownSizeAndAFullDirectory() throws Exception {
        var line = new CommandLine(new ModelInit()).setErr(new PrintWriter(new StringWriter()));
        var to = folder.resolve("model").toString();
        assertEquals(2, line.execute("--to", to, "--size", "huge"));
        assertFalse(Files.exists(folder.resolve("model")));
        ModelInit.make(ModelSize.MINI, folder, 1);
        assertEquals(2, line.execute("--to", folder.toString()));
    }

    private static Answer ask(RadFm model, int height, int width, int depth) throws Exception {
        var prompt =
                Prompt.of(
                        scan(height, width, depth),
                        new Prompt.Text("Please write a report of these scans."));
        return model.generate(prompt, GenerationOptions.defaults().withMaxNewTokens(30));
    }

    private static Prompt.Scan scan(int height, int width, int depth) {
        var values = new float[height * width * depth];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 2654435761L & 0xffff) / 65535f;
        }
        return new Prompt.Scan(new ScanTensor(height, width, depth, values));
    }

    private static Path weights(Path model) {
        return model.resolve("model.safetensors");
    }

    private static byte[] bytes(Path model, String file) throws IOException {
        return Files.readAllBytes(model.resolve(file));
    }
}
