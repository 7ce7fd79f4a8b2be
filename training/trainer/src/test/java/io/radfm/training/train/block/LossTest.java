// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class LossTest {
    private static final int VOCABULARY = 320;

    @Test
    void theLossIsTheWeightedSumOfMinusLogProbabilities() throws Exception {
        long[] ids = {1, 7, 12, 200, 45, 3};
        long[] asked = {2, 3, 5};
        long[] targets = {200, 45, 2};
        float[] weights = {1, 3, 1};
        var batch = new Batch(List.of(), 1, 6, ids, asked, targets, weights);
        try (var model = Models.open(Models.MINI);
                var scratch = model.manager().newSubManager()) {
            var logits = model.logits(batch);
            double wanted = 0;
            for (int i = 0; i < asked.length; i++) {
                double sum = 0;
                for (int j = 0; j < VOCABULARY; j++) {
                    sum += Math.exp(logits[i * VOCABULARY + j]);
                }
                double one = Math.log(sum) - logits[i * VOCABULARY + (int) targets[i]];
                wanted += weights[i] * one;
            }
            assertEquals(wanted, model.block().loss(scratch, batch).getFloat(), 1e-3);
            assertEquals(5, batch.weight());
        }
    }

    /// Padding at the end of a shorter sequence changes nothing before it.
    @Test
    void sequencesTogetherGiveTheLogitsOfEachAlone() throws Exception {
        long[] first = {1, 7, 12, 200, 45, 3};
        long[] second = {1, 90, 4};
        var both = Arrays.copyOf(first, 12);
        System.arraycopy(second, 0, both, 6, 3);
        try (var model = Models.open(Models.MINI)) {
            var together =
                    model.logits(
                            new Batch(
                                    List.of(),
                                    2,
                                    6,
                                    both,
                                    new long[] {5, 8},
                                    new long[2],
                                    new float[2]));
            var alone = new ArrayList<float[]>();
            for (var ids : List.of(first, second)) {
                alone.add(
                        model.logits(
                                new Batch(
                                        List.of(),
                                        1,
                                        ids.length,
                                        ids,
                                        new long[] {ids.length - 1},
                                        new long[1],
                                        new float[1])));
            }
            assertArrayEquals(alone.get(0), Arrays.copyOf(together, VOCABULARY), 1e-4f);
            assertArrayEquals(
                    alone.get(1), Arrays.copyOfRange(together, VOCABULARY, 2 * VOCABULARY), 1e-4f);
        }
    }
}
