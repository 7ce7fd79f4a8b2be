// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Answer.StopReason;
import io.radfm.model.Configuration;
import io.radfm.model.GenerationOptions;
import io.radfm.model.ModelFailure;
import io.radfm.model.UnusablePrompt;
import io.radfm.model.engine.Decoder;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Greedy generation: the token of the highest logit, again and again. One thread at a time.
public final class Generator {
    private final Configuration.Language language;
    private final Embeddings embeddings;
    private final Decoder decoder;

    public Generator(Configuration.Language language, Embeddings embeddings, Decoder decoder) {
        this.language = language;
        this.embeddings = embeddings;
        this.decoder = decoder;
    }

    /// New tokens and why there are no more, with the time for the prompt and for the rest.
    public record Generated(
            List<Integer> tokens, StopReason stop, Duration prefill, Duration decode) {}

    /// @param scans the rows the prompt's ids above the vocabulary address
    /// @param chosen told of every token
    public Generated generate(
            int[] prompt, List<float[]> scans, GenerationOptions options, IntConsumer chosen)
            throws UnusablePrompt {
        requireRoom(prompt.length);
        int context = language.maxSequenceLength();
        long begin = System.nanoTime();
        var rows = embeddings.rows(prompt, scans);
        decoder.start((int) Math.min(context, (long) prompt.length + options.maxNewTokens()));
        var logits = decoder.forward(rows, prompt.length - 1);
        long prefilled = System.nanoTime();

        var tokens = new ArrayList<Integer>();
        var guard = new RepeatGuard(options.repeatLimit());
        StopReason stop = null;
        while (stop == null) {
            int next = highest(logits);
            if (next == language.eosTokenId()) {
                stop = StopReason.END_OF_SEQUENCE;
                break;
            }
            tokens.add(next);
            chosen.accept(next);
            if (tokens.size() == options.maxNewTokens()) {
                stop = StopReason.MAX_NEW_TOKENS;
            } else if (guard.repeating(tokens)) {
                stop = StopReason.REPEATING;
            } else if (decoder.position() == context) {
                stop = StopReason.CONTEXT_FULL;
            } else if (options.cancelled().getAsBoolean()) {
                stop = StopReason.CANCELLED;
            } else {
                logits = decoder.forward(embeddings.rows(new int[] {next}, List.of()), 0);
            }
        }
        long end = System.nanoTime();
        return new Generated(
                tokens,
                stop,
                Duration.ofNanos(prefilled - begin),
                Duration.ofNanos(end - prefilled));
    }

    /// Refuses prompts that leave no place in the context for an answer.
    public void requireRoom(int promptTokens) throws UnusablePrompt {
        int context = language.maxSequenceLength();
        if (promptTokens < 1 || promptTokens >= context) {
            throw new UnusablePrompt(
                    "%d prompt tokens: the context holds %d, and the answer needs room"
                            .formatted(promptTokens, context));
        }
    }

    private static int highest(FloatBuffer logits) {
        int best = -1;
        float most = Float.NEGATIVE_INFINITY;
        for (int id = 0; id < logits.limit(); id++) {
            float logit = logits.get(id);
            if (logit > most) {
                most = logit;
                best = id;
            }
        }
        if (best < 0 || most == Float.POSITIVE_INFINITY) {
            throw new ModelFailure("the logits are no numbers");
        }
        return best;
    }
}
