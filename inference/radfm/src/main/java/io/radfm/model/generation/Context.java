// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Priority;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Questions about one context. Its scans are encoded once; the positions that all prompts begin
/// with are filled once, in the slot of the first question (the *trunk*), and copied for each
/// other.
public final class Context {
    /// A scan's rows `[latents, hidden]`, found in a cache or made now.
    public interface Scan {
        float[] rows() throws Exception;
    }

    final Priority priority;
    final int shared;
    final List<float[]> rows = new ArrayList<>();
    final Deque<Sequence> waiting;
    int trunk = Slots.NONE;

    private final Deque<Scan> scans;
    private Duration vision = Duration.ZERO;

    /// @param scans in the order of their rows
    public Context(Priority priority, List<Scan> scans, List<Sequence> sequences) {
        this.priority = priority;
        this.scans = new ArrayDeque<>(scans);
        this.waiting = new ArrayDeque<>(sequences);
        this.shared = shared(sequences);
    }

    /// How many positions all prompts share, leaving each at least one of its own: it takes one to
    /// have logits.
    private static int shared(List<Sequence> sequences) {
        var first = sequences.getFirst().prompt;
        int shared = first.length - 1;
        for (var other : sequences.subList(1, sequences.size())) {
            int most = Math.min(shared, other.prompt.length - 1);
            int same = 0;
            while (same < most && first[same] == other.prompt[same]) {
                same++;
            }
            shared = same;
        }
        return shared;
    }

    boolean seen() {
        return scans.isEmpty();
    }

    void encodeNext() throws Exception {
        long begin = System.nanoTime();
        rows.add(scans.remove().rows());
        vision = vision.plusNanos(System.nanoTime() - begin);
    }

    Duration vision() {
        return vision;
    }

    void fail(Throwable why) {
        scans.clear();
        waiting.forEach(sequence -> sequence.done.completeExceptionally(why));
        waiting.clear();
    }
}
