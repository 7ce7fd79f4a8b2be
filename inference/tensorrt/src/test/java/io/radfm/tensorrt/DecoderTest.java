// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.BoundModel;
import io.radfm.model.engine.Decoder;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.engine.device.BoundExecution;
import io.radfm.model.engine.device.CacheLayout;
import io.radfm.model.engine.device.DeviceDecoder;
import io.radfm.model.engine.device.Placing;
import io.radfm.model.generation.Embeddings;
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;
import io.radfm.model.graph.StandardDecoderGraph;
import io.radfm.model.onnx.OnnxGraph.Type;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;

/// The graphs that a GPU is given, with their cache in CUDA's memory, computed by ONNX Runtime on
/// the CPU: the memory is a simulated GPU's, which a CPU reads too.
class DecoderTest {
    private static final int TOKENS = 48;

    @TempDir Path folder;
    private CudaRuntime runtime;
    private Checkpoint weights;
    private Configuration configuration;

    @BeforeEach
    void open() throws Exception {
        runtime = Simulator.runtime(Simulator.library(folder));
        weights = Checkpoint.open(Sizes.MINI);
        configuration = Configuration.read(Sizes.MINI.resolve("config.json"));
    }

    @AfterEach
    void close() {
        weights.close();
    }

    @ParameterizedTest
    @EnumSource(Placing.class)
    void tokensAreThoseOfTheCpusDecoder(Placing placing) throws Exception {
        int[] wanted;
        try (var cpu = DecoderStyle.GROUPED.open(configuration.language(), weights, 1)) {
            wanted = Greedy.run(cpu, new Embeddings(configuration, weights), 0, TOKENS);
        }
        assertTrue(java.util.Arrays.stream(wanted).distinct().count() > 3, "it says something");
        try (var decoder = simulated(placing)) {
            var embeddings = new Embeddings(configuration, weights);
            assertArrayEquals(wanted, Greedy.run(decoder, embeddings, 0, TOKENS));
            decoder.rewind(0, 0);
            assertArrayEquals(wanted, Greedy.run(decoder, embeddings, 1, TOKENS));
        }
        assertEquals(Simulator.GPU_BYTES, free());
    }

    @Test
    void aCacheThatDoesNotFitLeavesTheGpuAsItWas() {
        long before = free();
        var failure =
                assertThrows(
                        ModelFailure.class,
                        () -> {
                            var cache =
                                    CacheLayout.within(
                                            configuration.language(), Type.FLOAT, 64, 1L << 40);
                            decoder(Placing.STANDARD, cache).close();
                        });
        assertTrue(failure.getMessage().startsWith("no GPU memory"), failure.getMessage());
        assertEquals(before, free());
    }

    private long free() {
        runtime.use(0);
        return runtime.memory().free();
    }

    private Decoder simulated(Placing placing) throws Exception {
        var cache = CacheLayout.within(configuration.language(), Type.FLOAT, 2, 8_000_000);
        return decoder(placing, cache);
    }

    private Decoder decoder(Placing placing, CacheLayout cache) throws Exception {
        var language = configuration.language();
        var graph =
                placing == Placing.STANDARD
                        ? StandardDecoderGraph.write(
                                language, weights, cache.type(), cache.capacity())
                        : GroupedDecoderGraph.write(
                                language, weights, Linear.packed(0), cache.type());
        var model = new BoundModel(graph, 1, BoundModel.Memory.KEPT);
        return new DeviceDecoder(
                cache,
                placing,
                BoundExecution.onHost(model),
                new CudaMemory(runtime, 0),
                16,
                model.parameters());
    }
}
