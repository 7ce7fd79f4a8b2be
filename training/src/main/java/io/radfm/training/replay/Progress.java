// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.training.StatusLine;

import java.util.concurrent.atomic.AtomicLong;

/// How far a replay is, at which rate, and how long it will take.
final class Progress {
    private static final double MEGA = 1e6;

    private final long began = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private volatile String stage = "reading topics";
    private volatile long found; // done before this process began
    private volatile long total;

    void stage(String name) {
        stage = name;
    }

    /// @param finished of them, which are there already
    void studies(long all, long finished) {
        stage = "studies";
        found = finished;
        total = all;
    }

    void done(long read) {
        bytes.addAndGet(read);
        done.incrementAndGet();
    }

    String line() {
        long now = done.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (total == 0 || !stage.equals("studies")) {
            return "replay: " + stage;
        }
        var line =
                "replay: %d of %d studies, %.1f a second, %.1f MB/s"
                        .formatted(found + now, total, now / seconds, bytes.get() / seconds / MEGA);
        return now == 0
                ? line
                : line + ", " + StatusLine.left(seconds / now * (total - found - now));
    }
}
