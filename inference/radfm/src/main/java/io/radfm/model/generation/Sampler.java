// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.ModelFailure;
import io.radfm.model.Sampling;

import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Chooses the tokens of one answer.
final class Sampler {
    private final Sampling how;
    private final Random random;

    Sampler(Sampling how) {
        this.how = how;
        this.random = new Random(how.seed());
    }

    /// @param logits one row, `[vocabulary]`
    /// @param before the answer so far
    int next(FloatBuffer logits, List<Integer> before) {
        var row = new float[logits.remaining()];
        logits.get(logits.position(), row);
        penalise(row, before);
        int best = highest(row);
        return how.temperature() == 0 ? best : draw(row, row[best]);
    }

    private void penalise(float[] row, List<Integer> before) {
        if (how.repetitionPenalty() > 1) {
            float factor = (float) how.repetitionPenalty();
            for (int token : new HashSet<>(before)) {
                row[token] = row[token] > 0 ? row[token] / factor : row[token] * factor;
            }
        }
    }

    private static int highest(float[] row) {
        int best = -1;
        float most = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < row.length; id++) {
            if (row[id] > most) {
                most = row[id];
                best = id;
            }
        }
        if (best < 0 || most == Float.POSITIVE_INFINITY) {
            throw new ModelFailure("the logits are no numbers");
        }
        return best;
    }

    private int draw(float[] row, float most) {
        var weights = new double[row.length];
        for (int id = 0; id < row.length; id++) {
            double exponent = (row[id] - most) / how.temperature();
            weights[id] = Double.isNaN(exponent) ? 0 : Math.exp(exponent);
        }
        int[] candidates = candidates(weights);
        double left = random.nextDouble() * sum(weights, candidates);
        for (int id : candidates) {
            left -= weights[id];
            if (left < 0) {
                return id;
            }
        }
        return candidates[0]; // rounding ate the last of it
    }

    /// By falling weight: at most top-k, and of those the fewest that hold top-p of the weight.
    private int[] candidates(double[] weights) {
        var falling =
                IntStream.range(0, weights.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer id) -> weights[id]).reversed())
                        .limit(how.topK() == 0 ? weights.length : how.topK())
                        .mapToInt(Integer::intValue)
                        .toArray();
        double enough = how.topP() * sum(weights, falling);
        int count = 0;
        for (double held = 0; count < falling.length && held < enough; count++) {
            held += weights[falling[count]];
        }
        return IntStream.of(falling).limit(Math.max(1, count)).toArray();
    }

    private static double sum(double[] weights, int[] ids) {
        return IntStream.of(ids).mapToDouble(id -> weights[id]).sum();
    }
}
