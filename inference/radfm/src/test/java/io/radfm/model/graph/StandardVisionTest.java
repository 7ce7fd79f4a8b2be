// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;

import io.radfm.model.Configuration;
import io.radfm.model.ScanTensor;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.engine.BoundModel;
import io.radfm.model.engine.VisionEncoder;

import org.junit.jupiter.api.Test;

import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/// The vision graph without any operator of ONNX Runtime's own.
class StandardVisionTest {
    private static final Path MINI = Path.of("src/test/resources/radfm-mini");

    @Test
    void givesTheTokensOfTheFusedGraph() throws Exception {
        var configuration = Configuration.read(MINI.resolve("config.json"));
        var sizes = configuration.vision();
        int side = 2 * sizes.patchSize();
        int depth = 3 * sizes.framePatchSize();
        var values = new float[side * side * depth];
        var random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        try (var weights = Checkpoint.open(MINI);
                var fused = new VisionEncoder(configuration, weights, 2)) {
            var wanted = fused.encode(new ScanTensor(side, side, depth, values));
            var graph = VisionGraph.writeStandard(configuration, weights);
            var nodes = new String(graph.structure(), StandardCharsets.ISO_8859_1);
            assertFalse(nodes.contains("MultiHeadAttention"));
            try (var model = new BoundModel(graph, 2, BoundModel.Memory.RETURNED);
                    var session = model.open();
                    var image =
                            OnnxTensor.createTensor(
                                    OrtEnvironment.getEnvironment(),
                                    FloatBuffer.wrap(values),
                                    new long[] {1, side, side, depth});
                    var result = session.run(Map.of(VisionGraph.IMAGE, image))) {
                var tokens = (OnnxTensor) result.get(VisionGraph.TOKENS).orElseThrow();
                var actual = tokens.getFloatBuffer();
                assertEquals(wanted.length, actual.remaining());
                for (int i = 0; i < wanted.length; i++) {
                    assertEquals(wanted[i], actual.get(i), 1e-5);
                }
            }
        }
    }
}
