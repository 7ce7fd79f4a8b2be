// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// Turns "where does the input end, how far have we come" into a [Sight] per partition.
///
/// Each look asks for end offsets first, then for committed ones. A commit at or beyond an end that
/// was seen at time T proves that all records of that partition from before T are processed, their
/// state committed. It keeps unreached ends, so that a partition that never pauses still counts as
/// caught up, a little behind. Safe for many threads.
public final class WatchLog {
    /// Ends remembered per partition; while these are unreached, newer ones are not needed.
    private static final int REMEMBERED = 64;

    private final long maxGapMillis;
    private final long graceMillis;
    private final Map<Integer, ArrayDeque<End>> unreached = new HashMap<>();
    private final Map<Integer, Long> caughtUp = new HashMap<>();
    private long blindFrom;
    private long watchedSince = Sight.NEVER;
    private long lookedAt;

    private record End(long at, long offset) {}

    /// @param maxGapMillis a longer time between two looks is a break in watching
    public WatchLog(long startedAt, long maxGapMillis, long graceMillis) {
        this.blindFrom = startedAt;
        this.lookedAt = startedAt;
        this.maxGapMillis = maxGapMillis;
        this.graceMillis = graceMillis;
    }

    /// A successful look.
    ///
    /// @param askedAt when the end offsets were asked for
    /// @param ends end offset of each partition
    /// @param committed the committed offset of each partition that has one
    public synchronized void looked(
            long askedAt, Map<Integer, Long> ends, Map<Integer, Long> committed) {
        if (watchedSince == Sight.NEVER || askedAt - lookedAt > maxGapMillis) {
            blindFrom = lookedAt;
            watchedSince = askedAt;
        }
        lookedAt = askedAt;
        ends.forEach(
                (partition, offset) ->
                        reached(
                                partition,
                                new End(askedAt, offset),
                                committed.getOrDefault(partition, 0L)));
    }

    private void reached(int partition, End end, long committed) {
        var waiting = unreached.computeIfAbsent(partition, p -> new ArrayDeque<>());
        if (waiting.size() < REMEMBERED) {
            waiting.add(end);
        }
        while (!waiting.isEmpty() && waiting.peek().offset() <= committed) {
            caughtUp.put(partition, waiting.poll().at());
        }
    }

    /// What silence on this partition means at this time.
    public synchronized Sight sight(int partition, long now) {
        long upTo = caughtUp.getOrDefault(partition, Long.MIN_VALUE);
        return watchedSince == Sight.NEVER || now - lookedAt > maxGapMillis
                ? new Sight(
                        watchedSince == Sight.NEVER ? blindFrom : lookedAt,
                        Sight.NEVER,
                        upTo,
                        graceMillis)
                : new Sight(blindFrom, watchedSince, upTo, graceMillis);
    }

    /// How long ago the partition farthest behind was last known to be caught up.
    public synchronized long behindMillis(long now) {
        long oldest =
                unreached.keySet().stream()
                        .mapToLong(partition -> caughtUp.getOrDefault(partition, blindFrom))
                        .min()
                        .orElse(now);
        return Math.max(0, now - oldest);
    }
}
