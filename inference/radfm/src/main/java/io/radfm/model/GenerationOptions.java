// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.util.function.BooleanSupplier;

/// How far to generate.
///
/// @param maxNewTokens how many tokens at most; the answer also ends at the end-of-sequence token
/// @param repeatLimit ends the answer when its last `repeatLimit` tokens are one phrase said four
///   times or more; 0 never does
/// @param sampling how the next token is chosen
/// @param cancelled asked before every token (and every scan); true ends the answer where it stands
/// @param listener told of every token as it is chosen, on the generating thread
public record GenerationOptions(
        int maxNewTokens,
        int repeatLimit,
        Sampling sampling,
        BooleanSupplier cancelled,
        TokenListener listener) {

    /// Sees an answer while it grows.
    @FunctionalInterface
    public interface TokenListener {
        /// @param text what this token adds to the text; empty while a character is incomplete
        void token(int id, String text);
    }

    public GenerationOptions {
        if (maxNewTokens < 1 || repeatLimit < 0) {
            throw new IllegalArgumentException(
                    "maxNewTokens " + maxNewTokens + ", repeatLimit " + repeatLimit);
        }
    }

    /// 200 new tokens as the paper, a repeat limit of 40, greedy, nobody listening.
    public static GenerationOptions defaults() {
        return new GenerationOptions(200, 40, Sampling.GREEDY, () -> false, (id, text) -> {});
    }

    public GenerationOptions withMaxNewTokens(int count) {
        return new GenerationOptions(count, repeatLimit, sampling, cancelled, listener);
    }

    public GenerationOptions withRepeatLimit(int tokens) {
        return new GenerationOptions(maxNewTokens, tokens, sampling, cancelled, listener);
    }

    public GenerationOptions withSampling(Sampling other) {
        return new GenerationOptions(maxNewTokens, repeatLimit, other, cancelled, listener);
    }

    public GenerationOptions withCancelled(BooleanSupplier flag) {
        return new GenerationOptions(maxNewTokens, repeatLimit, sampling, flag, listener);
    }

    public GenerationOptions withListener(TokenListener watcher) {
        return new GenerationOptions(maxNewTokens, repeatLimit, sampling, cancelled, watcher);
    }
}
