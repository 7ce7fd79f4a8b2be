// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How far a round is, at which rate, and how long it will take: one line that is written over on a
/// terminal, a line now and then elsewhere.
final class ArchiveProgress implements AutoCloseable {
    private static final int WIDTH = 100;
    private static final double MEGA = 1e6;

    private final PrintWriter out;
    private final boolean terminal;
    private final String verb;
    private final AtomicLong offsets = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong recordBytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong objectBytes = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread drawing;
    private volatile int round;
    private volatile long began = System.nanoTime();
    private volatile long found; // done before this process began, or gone
    private volatile long total;

    /// @param verb what is being done
    /// @param every between lines
    ArchiveProgress(PrintWriter out, boolean terminal, String verb, Duration every) {
        this.out = out;
        this.terminal = terminal;
        this.verb = verb;
        drawing = Thread.startVirtualThread(() -> draw(every));
    }

    /// @param all offsets there are
    void begin(int number, long all) {
        found = 0;
        for (var counter : List.of(offsets, records, recordBytes, objects, objectBytes)) {
            counter.set(0);
        }
        began = System.nanoTime();
        round = number;
        total = all;
    }

    /// Nothing is being done.
    void idle() {
        total = 0;
    }

    /// These need no work.
    void found(long some) {
        found += some;
    }

    void record(Archived record) {
        offsets.incrementAndGet();
        records.incrementAndGet();
        recordBytes.addAndGet(record.bytes());
    }

    void object(long bytes) {
        objects.incrementAndGet();
        objectBytes.addAndGet(bytes);
    }

    long records() {
        return records.get();
    }

    long objects() {
        return objects.get();
    }

    long objectBytes() {
        return objectBytes.get();
    }

    String line() {
        if (total == 0) {
            return verb + ": looking";
        }
        long now = offsets.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        var line =
                "%s: round %d, %d of %d offsets, %d objects, %.0f records a second, %.1f MB/s"
                        .formatted(
                                verb,
                                round,
                                found + now,
                                total,
                                objects.get(),
                                now / seconds,
                                (recordBytes.get() + objectBytes.get()) / seconds / MEGA);
        return now == 0
                ? line
                : line + ", " + left(seconds / now * Math.max(0, total - found - now));
    }

    private static String left(double seconds) {
        var left = Duration.ofSeconds(Math.round(seconds));
        return "%d:%02d:%02d left"
                .formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }

    private void draw(Duration every) {
        try {
            while (!over.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                if (terminal || total > 0) {
                    out.print(
                            terminal
                                    ? ("\r%-" + WIDTH + "." + WIDTH + "s").formatted(line())
                                    : line() + System.lineSeparator());
                    out.flush();
                }
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
