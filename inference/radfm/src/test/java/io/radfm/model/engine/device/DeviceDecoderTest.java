// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.conversion.TestModels;
import io.radfm.model.engine.BoundModel;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;
import io.radfm.model.graph.StandardDecoderGraph;
import io.radfm.model.onnx.OnnxGraph.Type;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What is computed with a cache bound by address is what the pinned one computes. Here the device
/// is the CPU.
class DeviceDecoderTest {
    private static final Configuration SIZES = TestModels.sizes(300, 64, 176, 3, 4);
    private static final int HIDDEN = 64;
    private static final int VOCABULARY = 300;
    private static final int PIECE = 16;
    private static final long PLENTY = 1L << 30;

    @TempDir Path folder;
    private Checkpoint weights;

    @BeforeEach
    void open() throws Exception {
        TestModels.write(folder.resolve("m"), SIZES, 11, TestModels.FP32);
        weights = Checkpoint.open(folder.resolve("m"));
    }

    @AfterEach
    void close() {
        weights.close();
    }

    @ParameterizedTest
    @EnumSource(Placing.class)
    void logitsAreExactlyThoseOfThePinnedCache(Placing placing) throws Exception {
        var style = placing == Placing.GROUPED ? DecoderStyle.GROUPED : DecoderStyle.STANDARD;
        try (var pinned = style.open(SIZES.language(), weights, 2);
                var bound = open(placing, Type.FLOAT, 4)) {
            pinned.reserve(1, 500);
            bound.reserve(1, 500);
            var prompt = rows(PIECE, 1);
            assertArrayEquals(
                    floats(pinned.extend(0, prompt.duplicate(), 0, PIECE - 1)),
                    floats(bound.extend(0, prompt.duplicate(), 0, PIECE - 1)));
            for (int i = 0; i < 64; i++) {
                var row = rows(1, 100 + i);
                assertArrayEquals(
                        floats(pinned.step(new int[] {0}, row.duplicate())),
                        floats(bound.step(new int[] {0}, row.duplicate())));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GROUPED, FLOAT", "STANDARD, FLOAT", "STANDARD, FLOAT16", "GROUPED, FLOAT16"})
    void severalSequencesBranchAndLeaveAsInThePlainStyle(Placing placing, Type type)
            throws Exception {
        try (var plain = DecoderStyle.REFERENCE.open(SIZES.language(), weights, 2);
                var bound = open(placing, type, 4)) {
            var wanted = story(plain);
            var actual = story(bound);
            assertEquals(wanted.size(), actual.size());
            double allowed = type == Type.FLOAT ? 1e-4 : 0.05;
            for (int i = 0; i < wanted.size(); i++) {
                near(allowed, wanted.get(i), actual.get(i));
            }
        }
    }

    /// A prompt in several pieces, a branch, steps of some slots, one that leaves and another that
    /// comes.
    private static List<float[]> story(Decoder decoder) {
        var logits = new ArrayList<float[]>();
        decoder.reserve(4, 200);
        logits.add(floats(decoder.extend(0, rows(3 * PIECE + 5, 1), 2, 20, 21, 3 * PIECE + 4)));
        decoder.copy(0, 2, 40);
        logits.add(floats(decoder.extend(2, rows(3, 2), 2)));
        logits.add(floats(decoder.extend(3, rows(PIECE, 3), 0)));
        for (int i = 0; i < 5; i++) {
            logits.add(floats(decoder.step(new int[] {0, 2, 3}, rows(3, 10 + i))));
        }
        for (int i = 0; i < 3; i++) {
            logits.add(floats(decoder.step(new int[] {0, 3}, rows(2, 20 + i))));
        }
        decoder.rewind(2, 0);
        decoder.copy(3, 1, PIECE + 2);
        logits.add(floats(decoder.extend(2, rows(2, 30), 1)));
        logits.add(floats(decoder.step(new int[] {1, 2}, rows(2, 31))));
        assertEquals(PIECE + 3, decoder.position(1));
        assertEquals(3, decoder.position(2));
        return logits;
    }

    @Test
    void logitsOfNoRowCanBeAskedFor() throws Exception {
        try (var decoder = open(Placing.STANDARD, Type.FLOAT, 1)) {
            decoder.reserve(1, 100);
            assertEquals(0, decoder.extend(0, rows(20, 1)).remaining());
            assertEquals(20, decoder.position(0));
        }
    }

    @Test
    void theCacheHasAsManySlotsAsItsBoundAllows() {
        long position = 2L * 3 * HIDDEN * 4; // keys and values, layers, width, bytes
        var one = CacheLayout.within(SIZES.language(), Type.FLOAT, 9, 0);
        assertEquals(1, one.slots());
        assertEquals(576, one.capacity(), "512 positions and one more, in whole steps of 64");
        assertEquals(position, one.bytesPerPosition());
        assertEquals(576 * position, one.bytes());
        var three = CacheLayout.within(SIZES.language(), Type.FLOAT, 9, 4 * one.bytes() - 1);
        assertEquals(3, three.slots());
        var half = CacheLayout.within(SIZES.language(), Type.FLOAT16, 9, 4 * one.bytes() - 1);
        assertEquals(7, half.slots());
        assertEquals(9, CacheLayout.within(SIZES.language(), Type.FLOAT, 9, PLENTY).slots());
    }

    @Test
    void moreThanTheCacheHoldsIsRefused() throws Exception {
        try (var decoder = open(Placing.STANDARD, Type.FLOAT, 2)) {
            assertEquals(2, decoder.mostSlots());
            decoder.reserve(2, 512);
            assertThrows(ModelFailure.class, () -> decoder.reserve(3, 10));
            assertThrows(ModelFailure.class, () -> decoder.reserve(1, 10_000));
            assertEquals(2, decoder.slots());
            decoder.extend(0, rows(100, 1), 99);
            assertThrows(IllegalArgumentException.class, () -> decoder.rewind(0, 101));
            assertThrows(IllegalStateException.class, () -> decoder.extend(0, rows(476, 1), 0));
        }
    }

    private Decoder open(Placing placing, Type type, int slots) throws Exception {
        var layout = CacheLayout.within(SIZES.language(), type, slots, PLENTY);
        var graph =
                placing == Placing.GROUPED
                        ? GroupedDecoderGraph.write(SIZES.language(), weights, Linear.PACKED, type)
                        : StandardDecoderGraph.write(
                                SIZES.language(), weights, type, layout.capacity());
        var model = new BoundModel(graph, 2, BoundModel.Memory.KEPT);
        return new DeviceDecoder(
                layout,
                placing,
                BoundExecution.onHost(model),
                new HostMemory(),
                PIECE,
                model.parameters());
    }

    private static FloatBuffer rows(int count, int seed) {
        var random = new Random(seed);
        var rows =
                ByteBuffer.allocateDirect(4 * count * HIDDEN)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        for (int i = 0; i < rows.capacity(); i++) {
            rows.put(i, (float) random.nextGaussian());
        }
        return rows;
    }

    private static float[] floats(FloatBuffer buffer) {
        var values = new float[buffer.remaining()];
        buffer.get(values);
        assertEquals(0, values.length % VOCABULARY);
        return values;
    }

    private static void near(double allowed, float[] wanted, float[] actual) {
        assertEquals(wanted.length, actual.length);
        for (int i = 0; i < wanted.length; i++) {
            float a = wanted[i];
            float b = actual[i];
            assertTrue(Math.abs(a - b) <= allowed, () -> a + " and " + b);
        }
        assertTrue(Arrays.stream(range(wanted)).max().orElse(0) > 10 * allowed, "logits vary");
    }

    private static double[] range(float[] values) {
        var all = new double[values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i];
        }
        return all;
    }
}
