// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.ModelFailure;
import io.radfm.model.Sampling;

import org.junit.jupiter.api.Test;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which token is chosen from a row of logits.
class SamplerTest {
    /// Probabilities 0.5, 0.25, 0.125, 0.125 at temperature 1.
    private static final float[] ROW = {
        (float) Math.log(4), (float) Math.log(2), 0, (float) Math.log(8), Float.NEGATIVE_INFINITY,
    };

    @Test
    void greedyTakesTheHighestAndTheFirstOfEquals() {
        assertEquals(3, next(Sampling.GREEDY, ROW));
        assertEquals(1, next(Sampling.GREEDY, 0, 2, 2));
    }

    @Test
    void drawsFollowTheProbabilities() {
        var drawn = draw(new Sampling(1, 0, 1, 1, 7), 15_000);
        assertEquals(8_000, drawn.get(3), 300);
        assertEquals(4_000, drawn.get(0), 300);
        assertEquals(2_000, drawn.get(1), 300);
        assertEquals(1_000, drawn.get(2), 200);
        assertEquals(Set.of(0, 1, 2, 3), drawn.keySet(), "never what has no probability");
    }

    @Test
    void aLowTemperatureSharpensThem() {
        var drawn = draw(new Sampling(0.5, 0, 1, 1, 7), 8_500); // weights 64 : 16 : 4 : 1
        assertEquals(6_400, drawn.get(3), 250);
        assertEquals(1_600, drawn.get(0), 200);
    }

    @Test
    void topKAndTopPCutTheTail() {
        assertEquals(Set.of(3, 0), draw(new Sampling(1, 2, 1, 1, 1), 1000).keySet());
        assertEquals(Set.of(3, 0), draw(new Sampling(1, 0, 0.75, 1, 1), 1000).keySet());
        assertEquals(Set.of(3), draw(new Sampling(1, 0, 0.1, 1, 1), 100).keySet());
        assertEquals(Set.of(3), draw(new Sampling(1, 1, 1, 1, 1), 100).keySet());
    }

    @Test
    void theSameSeedDrawsTheSame() {
        var how = new Sampling(1, 0, 1, 1, 42);
        var first = new Sampler(how);
        var second = new Sampler(how);
        var draws = new TreeSet<Integer>();
        for (int i = 0; i < 100; i++) {
            int token = first.next(FloatBuffer.wrap(ROW), List.of());
            draws.add(token);
            assertEquals(token, second.next(FloatBuffer.wrap(ROW), List.of()));
        }
        assertTrue(draws.size() > 1, "and not always one token");
    }

    @Test
    void aPenaltyMakesWhatWasSaidLessLikely() {
        var how = new Sampling(0, 0, 1, 2, 0);
        var sampler = new Sampler(how);
        assertEquals(0, sampler.next(FloatBuffer.wrap(new float[] {3, 2, -1}), List.of()));
        assertEquals(1, sampler.next(FloatBuffer.wrap(new float[] {3, 2, -1}), List.of(0, 0)));
        assertEquals(
                1,
                sampler.next(FloatBuffer.wrap(new float[] {-1, -1.5f}), List.of(0)),
                "a negative logit is multiplied");
    }

    @Test
    void logitsThatAreNoNumbersAreAFailureOfTheModel() {
        var sampler = new Sampler(Sampling.GREEDY);
        for (var row : List.of(new float[] {Float.NaN}, new float[] {1, Float.POSITIVE_INFINITY})) {
            assertThrows(ModelFailure.class, () -> sampler.next(FloatBuffer.wrap(row), List.of()));
        }
    }

    private static int next(Sampling how, float... row) {
        return new Sampler(how).next(FloatBuffer.wrap(row), new ArrayList<>());
    }

    private static TreeMap<Integer, Integer> draw(Sampling how, int times) {
        var sampler = new Sampler(how);
        var counts = new TreeMap<Integer, Integer>();
        for (int i = 0; i < times; i++) {
            counts.merge(sampler.next(FloatBuffer.wrap(ROW), List.of()), 1, Integer::sum);
        }
        return counts;
    }
}
