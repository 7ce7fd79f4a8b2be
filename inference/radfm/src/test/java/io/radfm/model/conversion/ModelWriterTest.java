// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;

import io.radfm.model.Configuration;
import io.radfm.model.Configuration.Vision;
import io.radfm.model.Digests;
import io.radfm.model.Manifest;
import io.radfm.model.ScanTensor;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.Parameters.Parameter;
import io.radfm.model.checkpoint.Parameters.Role;
import io.radfm.model.checkpoint.Parameters.Start;
import io.radfm.model.checkpoint.SafeTensorsWriter;
import io.radfm.model.checkpoint.SafeTensorsWriter.Source;
import io.radfm.model.checkpoint.Tensor;
import io.radfm.model.conversion.WeightPlan.Target;
import io.radfm.model.engine.VisionEncoder;
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;
import io.radfm.model.graph.ReferenceDecoderGraph;
import io.radfm.model.graph.VisionGraph;
import io.radfm.model.quantization.Precision;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/// Model directories as they are written.
class ModelWriterTest {
    private static final Configuration SIZES = TestModels.sizes(300, 96, 250, 2, 3);

    @TempDir Path folder;

    /// What the list of parameters says is what the graphs use, no more and no less.
    @Test
    void theGraphsUseEveryParameterOfTheList() throws Exception {
        var model = folder.resolve("model");
        TestModels.write(model, SIZES, 1, TestModels.FP32);
        try (var weights = Checkpoint.open(model)) {
            var used = new TreeSet<String>();
            used.add(Parameters.EMBEDDINGS);
            used.add("embedding_layer.figure_token_weight");
            used.addAll(VisionGraph.write(SIZES, weights, false).weights().keySet());
            var language = SIZES.language();
            var decoder = GroupedDecoderGraph.write(language, weights, Linear.PACKED).weights();
            used.addAll(decoder.keySet());
            assertEquals(
                    decoder.keySet(),
                    ReferenceDecoderGraph.write(language, weights, Linear.WIDENED)
                            .weights()
                            .keySet());
            var listed = new TreeSet<String>();
            Parameters.of(SIZES).forEach(it -> listed.add(it.name()));
            assertEquals(listed, used);
            assertEquals(listed, new TreeSet<>(weights.tensors().keySet()));
        }
    }

    /// The authors' attention ends in a projection, unless it is one head of the full width.
    @Test
    void oneHeadOfTheFullWidthHasNoProjectionToLearn() throws Exception {
        var vision = new Vision(64, 32, 16, 4, 48, 2, 1, 48, 96, 3);
        var sizes = new Configuration(vision, SIZES.perceiver(), SIZES.language());
        var model = folder.resolve("model");
        TestModels.write(model, sizes, 1, TestModels.FP32);
        try (var weights = Checkpoint.open(model);
                var encoder = new VisionEncoder(sizes, weights, 1)) {
            var names = weights.tensors().keySet();
            assertTrue(
                    names.stream()
                            .noneMatch(
                                    it -> it.contains("vision_encoder") && it.contains("to_out")));
            var tokens = encoder.encode(new ScanTensor(32, 32, 8, new float[32 * 32 * 8]));
            assertEquals(8 * 96, tokens.length);
        }
    }

    /// The graph files stand on their own: another program opens them over the weights file.
    @ParameterizedTest
    @EnumSource(Precision.class)
    void theGraphFilesOfADirectoryRunWithoutOurCode(Precision precision) throws Exception {
        var model = folder.resolve("model");
        TestModels.write(model, SIZES, 2, new Target(precision, precision, 32));
        var values = new float[32 * 48 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 97 / 97f;
        }
        float[] wanted;
        try (var weights = Checkpoint.open(model);
                var vision = new VisionEncoder(SIZES, weights, 1)) {
            wanted = vision.encode(new ScanTensor(32, 48, 8, values));
        }
        var engine = OrtEnvironment.getEnvironment();
        try (var session = engine.createSession(model.resolve("vision.onnx").toString());
                var image =
                        OnnxTensor.createTensor(
                                engine, FloatBuffer.wrap(values), new long[] {1, 32, 48, 8});
                var result = session.run(Map.of("image", image))) {
            var tokens = ((OnnxTensor) result.get("tokens").orElseThrow()).getFloatBuffer();
            var actual = new float[tokens.remaining()];
            tokens.get(actual);
            assertArrayEquals(wanted, actual, 1e-6f);
        }
        for (var decoder : List.of("decoder.onnx", "decoder-standard.onnx")) {
            engine.createSession(model.resolve(decoder).toString()).close();
        }
    }

    @Test
    void theManifestHasTheDigestOfEveryOtherFile() throws Exception {
        var model = folder.resolve("model");
        TestModels.write(model, SIZES, 3, new Target(Precision.INT4, Precision.INT8, 128));
        var digests = Manifest.read(model).digests();
        try (var files = Files.list(model)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (!name.equals(Manifest.FILE)) {
                    assertEquals(Digests.sha256(file), digests.get(name), name);
                }
            }
        }
    }

    /// Whoever serves it need not be whoever converted it.
    @Test
    void aDirectoryHasThePermissionsOfAnyOther() throws Exception {
        var usual = Files.createDirectory(folder.resolve("usual"));
        var model = folder.resolve("model");
        TestModels.write(model, SIZES, 6, TestModels.FP32);
        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(model));
    }

    @Test
    void theSameSeedGivesTheSameBytesHoweverManyWorkOnIt() throws Exception {
        var digests = new TreeSet<String>();
        for (int threads : new int[] {1, 2, 7}) {
            var file = folder.resolve("weights-" + threads + ".safetensors");
            var target = new Target(Precision.INT4, Precision.INT4, 32);
            var sources = WeightPlan.of(SIZES, new RandomNumbers(5, 0.1), target);
            digests.add(SafeTensorsWriter.write(file, sources, threads, _ -> {}));
            assertEquals(digests.first(), Digests.sha256(file));
        }
        assertEquals(1, digests.size());
    }

    @Test
    void drawnNumbersHaveTheSpreadAskedForAndDependOnTheirPlaceAlone() {
        var it = new Parameter("a", new long[] {1000, 1000}, Start.NORMAL, Role.MATRIX);
        var numbers = new RandomNumbers(9, 0.02);
        var all = new float[1_000_000];
        numbers.read(it, 0, all.length, all);
        double sum = 0;
        double squares = 0;
        for (float value : all) {
            sum += value;
            squares += value * value;
        }
        assertEquals(0, sum / all.length, 1e-4);
        assertEquals(0.02, Math.sqrt(squares / all.length), 1e-4);
        var part = new float[10];
        numbers.read(it, 777_777, 10, part);
        for (int i = 0; i < part.length; i++) {
            assertEquals(all[777_777 + i], part[i]);
        }
    }

    /// However large the model, a few pieces are in memory.
    @Test
    void piecesAreMadeOnlyAFewAhead() throws Exception {
        var made = new AtomicInteger();
        var most = new ArrayList<Integer>();
        var pieces = new ArrayList<SafeTensorsWriter.Contents>();
        for (int i = 0; i < 200; i++) {
            pieces.add(
                    () -> {
                        made.incrementAndGet();
                        return ByteBuffer.allocate(64);
                    });
        }
        var source = new Source("x", ElementType.U8, new long[] {200 * 64}, pieces);
        SafeTensorsWriter.write(
                folder.resolve("x.safetensors"),
                List.of(source),
                2,
                written -> most.add(made.get() - (int) (written / 64)));
        assertTrue(most.stream().allMatch(ahead -> ahead <= 4), most.toString());
    }

    @Test
    void aPieceThatFailsLeavesNoFile() throws Exception {
        var source =
                new Source(
                        "x",
                        ElementType.U8,
                        new long[] {64},
                        () -> {
                            throw new IOException("disk on fire");
                        });
        var file = folder.resolve("x.safetensors");
        var refusal =
                assertThrows(
                        IOException.class,
                        () -> SafeTensorsWriter.write(file, List.of(source), 2, _ -> {}));
        assertEquals("disk on fire", refusal.getMessage());
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void sixteenBitWeightsComeThroughUnchanged() throws Exception {
        var half = folder.resolve("half");
        var target = new Target(Precision.FP16, Precision.FP16, 32);
        TestModels.write(half, SIZES, 4, target);
        try (var weights = Checkpoint.open(half)) {
            var numbers = new CheckpointNumbers(SIZES, weights);
            var file = folder.resolve("again.safetensors");
            SafeTensorsWriter.write(file, WeightPlan.of(SIZES, numbers, target), 2, _ -> {});
            assertEquals(-1, Files.mismatch(file, half.resolve("model.safetensors")));
            Tensor head = weights.require("lang_model.lm_head.weight", 300, 96);
            assertEquals(ElementType.F16, head.type());
        }
    }
}
