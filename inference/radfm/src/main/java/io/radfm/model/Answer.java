// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// What the model wrote.
///
/// @param tokenIds the new tokens, without the end-of-sequence token
/// @param promptTokens how many tokens the prompt was, scans included
/// @param yesProbability of yes against no where the answer begins, for questions that ask for it
///   and models whose tokens tell the two apart
public record Answer(
        String text,
        List<Integer> tokenIds,
        int promptTokens,
        StopReason stop,
        OptionalDouble yesProbability,
        Timings timings) {

    /// Why the answer ended where it did.
    public enum StopReason {
        /// The model chose its end-of-sequence token.
        END_OF_SEQUENCE,
        /// As many new tokens as were allowed.
        MAX_NEW_TOKENS,
        /// The context is full.
        CONTEXT_FULL,
        /// It began to say the same over and over.
        REPEATING,
        /// The caller asked it to stop.
        CANCELLED
    }

    /// Wall time spent on the scans of the context, on what of the prompt no other answer had
    /// filled in, and on the new tokens after the first; other answers were computed meanwhile.
    public record Timings(Duration vision, Duration prefill, Duration decode) {
        public Duration total() {
            return vision.plus(prefill).plus(decode);
        }
    }

    public Answer {
        tokenIds = List.copyOf(tokenIds);
    }

    public int newTokens() {
        return tokenIds.size();
    }

    /// No words: an answer is about a patient.
    @Override
    public String toString() {
        return "answer of " + newTokens() + " tokens, " + stop;
    }
}
