// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.engine.Decoder;
import io.radfm.model.generation.Embeddings;

import java.nio.FloatBuffer;
import java.util.List;

/// The likeliest token, again and again.
final class Greedy {
    private static final int[] PROMPT = {
        1, 17, 200, 33, 4, 90, 151, 6, 7, 42, 99, 120, 3, 250, 11, 12, 13, 14, 60, 61
    };

    private Greedy() {}

    static int[] run(Decoder decoder, Embeddings embeddings, int slot, int count) throws Exception {
        decoder.reserve(slot + 1, PROMPT.length + count);
        var tokens = new int[count];
        var logits = decoder.extend(slot, embeddings.rows(PROMPT, List.of()), PROMPT.length - 1L);
        for (int i = 0; i < count; i++) {
            tokens[i] = highest(logits);
            var row = embeddings.rows(new int[] {tokens[i]}, List.of());
            logits = decoder.step(new int[] {slot}, row);
        }
        return tokens;
    }

    private static int highest(FloatBuffer logits) {
        int best = 0;
        for (int i = 1; i < logits.remaining(); i++) {
            best = logits.get(i) > logits.get(best) ? i : best;
        }
        return best;
    }
}
