// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.Priority;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Questions about one context. Its scans are encoded once; the positions that all prompts begin
/// with are filled once, in the slot of the first question (the *trunk*), and copied for each
/// other.
public final class Context {
    /// A scan whose rows `[latents, hidden]` are found in a cache, or made now.
    public interface Scan {
        /// Does the next part of the work.
        ///
        /// @return the rows, once all is done
        Optional<float[]> next() throws Exception;
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
    /// have logits. None where there is but one, which is then filled in without a stop.
    private static int shared(List<Sequence> sequences) {
        if (sequences.size() == 1) {
            return 0;
        }
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

    /// Does the next part of encoding the next scan; false when that scan needs more of it.
    boolean encodeNext() throws Exception {
        long begin = System.nanoTime();
        var made = scans.element().next();
        vision = vision.plusNanos(System.nanoTime() - begin);
        if (made.isEmpty()) {
            return false;
        }
        scans.remove();
        rows.add(made.get());
        return true;
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
