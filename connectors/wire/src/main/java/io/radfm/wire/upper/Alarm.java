// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.upper;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A timer that is started and stopped for every PDU, so both must cost next to nothing: they write
/// a field, and the one task that is scheduled looks again when it finds the time has moved on.
///
/// What it runs may block; it gets a thread of its own.
public final class Alarm implements AutoCloseable {
    private static final long STOPPED = Long.MAX_VALUE;
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final long nanos;
    private final Runnable ring;
    private volatile long due = STOPPED;
    private volatile Future<?> scheduled;
    private boolean closed;

    public Alarm(Duration after, Runnable ring) {
        this.nanos = after.toNanos();
        this.ring = ring;
    }

    /// Starts it, or starts it again.
    public void start() {
        due = System.nanoTime() + nanos;
        if (scheduled == null) {
            schedule(nanos);
        }
    }

    public void stop() {
        due = STOPPED;
    }

    @Override
    public synchronized void close() {
        closed = true;
        due = STOPPED;
        if (scheduled != null) {
            scheduled.cancel(false);
        }
    }

    private synchronized void schedule(long delay) {
        if (!closed && scheduled == null) {
            scheduled = CLOCK.schedule(this::look, delay, TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        long at = due;
        long left = at - System.nanoTime();
        synchronized (this) {
            scheduled = null;
        }
        if (at == STOPPED) {
            if (due != STOPPED) { // started while we looked
                schedule(nanos);
            }
        } else if (left > 0) {
            schedule(left);
        } else {
            due = STOPPED;
            Thread.startVirtualThread(ring);
        }
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("dicom-alarms").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
