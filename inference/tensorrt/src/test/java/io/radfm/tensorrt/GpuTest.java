// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.radfm.model.Compute;
import io.radfm.model.Compute.Engine;
import io.radfm.model.Compute.Numbers;
import io.radfm.model.Configuration;
import io.radfm.model.EngineOptions;
import io.radfm.model.ScanTensor;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.Backend;
import io.radfm.model.engine.DecoderStyle;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.generation.Embeddings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// On a real GPU; skipped, with the reason, where there is none.
class GpuTest {
    private static final int TOKENS = 48;

    @TempDir Path folder;
    private Checkpoint weights;
    private Configuration configuration;

    @BeforeEach
    void open() throws Exception {
        weights = Checkpoint.open(Sizes.MINI);
        configuration = Configuration.read(Sizes.MINI.resolve("config.json"));
    }

    @AfterEach
    void close() {
        weights.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TENSORRT", "CUDA"})
    void inThirtyTwoBitsTokensAreThoseOfTheCpu(Engine engine) throws Exception {
        var opened = open(engine, Numbers.FP32);
        try (var decoder = opened.decoder();
                var vision = opened.vision()) {
            var embeddings = new Embeddings(configuration, weights);
            assertArrayEquals(onCpu(), Greedy.run(decoder, embeddings, 0, TOKENS));
            assertArrayEquals(onCpu(), Greedy.run(decoder, embeddings, 1, TOKENS));
            assertScan(vision);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void inSixteenBitsTheFirstTokensAreThoseOfTheCpu(Numbers numbers) throws Exception {
        var opened = open(Engine.TENSORRT, numbers);
        try (var decoder = opened.decoder();
                var _ = opened.vision()) {
            var tokens = Greedy.run(decoder, new Embeddings(configuration, weights), 0, TOKENS);
            assertEquals(onCpu()[0], tokens[0]);
        }
    }

    @Test
    void theSecondTimeEnginesComeFromDiskAndADamagedOneIsMadeAgain() throws Exception {
        closeAll(open(Engine.TENSORRT, Numbers.FP16));
        var engines = engines();
        assertEquals(2, engines.length, "decoder and vision");
        long first = Files.getLastModifiedTime(engines[0]).toMillis();
        closeAll(open(Engine.TENSORRT, Numbers.FP16));
        assertEquals(first, Files.getLastModifiedTime(engines[0]).toMillis());
        Files.write(engines[0], new byte[100]);
        closeAll(open(Engine.TENSORRT, Numbers.FP16));
        assertTrue(Files.size(engines[0]) > 100);
    }

    private Path[] engines() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toArray(Path[]::new);
        }
    }

    private static void closeAll(Backend.Opened opened) {
        opened.decoder().close();
        opened.vision().close();
    }

    private int[] onCpu() throws Exception {
        try (var cpu = DecoderStyle.GROUPED.open(configuration.language(), weights, 2)) {
            return Greedy.run(cpu, new Embeddings(configuration, weights), 0, TOKENS);
        }
    }

    private void assertScan(VisionEncoder vision) throws Exception {
        int side = 2 * configuration.vision().patchSize();
        int depth = 2 * configuration.vision().framePatchSize();
        var values = new float[side * side * depth];
        var random = new Random(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        var scan = new ScanTensor(side, side, depth, values);
        try (var cpu = new VisionEncoder(configuration, weights, 2)) {
            assertArrayEquals(cpu.encode(scan), vision.encode(scan), 1e-3f);
        }
    }

    private Backend.Opened open(Engine engine, Numbers numbers) throws IOException {
        var backend = engine == Engine.CUDA ? new CudaBackend() : new TensorRtBackend();
        var reason = backend.unavailable(0);
        assumeTrue(reason.isEmpty(), () -> "not run: " + reason.orElseThrow());
        var options =
                EngineOptions.defaults().withCompute(new Compute(engine, 0, numbers)).withBatch(2);
        return backend.open(new Backend.Order(configuration, weights, "mini", folder, options));
    }
}
