// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How far a replay is, at which rate, and how long it will take: one line that is written over on
/// a terminal, a line now and then elsewhere.
final class Progress implements AutoCloseable {
    private static final int WIDTH = 96;
    private static final double MEGA = 1e6;

    private final PrintWriter out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread drawing;
    private volatile String stage = "reading topics";
    private volatile long found; // done before this process began
    private volatile long total;

    /// @param every between lines
    Progress(PrintWriter out, boolean terminal, Duration every) {
        this.out = out;
        this.terminal = terminal;
        drawing = Thread.startVirtualThread(() -> draw(every));
    }

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
        return now == 0 ? line : line + ", " + left(seconds / now * (total - found - now));
    }

    private static String left(double seconds) {
        var left = Duration.ofSeconds(Math.round(seconds));
        return "%d:%02d:%02d left"
                .formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }

    private void draw(Duration every) {
        try {
            while (!over.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                out.print(
                        terminal
                                ? ("\r%-" + WIDTH + "." + WIDTH + "s").formatted(line())
                                : line() + System.lineSeparator());
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            drawing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }
}
