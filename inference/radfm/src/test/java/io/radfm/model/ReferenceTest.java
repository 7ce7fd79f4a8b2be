// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Answer.StopReason;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.engine.VisionStages;
import io.radfm.model.generation.Context;
import io.radfm.model.generation.Embeddings;
import io.radfm.model.generation.Generated;
import io.radfm.model.generation.Scheduler;
import io.radfm.model.generation.Sequence;
import io.radfm.model.graph.VisionGraph;
import io.radfm.model.verification.Npz;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// Every stage of the model, held against outputs of the authors' vision modules and a plain LLaMA
/// at a small size.
class ReferenceTest {
    private static final double TOLERANCE = 1e-4;
    private static final Path MINI = Path.of("src/test/resources/radfm-mini");
    private static final int CASES = 3;

    private static Npz expected;
    private static Checkpoint weights;
    private static Configuration configuration;
    private static VisionEncoder vision;

    @BeforeAll
    static void open() throws IOException {
        expected = new Npz(MINI.resolve("expected.npz"));
        weights = Checkpoint.open(MINI);
        configuration = Configuration.read(MINI.resolve("config.json"));
        vision = new VisionEncoder(configuration, weights, 2);
    }

    @AfterAll
    static void close() throws IOException {
        vision.close();
        weights.close();
        expected.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyVisionStageIsTheReferences(int number) throws Exception {
        try (var probe = new VisionStages(configuration, weights, 2)) {
            var scans = scans(number);
            for (int i = 0; i < scans.size(); i++) {
                var outputs = probe.run(scans.get(i));
                for (var stage : List.of("pos_embedding", "vision_encoder", "perceiver")) {
                    assertClose(stage, part(number, stage, i, scans.size()), outputs.get(stage));
                }
                assertClose(
                        "tokens",
                        part(number, "image_tokens", i, scans.size()),
                        outputs.get(VisionGraph.TOKENS));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theServingEncoderGivesTheReferencesImageTokensAndEmbeddings(int number) throws Exception {
        var tokens = encode(number);
        for (int i = 0; i < tokens.size(); i++) {
            assertClose(
                    "image_tokens", part(number, "image_tokens", i, tokens.size()), tokens.get(i));
        }
        var rows = new Embeddings(configuration, weights).rows(ids(number), tokens);
        var actual = new float[rows.remaining()];
        rows.get(actual);
        assertClose("inputs_embeds", array(number, "inputs_embeds"), actual);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDARD_HALF")
    void logitsAtEveryPositionAreTheReferences(DecoderStyle style) throws Exception {
        try (var decoder = style.open(configuration.language(), weights, 2)) {
            for (int number = 0; number < CASES; number++) {
                int length = ids(number).length;
                decoder.reserve(1, length);
                decoder.rewind(0, 0);
                var logits =
                        decoder.extend(
                                0,
                                direct(array(number, "inputs_embeds")),
                                LongStream.range(0, length).toArray());
                var actual = new float[logits.remaining()];
                logits.get(actual);
                assertClose("logits", array(number, "logits"), actual);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDARD_HALF")
    void greedyIdsAreTheReferencesAllCasesAtOnce(DecoderStyle style) throws Exception {
        try (var decoder = style.open(configuration.language(), weights, 2)) {
            var scheduler =
                    new Scheduler(
                            configuration.language(),
                            new Embeddings(configuration, weights),
                            decoder,
                            CASES,
                            1 << 30);
            var told = new ArrayList<List<Integer>>();
            var answers = new ArrayList<CompletableFuture<Generated>>();
            for (int number = 0; number < CASES; number++) {
                var tokens = new ArrayList<Integer>();
                told.add(tokens);
                var sequence =
                        new Sequence(
                                ids(number),
                                GenerationOptions.defaults().withMaxNewTokens(24),
                                Optional.empty(),
                                tokens::add);
                answers.add(sequence.done());
                scheduler.add(new Context(Priority.ROUTINE, rows(number), List.of(sequence)));
            }
            while (scheduler.turn()) {}
            for (int number = 0; number < CASES; number++) {
                var generated = answers.get(number).get(0, TimeUnit.SECONDS);
                assertEquals(StopReason.MAX_NEW_TOKENS, generated.stop());
                assertEquals(generated.tokens(), told.get(number));
                assertArrayEquals(
                        expected.integers("case" + number + "_generated"),
                        generated.tokens().stream().mapToInt(Integer::intValue).toArray());
            }
        }
    }

    /// A prompt fed in pieces fills the cache as one fed at once.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDARD_HALF")
    void aPromptInPiecesGivesTheSameLogits(DecoderStyle style) throws Exception {
        int hidden = configuration.language().hiddenSize();
        int vocabulary = configuration.language().vocabSize();
        var all = array(1, "inputs_embeds");
        int length = ids(1).length;
        try (var decoder = style.open(configuration.language(), weights, 1)) {
            decoder.reserve(1, length);
            for (int at = 0; at < length; ) {
                int count = Math.min(1 + at, length - at);
                var piece = Arrays.copyOfRange(all, at * hidden, (at + count) * hidden);
                var logits = decoder.extend(0, direct(piece), count - 1);
                at += count;
                var actual = new float[vocabulary];
                logits.get(actual);
                var wanted =
                        Arrays.copyOfRange(
                                array(1, "logits"), (at - 1) * vocabulary, at * vocabulary);
                assertClose("logits at " + (at - 1), wanted, actual);
            }
            assertEquals(length, decoder.position(0));
        }
    }

    @Test
    void aGreyScanIsTheSameScanInThreeEqualChannels() throws Exception {
        var colour = scans(0).getFirst();
        var grey = new float[colour.height() * colour.width() * colour.depth()];
        colour.values().get(0, grey);
        var repeated = new float[3 * grey.length];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(grey, 0, repeated, channel * grey.length, grey.length);
        }
        assertArrayEquals(vision.encode(scan(colour, repeated)), vision.encode(scan(colour, grey)));
    }

    private static ScanTensor scan(ScanTensor like, float[] values) {
        return new ScanTensor(like.height(), like.width(), like.depth(), values);
    }

    private static List<Context.Scan> rows(int number) throws IOException {
        return scans(number).stream()
                .<Context.Scan>map(scan -> () -> Optional.of(vision.encode(scan)))
                .toList();
    }

    private static List<float[]> encode(int number) throws UnusablePrompt, IOException {
        var tokens = new ArrayList<float[]>();
        for (var scan : scans(number)) {
            tokens.add(vision.encode(scan));
        }
        return tokens;
    }

    /// `vision_x [1, S, 3, H, W, D]` as S scans.
    private static List<ScanTensor> scans(int number) throws IOException {
        var all = expected.floats("case" + number + "_vision_x");
        int count = (int) all.shape()[1];
        int length = all.values().length / count;
        var scans = new ArrayList<ScanTensor>();
        for (int i = 0; i < count; i++) {
            scans.add(
                    new ScanTensor(
                            (int) all.shape()[3],
                            (int) all.shape()[4],
                            (int) all.shape()[5],
                            FloatBuffer.wrap(all.values(), i * length, length)));
        }
        return scans;
    }

    private static int[] ids(int number) throws IOException {
        return expected.integers("case" + number + "_input_ids");
    }

    private static float[] array(int number, String stage) throws IOException {
        return expected.floats("case" + number + "_" + stage).values();
    }

    private static float[] part(int number, String stage, int index, int count) throws IOException {
        var all = array(number, stage);
        int length = all.length / count;
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }

    private static FloatBuffer direct(float[] values) {
        var buffer =
                ByteBuffer.allocateDirect(4 * values.length)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        return buffer.put(values).flip();
    }

    private static void assertClose(String stage, float[] wanted, float[] actual) {
        assertEquals(wanted.length, actual.length, stage);
        double worst = 0;
        for (int i = 0; i < wanted.length; i++) {
            worst = Math.max(worst, Math.abs(wanted[i] - actual[i]));
        }
        double found = worst;
        assertTrue(worst <= TOLERANCE, () -> stage + " differs by " + found);
    }
}
