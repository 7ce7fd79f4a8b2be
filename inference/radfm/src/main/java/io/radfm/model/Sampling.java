// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// How the next token is chosen from the logits.
///
/// @param temperature 0 takes the highest logit (greedy); otherwise logits are divided by it before
///   the draw
/// @param topK draw among so many of the highest; 0 for all
/// @param topP draw among the fewest whose probabilities sum to this; 1 for all
/// @param repetitionPenalty logits of tokens of the answer so far are made less likely by this
///   factor (divided when positive, multiplied when negative); 1 for none
/// @param seed the same seed draws the same tokens
public record Sampling(
        double temperature, int topK, double topP, double repetitionPenalty, long seed) {
    /// As the authors generate.
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 1, 0);

    public Sampling {
        require(temperature >= 0 && temperature <= 100, "temperature " + temperature);
        require(topK >= 0, "top-k " + topK);
        require(topP > 0 && topP <= 1, "top-p " + topP);
        require(
                repetitionPenalty >= 1 && repetitionPenalty <= 100,
                "repetition penalty " + repetitionPenalty);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
