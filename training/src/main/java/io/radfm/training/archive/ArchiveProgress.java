// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.training.StatusLine;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// How far a round is, at which rate, and how long it will take.
final class ArchiveProgress {
    private static final double MEGA = 1e6;

    private final String verb;
    private final AtomicLong offsets = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong recordBytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong objectBytes = new AtomicLong();
    private volatile int round;
    private volatile long began = System.nanoTime();
    private volatile long found; // done before this process began, or gone
    private volatile long total;

    /// @param verb what is being done
    ArchiveProgress(String verb) {
        this.verb = verb;
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

    /// Empty while nothing is being done.
    String line() {
        if (total == 0) {
            return "";
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
                : line + ", " + StatusLine.left(seconds / now * Math.max(0, total - found - now));
    }
}
