// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import io.radfm.model.Answer.Timings;
import io.radfm.model.GenerationOptions.TokenListener;
import io.radfm.model.generation.Generated;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.StreamingText;

/// The text of one answer, growing token by token on the engine's thread.
final class AnswerText {
    private final StreamingText stream;
    private final TokenListener listener;
    private final StringBuilder text = new StringBuilder();

    AnswerText(BytePairTokenizer words, TokenListener listener) {
        this.stream = new StreamingText(words);
        this.listener = listener;
    }

    void add(int token) {
        var piece = stream.next(token);
        text.append(piece);
        listener.token(token, piece);
    }

    Answer answer(Generated generated, int promptTokens) {
        text.append(stream.end());
        return new Answer(
                text.toString(),
                generated.tokens(),
                promptTokens,
                generated.stop(),
                generated.yesProbability(),
                new Timings(generated.vision(), generated.prefill(), generated.decode()));
    }
}
