// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.training.ModelSize;
import io.radfm.training.sample.Npy;

import org.junit.jupiter.api.Test;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/// Scans of a data set, as a model of 64 × 64 × 32 in patches of 16 × 16 × 4 takes them.
class ModelTensorsTest {
    private final ModelTensors tensors = new ModelTensors(ModelSize.MINI.configuration().vision());

    @Test
    void aSizeTheModelTakesIsKept() {
        var scan = scan(3, 32, 48, 8);
        var tensor = tensors.of(scan, 8);

        assertEquals(List.of(32, 48, 8), List.of(tensor.height(), tensor.width(), tensor.depth()));
        assertTrue(
                IntStream.range(0, scan.values())
                        .allMatch(i -> scan.value(i) == tensor.values().get(i)));
    }

    @Test
    void anotherSizeIsResampledToTheModels() {
        var scan = scan(1, 128, 40, 1); // 40 is no multiple of 16, 128 is too large
        var tensor = tensors.of(scan, 4);

        assertEquals(List.of(64, 64, 4), List.of(tensor.height(), tensor.width(), tensor.depth()));
        int row = 10; //     is row 20
        int column = 33; //  is column ⌊33 · 40/64⌋ = 20
        assertEquals(scan.value(20 * 40 + 20), tensor.values().get((row * 64 + column) * 4 + 3));
    }

    @Test
    void theDepthIsTheNearestMultipleToTheDeepestOfTheSample() {
        assertEquals(4, tensors.depth(List.of(scan(1, 16, 16, 1))));
        assertEquals(8, tensors.depth(List.of(scan(1, 16, 16, 10), scan(1, 16, 16, 2))));
        assertEquals(32, tensors.depth(List.of(scan(1, 16, 16, 100))));
        assertEquals(4, tensors.depth(List.of()));
    }

    @Test
    void greyHasTheSizeOfTheScanItStandsFor() {
        var tensor = tensors.grey(scan(3, 32, 32, 8), 8);
        assertEquals(
                List.of(1, 32, 32, 8),
                List.of(tensor.channels(), tensor.height(), tensor.width(), tensor.depth()));
        assertEquals(0.5f, tensor.values().get(77));
    }

    private static Npy.Array scan(int channels, int height, int width, int depth) {
        var values = FloatBuffer.allocate(channels * height * width * depth);
        for (int i = 0; values.hasRemaining(); i++) {
            values.put(i * 37 % 256 / 255f);
        }
        return Npy.Array.ofBytes(new int[] {channels, height, width, depth}, values.flip());
    }
}
