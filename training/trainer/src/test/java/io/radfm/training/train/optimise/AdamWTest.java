// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.training.train.block.Batch;
import io.radfm.training.train.block.Models;
import io.radfm.training.train.block.Torch;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The optimiser against its formulas in 64 bits, number by number.
class AdamWTest {
    private static final double RATE = 0.01;
    private static final AdamW.Options OPTIONS = new AdamW.Options(0.9, 0.95, 0.05, 0.5);
    private static final List<String> LOOKED_AT =
            List.of(
                    "lang_model.lm_head.weight",
                    "lang_model.model.norm.weight",
                    "lang_model.model.embed_tokens.weight");

    private static final class Reference {
        private final double[] weight;
        private final double[] mean;
        private final double[] variance;

        Reference(float[] start) {
            weight = new double[start.length];
            for (int i = 0; i < start.length; i++) {
                weight[i] = start[i];
            }
            mean = new double[start.length];
            variance = new double[start.length];
        }

        void step(int t, float[] gradient, double scale, double decay) {
            for (int i = 0; i < weight.length; i++) {
                double g = gradient[i] * scale;
                weight[i] -= RATE * decay * weight[i];
                mean[i] = 0.9 * mean[i] + 0.1 * g;
                variance[i] = 0.95 * variance[i] + 0.05 * g * g;
                double root = Math.sqrt(1 - Math.pow(0.95, t)) / (1 - Math.pow(0.9, t));
                weight[i] -= RATE * root * mean[i] / (Math.sqrt(variance[i]) + 1e-8);
            }
        }
    }

    @Test
    void stepsAreThoseOfTheFormulas() throws Exception {
        try (var model = Models.open(Models.MINI);
                var optimiser = new AdamW(model.manager(), model.weights(), OPTIONS)) {
            var references = new HashMap<String, Reference>();
            values(model, false).forEach((name, it) -> references.put(name, new Reference(it)));
            for (int t = 1; t <= 3; t++) {
                backward(model);
                var gradients = values(model, true);
                double norm = norm(model) / 2;
                double reported = optimiser.step(t - 1, RATE, 0.5);
                assertEquals(norm, reported, 1e-4 * norm);
                double scale = 0.5 * Math.min(1, 0.5 / norm);
                for (var name : LOOKED_AT) {
                    double decay = name.contains("lm_head") ? 0.05 : 0;
                    references.get(name).step(t, gradients.get(name), scale, decay);
                }
            }
            var after = values(model, false);
            for (var name : LOOKED_AT) {
                var wanted = references.get(name).weight;
                for (int i = 0; i < wanted.length; i++) {
                    assertEquals(wanted[i], after.get(name)[i], 1e-4, name + " " + i);
                }
            }
        }
    }

    @Test
    void gradientsThatAreNoNumbersStopTheRunBeforeTheyReachTheWeights() throws Exception {
        try (var model = Models.open(Models.MINI);
                var optimiser = new AdamW(model.manager(), model.weights(), OPTIONS)) {
            backward(model);
            assertThrows(Diverged.class, () -> optimiser.step(0, RATE, Double.NaN));
        }
    }

    private static void backward(Models model) {
        long[] ids = {1, 7, 12, 200, 45, 3};
        var batch =
                new Batch(
                        List.of(),
                        1,
                        6,
                        ids,
                        new long[] {2, 3, 5},
                        new long[] {200, 45, 2},
                        new float[] {1, 3, 1});
        try (var scratch = model.manager().newSubManager();
                var collector = Torch.collector()) {
            collector.backward(model.block().loss(scratch, batch));
        }
    }

    private static Map<String, float[]> values(Models model, boolean gradients) {
        var values = new HashMap<String, float[]>();
        model.weights()
                .forEachTrained(
                        (name, array) -> {
                            if (!gradients) {
                                values.put(name, array.toFloatArray());
                                return;
                            }
                            try (var gradient = array.getGradient()) {
                                values.put(name, gradient.toFloatArray());
                            }
                        });
        return values;
    }

    private static double norm(Models model) {
        double sum = 0;
        for (var gradient : values(model, true).values()) {
            for (float g : gradient) {
                sum += (double) g * g;
            }
        }
        return Math.sqrt(sum);
    }
}
