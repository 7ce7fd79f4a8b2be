// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.conversion.TestModels;
import io.radfm.model.conversion.WeightPlan.Target;
import io.radfm.model.quantization.Precision;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Every style computes what the plain one computes: at several sizes and precisions, alone and in
/// a batch, prompt and steps.
class DecoderStylesTest {
    private static final int PROMPT = 37;
    private static final int OTHER_PROMPT = 11;
    private static final int STEPS = 12;

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}: {1}, {2}, {3} layers, {4} heads")
    @CsvSource({
        "FP32, 64, 176, 3, 4",
        "FP32, 96, 250, 2, 3",
        "FP32, 256, 688, 2, 2",
        "FP16, 64, 176, 3, 4",
        "INT8, 96, 250, 2, 3",
        "INT4, 64, 176, 3, 4",
        "INT4, 256, 688, 2, 2",
    })
    void allStylesAgreeAloneAndInABatch(
            Precision precision, int hidden, int wide, int layers, int heads) throws Exception {
        var sizes = TestModels.sizes(500, hidden, wide, layers, heads);
        TestModels.write(folder.resolve("m"), sizes, 7, new Target(precision, precision, 32));
        try (var weights = Checkpoint.open(folder.resolve("m"))) {
            var plain = run(DecoderStyle.REFERENCE, sizes, weights, false);
            double spread = deviation(plain);
            // the product of few bits rounds activations to 8 bits as well, the others do not
            double rounded = precision.isPacked() ? 0.08 * spread : 1e-4;
            for (boolean batched : new boolean[] {false, true}) {
                near(1e-4, plain, run(DecoderStyle.STANDARD, sizes, weights, batched));
                near(rounded, plain, run(DecoderStyle.GROUPED, sizes, weights, batched));
                near(
                        0.04 * spread,
                        plain,
                        run(DecoderStyle.STANDARD_HALF, sizes, weights, batched));
            }
        }
    }

    /// What rounding the weights costs, in units of the logits' own spread.
    @ParameterizedTest
    @CsvSource({
        "FP16, 32, 0.002, 0.98",
        "INT8, 32, 0.04, 0.9",
        "INT8, 128, 0.05, 0.9",
        "INT4, 32, 0.25, 0.4",
        "INT4, 128, 0.33, 0.3",
    })
    void roundingErrorsStayWithinTheirBounds(
            Precision precision, int block, double error, double agreement) throws Exception {
        var sizes = TestModels.sizes(1000, 256, 640, 4, 4);
        TestModels.write(folder.resolve("exact"), sizes, 3, TestModels.FP32);
        TestModels.write(folder.resolve("few"), sizes, 3, new Target(precision, precision, block));
        try (var exact = Checkpoint.open(folder.resolve("exact"));
                var few = Checkpoint.open(folder.resolve("few"))) {
            var wanted = run(DecoderStyle.GROUPED, sizes, exact, false);
            var actual = run(DecoderStyle.GROUPED, sizes, few, false);
            double relative = rootMeanSquare(wanted, actual) / deviation(wanted);
            double same = sameTokens(wanted, actual, sizes.language().vocabSize());
            var found = "error " + relative + ", same tokens " + same;
            assertTrue(relative < error && same >= agreement, found);
            assertTrue(relative > error / 20, "a bound that means something: " + found);
        }
    }

    @Test
    void aLongCacheThatWasUsedBeforeChangesNothing() throws Exception {
        var sizes = TestModels.sizes(300, 64, 176, 2, 4);
        TestModels.write(folder.resolve("m"), sizes, 5, TestModels.FP32);
        try (var weights = Checkpoint.open(folder.resolve("m"))) {
            for (var style : DecoderStyle.values()) {
                try (var decoder = style.open(sizes.language(), weights, 2)) {
                    decoder.reserve(2, 300);
                    var first = story(decoder, sizes);
                    decoder.rewind(0, 0);
                    decoder.extend(0, rows(sizes, 250, 99), 0);
                    decoder.rewind(0, 0);
                    near(1e-6, first, story(decoder, sizes));
                }
            }
        }
    }

    /// A prompt and steps of one sequence; in a batch another, shorter one runs beside it.
    private static float[] run(
            DecoderStyle style, Configuration sizes, Checkpoint weights, boolean batched)
            throws Exception {
        try (var decoder = style.open(sizes.language(), weights, 2)) {
            decoder.reserve(batched ? 2 : 1, PROMPT + STEPS + 1);
            if (!batched) {
                return story(decoder, sizes);
            }
            decoder.extend(0, rows(sizes, OTHER_PROMPT, 4), OTHER_PROMPT - 1);
            var logits = new ArrayList<float[]>();
            logits.add(floats(decoder.extend(1, rows(sizes, PROMPT, 1), PROMPT - 1)));
            for (int i = 0; i < STEPS; i++) {
                var both = joined(rows(sizes, 1, 100 + i), rows(sizes, 1, 10 + i));
                var given = floats(decoder.step(new int[] {0, 1}, both));
                logits.add(Arrays.copyOfRange(given, given.length / 2, given.length));
            }
            assertEquals(PROMPT + STEPS, decoder.position(1));
            assertEquals(OTHER_PROMPT + STEPS, decoder.position(0));
            return joined(logits);
        }
    }

    private static float[] story(Decoder decoder, Configuration sizes) {
        var logits = new ArrayList<float[]>();
        logits.add(floats(decoder.extend(0, rows(sizes, PROMPT, 1), PROMPT - 1)));
        for (int i = 0; i < STEPS; i++) {
            logits.add(floats(decoder.step(new int[] {0}, rows(sizes, 1, 10 + i))));
        }
        return joined(logits);
    }

    private static FloatBuffer rows(Configuration sizes, int count, int seed) {
        var random = new Random(seed);
        var rows = Tensors.direct(4 * count * sizes.language().hiddenSize()).asFloatBuffer();
        for (int i = 0; i < rows.capacity(); i++) {
            rows.put(i, (float) random.nextGaussian());
        }
        return rows;
    }

    private static FloatBuffer joined(FloatBuffer a, FloatBuffer b) {
        var both = Tensors.direct(4 * (a.remaining() + b.remaining())).asFloatBuffer();
        return both.put(a).put(b).flip();
    }

    private static float[] joined(List<float[]> parts) {
        var all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static float[] floats(FloatBuffer buffer) {
        var values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static void near(double tolerance, float[] wanted, float[] actual) {
        assertEquals(wanted.length, actual.length);
        double worst = 0;
        for (int i = 0; i < wanted.length; i++) {
            worst = Math.max(worst, Math.abs(wanted[i] - actual[i]));
        }
        double found = worst;
        assertTrue(worst <= tolerance, () -> "differs by " + found + ", allowed " + tolerance);
    }

    private static double deviation(float[] values) {
        return rootMeanSquare(values, new float[values.length]);
    }

    private static double rootMeanSquare(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (double) (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }

    private static double sameTokens(float[] a, float[] b, int vocabulary) {
        int same = 0;
        int rows = a.length / vocabulary;
        for (int at = 0; at < a.length; at += vocabulary) {
            same += highest(a, at, vocabulary) == highest(b, at, vocabulary) ? 1 : 0;
        }
        return same / (double) rows;
    }

    private static int highest(float[] values, int at, int count) {
        int best = at;
        for (int i = at; i < at + count; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best - at;
    }
}
