// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.radfm.model.Configuration;
import io.radfm.model.EngineOptions;
import io.radfm.model.GenerationOptions;
import io.radfm.model.Prompt;
import io.radfm.model.RadFm;
import io.radfm.model.tokenizer.Pieces;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A checkpoint is converted, looked at, and held against the authors' outputs; on the command
/// line.
class ModelCommandsTest {
    private static final Path MINI = Path.of("src/test/resources/radfm-mini");
    private static final String EXPECTED = MINI.resolve("expected.npz").toString();
    private static final String[] HEADS = {"--heads", "4", "--vision-heads", "4"};

    @TempDir Path folder;
    private String said;
    private String complaint;

    @BeforeEach
    void aTokenizerOfTheVocabulary() throws IOException {
        var pieces = IntStream.range(0, 320 - Pieces.FIRST).mapToObj(i -> "▁w" + i);
        Files.write(
                folder.resolve("tokenizer.model"),
                Pieces.of(pieces.toArray(String[]::new)).toBytes());
    }

    @Test
    void aConvertedCheckpointAnswersAndAgreesWithTheAuthorsModules() throws Exception {
        var model = folder.resolve("model");
        assertEquals(0, convert(model, "--name", "mini", "--model-version", "7"), complaint);
        assertTrue(said.startsWith("mini 7 (fp32) in " + model), said);
        assertEquals(
                List.of(
                        "config.json",
                        "decoder-standard.onnx",
                        "decoder.onnx",
                        "model.json",
                        "model.safetensors",
                        "tokenizer.model",
                        "vision.onnx"),
                names(model));

        assertEquals(0, verify(model), () -> said + complaint);
        assertTrue(said.contains("24 equal"), said);
        assertTrue(said.endsWith("agrees\n"), said);
        try (var loaded = RadFm.load(model, EngineOptions.defaults())) {
            assertEquals("fp32", loaded.description().precision());
            var answer =
                    loaded.generate(
                            Prompt.of(new Prompt.Text("w1")),
                            GenerationOptions.defaults().withMaxNewTokens(3));
            assertEquals(3, answer.newTokens());
        }
    }

    /// The authors' file has no configuration beside it; theirs is of the language model alone.
    @Test
    void sizesAreReadOffTheShapesWhenNobodyWroteThemDown() throws Exception {
        var source = Files.createDirectory(folder.resolve("bare"));
        Files.copy(MINI.resolve("pytorch_model.bin"), source.resolve("pytorch_model.bin"));
        Files.writeString(source.resolve("config.json"), "{\"hidden_size\": 4096}");
        var model = folder.resolve("model");
        assertEquals(2, run(new ModelConvert(), from(source, model)));
        assertTrue(complaint.contains("say how many there are with --heads"), complaint);

        var heads = new String[] {"--perceiver-heads", "4"};
        assertEquals(
                0, run(new ModelConvert(), from(source, model, join(HEADS, heads))), complaint);
        assertEquals(
                Configuration.read(MINI.resolve("config.json")),
                Configuration.read(model.resolve("config.json")));
        assertEquals(0, verify(model), () -> said + complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "fp16, 32, 0.01",
        "int8, 32, 0.1",
        "int8, 128, 0.2",
        "int4, 32, 1",
        "int4, 128, 1.5"
    })
    void fewerBitsCostAccuracyWithinABound(String precision, String block, double bound)
            throws Exception {
        var model = folder.resolve("model");
        assertEquals(0, convert(model, "--decoder", precision, "--block", block), complaint);
        assertEquals(1, verify(model, "--json"), "not within 1e-4");
        for (var it : json().path("cases")) {
            assertTrue(it.path("errors").path("perceiver").asDouble() < 1e-4, said);
            double error = it.path("errors").path("logits").asDouble();
            assertTrue(error > 1e-5 && error < bound, said);
        }
        assertEquals(0, inspect(model, "--json"));
        var wanted = precision.startsWith("int") ? precision + "/" + block : precision;
        assertEquals(wanted, json().path("precision").asText());
        try (var loaded = RadFm.load(model, EngineOptions.defaults())) {
            assertEquals(wanted, loaded.description().precision());
            assertEquals(json().path("parameters").asLong(), loaded.description().parameters());
        }
    }

    @Test
    void theHeadMayHaveAPrecisionOfItsOwn() throws Exception {
        var model = folder.resolve("model");
        assertEquals(0, convert(model, "--decoder", "int4", "--head", "fp16"), complaint);
        assertEquals(0, inspect(model, "--json"));
        for (var part : json().path("parts")) {
            switch (part.path("name").asText()) {
                case "output head", "embedding table" ->
                        assertEquals("f16", part.path("storedAs").asText());
                case "decoder matrices" -> assertEquals("int4/32", part.path("storedAs").asText());
                default -> assertEquals("f32", part.path("storedAs").asText());
            }
        }
    }

    @Test
    void inspectionShowsEveryPartAndNoticesAChangedFile() throws Exception {
        var model = folder.resolve("model");
        convert(model);
        assertEquals(0, inspect(model, "--check"), complaint);
        for (var part :
                List.of("vision encoder", "perceiver", "projection", "embedding table", "norms")) {
            assertTrue(said.contains(part), said);
        }
        assertTrue(said.contains("(intact)"), said);
        Files.writeString(
                model.resolve("config.json"), "\n", java.nio.file.StandardOpenOption.APPEND);
        assertEquals(1, inspect(model, "--check"));
        assertTrue(said.contains("(ANOTHER FILE)"), said);
    }

    @Test
    void aPlaceThatIsTakenIsLeftAlone() throws Exception {
        var taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("notes"), "mine");
        assertEquals(2, convert(taken));
        assertTrue(complaint.contains("is not empty"), complaint);
        assertEquals(List.of("notes"), names(taken));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_000_000, 2_024_600})
    void aTruncatedCheckpointIsRefusedAndNothingIsLeftBehind(int length) throws Exception {
        var bytes = Files.readAllBytes(MINI.resolve("pytorch_model.bin"));
        var source = folder.resolve("cut.bin");
        Files.write(source, Arrays.copyOf(bytes, length));
        assertEquals(2, run(new ModelConvert(), from(source, folder.resolve("model"))));
        assertTrue(complaint.contains("cut.bin"), complaint);
        assertEquals(List.of("cut.bin", "tokenizer.model"), names(folder));
    }

    @Test
    void aForeignCheckpointIsRefusedByTheTensorItLacks() throws Exception {
        var model = folder.resolve("model");
        convert(model);
        var bytes = Files.readAllBytes(model.resolve("model.safetensors"));
        var text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        var other = text.replace("perceiver.layers.1.0.to_kv", "perceiver.layers.1.0.to_kw");
        Files.write(
                model.resolve("model.safetensors"),
                other.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertEquals(2, run(new ModelConvert(), from(model, folder.resolve("again"))));
        assertTrue(
                complaint.contains(
                        "model.safetensors: tensor"
                                + " embedding_layer.perceiver.layers.1.0.to_kv.weight is missing"),
                complaint);
        assertFalse(Files.exists(folder.resolve("again")));
    }

    @Test
    void aWeightThatIsNoNumberIsNamed() throws Exception {
        var model = folder.resolve("model");
        convert(model);
        var file = model.resolve("model.safetensors");
        var bytes = Files.readAllBytes(file);
        for (int i = 0; i < 4; i++) { // the last weight becomes a NaN
            bytes[bytes.length - 1 - i] = -1;
        }
        Files.write(file, bytes);
        assertEquals(
                2,
                run(new ModelConvert(), from(model, folder.resolve("again"), "--decoder", "int4")));
        assertTrue(
                complaint.contains("tensor lang_model.lm_head.weight: NaN is no weight"),
                complaint);
        assertFalse(Files.exists(folder.resolve("again")));
    }

    @Test
    void fewBitsAreNotConvertedOnceMore() throws Exception {
        var model = folder.resolve("model");
        convert(model, "--decoder", "int8");
        assertEquals(2, run(new ModelConvert(), from(model, folder.resolve("again"))));
        assertTrue(complaint.contains("has few bits already"), complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--decoder=int3", "--block=64", "--head=fp8"})
    void anUnknownPrecisionIsRefused(String option) {
        assertEquals(2, convert(folder.resolve("model"), option));
        assertFalse(Files.exists(folder.resolve("model")));
    }

    @Test
    void aFileThatHoldsNoCasesVerifiesNothing() throws Exception {
        var model = folder.resolve("model");
        convert(model);
        assertEquals(
                2,
                run(
                        new ModelVerify(),
                        model.toString(),
                        "--expected",
                        folder + "/tokenizer.model"));
        assertTrue(complaint.contains("is no zip of arrays"), complaint);
    }

    private int convert(Path model, String... more) {
        return run(new ModelConvert(), from(MINI, model, more));
    }

    private int verify(Path model, String... more) {
        return run(
                new ModelVerify(),
                join(new String[] {model.toString(), "--expected", EXPECTED}, more));
    }

    private int inspect(Path model, String... more) {
        return run(new ModelInspect(), join(new String[] {model.toString()}, more));
    }

    private String[] from(Path source, Path model, String... more) {
        var tokenizer = folder.resolve("tokenizer.model").toString();
        return join(
                new String[] {
                    "--from", source.toString(), "--to", model.toString(), "--tokenizer", tokenizer
                },
                more);
    }

    private static String[] join(String[] first, String[] second) {
        var all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private int run(Object command, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status =
                new CommandLine(command)
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments);
        said = out.toString();
        complaint = err.toString();
        return status;
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(said);
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
