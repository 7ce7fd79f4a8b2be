// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.ScanTensor;
import io.radfm.model.UnusablePrompt;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.generation.Embeddings;
import io.radfm.model.verification.Npz;
import io.radfm.training.ModelInit;
import io.radfm.training.train.data.PatchedScans;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The graph that is trained and the engine that serves are the same model.
class AgreementTest {
    private static final double TOLERANCE = 1e-4;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void logitsAreThoseOfTheAuthorsModules(int number) throws Exception {
        try (var npz = new Npz(Models.MINI.resolve("expected.npz"));
                var model = Models.open(Models.MINI)) {
            var vision = npz.floats("case" + number + "_vision_x"); // [1, S, 3, H, W, D]
            int count = (int) vision.shape()[1];
            int length = vision.values().length / count;
            var scans = new ArrayList<ScanTensor>();
            for (int i = 0; i < count; i++) {
                scans.add(
                        new ScanTensor(
                                (int) vision.shape()[3],
                                (int) vision.shape()[4],
                                (int) vision.shape()[5],
                                Arrays.copyOfRange(vision.values(), i * length, (i + 1) * length)));
            }
            var ids = npz.integers("case" + number + "_input_ids");
            assertClose(
                    npz.floats("case" + number + "_logits").values(),
                    model.logits(batch(model.configuration(), scans, ids)));
        }
    }

    /// Grey scans and repeated slices take the short way in training, and the long one in serving.
    @Test
    void logitsOfTheTinyModelAreThoseOfTheServingEngine() throws Exception {
        ModelInit.tiny(folder.resolve("tiny"), 5);
        var picture = random(64, 64, 1, 1);
        var volume = random(64, 48, 16, 2);
        try (var model = Models.open(folder.resolve("tiny"))) {
            for (var scans :
                    List.of(List.of(picture, picture), List.of(volume), List.of(volume, picture))) {
                var ids = prompt(model.configuration(), scans.size());
                assertClose(
                        served(folder.resolve("tiny"), scans, ids),
                        model.logits(batch(model.configuration(), scans, ids)));
            }
        }
    }

    private static float[] served(Path directory, List<ScanTensor> scans, int[] ids)
            throws IOException, UnusablePrompt {
        var configuration = Configuration.read(directory.resolve("config.json"));
        try (var weights = Checkpoint.open(directory);
                var vision = new VisionEncoder(configuration, weights, 2);
                var decoder = DecoderStyle.GROUPED.open(configuration.language(), weights, 2)) {
            var rows = new ArrayList<float[]>();
            for (var scan : scans) {
                int slices = configuration.vision().framePatchSize();
                rows.add(vision.encode(PatchedScans.repeated(scan, slices)));
            }
            var embeddings = new Embeddings(configuration, weights).rows(ids, rows);
            decoder.reserve(1, ids.length);
            var logits = decoder.extend(0, embeddings, LongStream.range(0, ids.length).toArray());
            var values = new float[logits.remaining()];
            logits.get(values);
            return values;
        }
    }

    /// One sequence of which every position is asked for.
    private static Batch batch(Configuration configuration, List<ScanTensor> scans, int[] ids) {
        return new Batch(
                PatchedScans.of(configuration, scans),
                1,
                ids.length,
                IntStream.of(ids).asLongStream().toArray(),
                LongStream.range(0, ids.length).toArray(),
                new long[ids.length],
                new float[ids.length]);
    }

    private static int[] prompt(Configuration configuration, int scans) {
        int vocabulary = configuration.language().vocabSize();
        int latents = configuration.perceiver().numLatents();
        var ids = IntStream.builder().add(1);
        for (int scan = 0; scan < scans; scan++) {
            ids.add(vocabulary);
            for (int j = 0; j < latents; j++) {
                ids.add(vocabulary + 2 + scan * latents + j);
            }
            ids.add(vocabulary + 1).add(300 + scan).add(17);
        }
        return ids.build().toArray();
    }

    private static ScanTensor random(int height, int width, int depth, long seed) {
        var random = new Random(seed);
        var values = new float[height * width * depth];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new ScanTensor(height, width, depth, values);
    }

    private static void assertClose(float[] wanted, float[] actual) {
        assertEquals(wanted.length, actual.length);
        double worst = 0;
        for (int i = 0; i < wanted.length; i++) {
            worst = Math.max(worst, Math.abs(wanted[i] - actual[i]));
        }
        double found = worst;
        assertTrue(worst <= TOLERANCE, () -> "logits differ by " + found);
    }
}
