// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.SafeTensorsWriter;
import io.radfm.model.checkpoint.SafeTensorsWriter.Source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

class LowRankTest {
    private static final Optional<Weights.LowRank> RANK_4 = Optional.of(new Weights.LowRank(4, 8));
    private static final String MATRIX = "lang_model.model.layers.1.mlp.up_proj.weight";

    @TempDir private Path folder;

    @Test
    void beforeTheFirstStepNothingIsDifferent() throws Exception {
        try (var plain = Models.open(Models.MINI);
                var adapted = Models.open(Models.MINI, RANK_4)) {
            assertArrayEquals(plain.logits(text()), adapted.logits(text()), 1e-6f);
        }
    }

    @Test
    void theLanguageModelItselfIsNotTrained() throws Exception {
        try (var adapted = Models.open(Models.MINI, RANK_4)) {
            var trained = adapted.weights().trained();
            assertFalse(trained.contains(MATRIX));
            assertFalse(trained.contains(Parameters.EMBEDDINGS));
            assertTrue(trained.contains(MATRIX + ".lora_a"));
            assertTrue(trained.contains("embedding_layer.fc.weight"));
        }
    }

    /// A model written with its low-rank matrices merged answers as the one that was trained.
    @Test
    void mergedWeightsGiveTheSameLogits() throws Exception {
        float[] trained;
        try (var adapted = Models.open(Models.MINI, RANK_4)) {
            var before = adapted.logits(text());
            var random = new Random(3);
            adapted.weights()
                    .forEachTrained(
                            (name, array) -> {
                                if (name.endsWith(".lora_b")) {
                                    var b = new float[(int) array.size()];
                                    for (int i = 0; i < b.length; i++) {
                                        b[i] = 0.1f * (float) random.nextGaussian();
                                    }
                                    adapted.weights().restore(name, b);
                                }
                            });
            trained = adapted.logits(text());
            assertNotEquals(before[0], trained[0]);
            var sources = new ArrayList<Source>();
            for (var it : adapted.weights().parameters()) {
                sources.add(Source.of(it.name(), it.shape(), adapted.weights().merged(it.name())));
            }
            SafeTensorsWriter.write(folder.resolve(Checkpoint.SAFE_TENSORS), sources);
        }
        Files.copy(Models.MINI.resolve("config.json"), folder.resolve("config.json"));
        try (var merged = Models.open(folder)) {
            assertEquals(477_000, merged.weights().elements(), 1_000);
            assertArrayEquals(trained, merged.logits(text()), 1e-4f);
        }
    }

    private static Batch text() {
        long[] ids = {1, 7, 12, 200, 45, 3};
        return new Batch(
                List.of(),
                1,
                ids.length,
                ids,
                LongStream.range(0, ids.length).toArray(),
                new long[ids.length],
                new float[ids.length]);
    }
}
