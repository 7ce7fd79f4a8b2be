// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Answer.StopReason;
import io.radfm.model.GenerationOptions;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/// One answer being made: a prompt, then one token after the other. Used by the engine's thread.
public final class Sequence {
    final int[] prompt;
    final GenerationOptions options;
    final CompletableFuture<Generated> done = new CompletableFuture<>();

    private final Optional<YesNo> yesNo;
    private final IntConsumer chosen;
    private final Sampler sampler;
    private final RepeatGuard guard;
    private final List<Integer> tokens = new ArrayList<>();
    private OptionalDouble yesProbability = OptionalDouble.empty();
    private long begun;
    private long answering;

    /// @param prompt ids; those above the vocabulary address rows of the context's scans
    /// @param chosen told of every token, on the engine's thread
    public Sequence(
            int[] prompt, GenerationOptions options, Optional<YesNo> yesNo, IntConsumer chosen) {
        this.prompt = prompt;
        this.options = options;
        this.yesNo = yesNo;
        this.chosen = chosen;
        this.sampler = new Sampler(options.sampling());
        this.guard = new RepeatGuard(options.repeatLimit());
    }

    /// Completes on the engine's thread.
    public CompletableFuture<Generated> done() {
        return done;
    }

    /// Positions it may come to need.
    int most(int context) {
        return (int) Math.min(context, (long) prompt.length + options.maxNewTokens());
    }

    void begin() {
        begun = System.nanoTime();
    }

    /// The token that was chosen last and is not in the cache yet.
    int last() {
        return tokens.getLast();
    }

    boolean cancelled() {
        return options.cancelled().getAsBoolean();
    }

    /// Chooses a token from the logits after the last position.
    ///
    /// @param position how many positions are filled
    /// @return why the answer ends here, if it does
    Optional<StopReason> choose(FloatBuffer logits, int position, int endOfSequence, int context) {
        if (tokens.isEmpty()) {
            answering = System.nanoTime();
            yesNo.ifPresent(it -> yesProbability = OptionalDouble.of(it.probability(logits)));
        }
        int next = sampler.next(logits, tokens);
        if (next == endOfSequence) {
            return Optional.of(StopReason.END_OF_SEQUENCE);
        }
        tokens.add(next);
        chosen.accept(next);
        if (tokens.size() == options.maxNewTokens()) {
            return Optional.of(StopReason.MAX_NEW_TOKENS);
        } else if (guard.repeating(tokens)) {
            return Optional.of(StopReason.REPEATING);
        } else if (position == context) {
            return Optional.of(StopReason.CONTEXT_FULL);
        }
        return cancelled() ? Optional.of(StopReason.CANCELLED) : Optional.empty();
    }

    void end(StopReason why, Duration vision) {
        long now = System.nanoTime();
        begun = begun == 0 ? now : begun;
        answering = answering == 0 ? now : answering;
        done.complete(
                new Generated(
                        List.copyOf(tokens),
                        why,
                        yesProbability,
                        vision,
                        Duration.ofNanos(answering - begun),
                        Duration.ofNanos(now - answering)));
    }
}
