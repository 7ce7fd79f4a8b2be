// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.device.CacheLayout;
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;
import io.radfm.model.onnx.OnnxGraph.Type;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// What a model of 13 G numbers takes on a GPU.
class MemoryPlanTest {
    private static final long GIB = 1L << 30;
    private static final long VISION = 130_000_000;
    private static final Gpu GPU = new Gpu(1, "NVIDIA A100", "8.0");

    @Test
    void theLanguageModelHasThirteenBillionNumbers() {
        // published: 13.016 G with the embedding table, which stays in the machine's memory
        long table = 32_000L * 5120;
        assertEquals(13_015_864_320L, MemoryPlan.languageNumbers(Sizes.RADFM.language()) + table);
    }

    @Test
    void aSlotIsTheLongestSequence() {
        var cache = CacheLayout.within(Sizes.RADFM.language(), Type.FLOAT16, 9, 0);
        assertEquals(819_200, cache.bytesPerPosition(), "0.8 MB per token");
        assertEquals(2112, cache.capacity());
        assertEquals(2112L * 819_200, cache.bytes());
    }

    @Test
    void inSixteenBitsItFitsAFortyGigabyteCardAndNoSmallerOne() {
        var plan = plan(Type.FLOAT16, 2 * GIB);
        assertEquals(Optional.empty(), plan.refusal(GPU, 39 * GIB));
        var reason = plan.refusal(GPU, 23 * GIB).orElseThrow();
        assertTrue(
                reason.matches(
                        "GPU 1 \\(NVIDIA A100\\): 2[89]\\.\\d GiB are needed \\(weights 24\\.4 GiB,"
                            + " keys and values 1\\.6 GiB, activations \\d\\.\\d GiB, CUDA 1\\.0"
                            + " GiB\\) and 23\\.0 GiB are free\\..*"),
                reason);
    }

    @Test
    void thirtyTwoBitsTakeTwiceTheWeights() {
        long half = plan(Type.FLOAT16, 0).weights() - 4 * VISION;
        assertEquals(2 * half, plan(Type.FLOAT, 0).weights() - 4 * VISION);
    }

    /// ONNX Runtime multiplies matrices of few bits as they are; the mini model has none.
    @Test
    void storedNumbersCountInTheTypeTheyAreComputedIn() throws Exception {
        var sizes = Configuration.read(Sizes.MINI.resolve("config.json")).language();
        try (var weights = Checkpoint.open(Sizes.MINI)) {
            var graph = GroupedDecoderGraph.write(sizes, weights, Linear.PACKED);
            long numbers = MemoryPlan.languageNumbers(sizes);
            assertEquals(numbers, graph.parameters());
            assertEquals(4 * numbers, MemoryPlan.packed(graph, Type.FLOAT));
            assertEquals(2 * numbers, MemoryPlan.packed(graph, Type.FLOAT16));
        }
    }

    @Test
    void itFitsExactlyOrNot() {
        var plan = new MemoryPlan(5, 4, 3, 2);
        assertEquals(14, plan.needed());
        assertTrue(plan.refusal(GPU, 14).isEmpty());
        assertTrue(plan.refusal(GPU, 13).isPresent());
    }

    private static MemoryPlan plan(Type type, long cacheBytes) {
        var cache = CacheLayout.within(Sizes.RADFM.language(), type, 9, cacheBytes);
        return MemoryPlan.of(Sizes.RADFM, VISION, cache, TensorRtBackend.PIECE);
    }
}
