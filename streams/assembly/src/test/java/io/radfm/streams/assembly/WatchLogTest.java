// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// What is known of the input, and since when. Times in milliseconds; five seconds are a break.
class WatchLogTest {
    private static final long GRACE = 15_000;
    private final WatchLog log = new WatchLog(1_000, 5_000, GRACE);

    @Test
    void nothingIsKnownBeforeTheFirstLook() {
        var sight = log.sight(0, 1_100);
        assertEquals(Sight.NEVER, sight.watchedSince());
        assertEquals(Sight.NEVER, sight.countsFrom(500, 1_100));
    }

    @Test
    void backlogFromBeforeTheStartCountsByItself() {
        assertEquals(100, log.sight(0, 1_100).countsFrom(100, 900));
    }

    @Test
    void aCommitBeyondAnEndProvesThatAllBeforeIsProcessed() {
        log.looked(2_000, Map.of(0, 10L), Map.of(0, 7L));
        assertEquals(Long.MIN_VALUE, log.sight(0, 2_000).caughtUpAt());
        log.looked(3_000, Map.of(0, 20L), Map.of(0, 10L));
        assertEquals(2_000, log.sight(0, 3_000).caughtUpAt());
        log.looked(4_000, Map.of(0, 20L), Map.of(0, 20L));
        assertEquals(4_000, log.sight(0, 4_000).caughtUpAt());
    }

    @Test
    void partitionsAreToldApart() {
        log.looked(2_000, Map.of(0, 10L, 1, 5L), Map.of(0, 10L));
        assertEquals(2_000, log.sight(0, 2_000).caughtUpAt());
        assertEquals(Long.MIN_VALUE, log.sight(1, 2_000).caughtUpAt());
        assertEquals(1_000, log.behindMillis(2_000));
    }

    @Test
    void silenceFromBeforeTheWatchCountsFromItsGrace() {
        log.looked(2_000, Map.of(0, 0L), Map.of());
        var sight = log.sight(0, 2_100);
        assertEquals(2_000 + GRACE, sight.countsFrom(500, 2_100));
        assertEquals(2_050, sight.countsFrom(2_050, 2_100));
    }

    @Test
    void aLongPauseBetweenLooksIsABreak() {
        log.looked(2_000, Map.of(0, 0L), Map.of());
        var during = log.sight(0, 8_000);
        assertEquals(2_000, during.blindFrom());
        assertEquals(Sight.NEVER, during.watchedSince());
        log.looked(9_000, Map.of(0, 0L), Map.of());
        var after = log.sight(0, 9_100);
        assertEquals(2_000, after.blindFrom());
        assertEquals(9_000, after.watchedSince());
    }

    @Test
    void aHopelessBacklogRemembersOnlyItsOldestEnds() {
        for (int i = 1; i <= 1_000; i++) {
            log.looked(2_000 + i * 100, Map.of(0, 10L * i), Map.of(0, 0L));
        }
        log.looked(200_000, Map.of(0, 10_000L), Map.of(0, 640L));
        assertEquals(2_000 + 64 * 100, log.sight(0, 200_000).caughtUpAt());
        log.looked(200_100, Map.of(0, 10_000L), Map.of(0, 10_000L));
        assertEquals(200_100, log.sight(0, 200_100).caughtUpAt());
    }
}
