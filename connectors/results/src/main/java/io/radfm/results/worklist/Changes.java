// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.worklist;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Which studies changed since one listener last looked. A slow listener is told of a study once,
/// however often it changed, so what waits is never more than the studies there are.
public final class Changes implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final SequencedSet<String> waiting = new LinkedHashSet<>();
    private final Consumer<Changes> leave;
    private boolean closed;

    Changes(Consumer<Changes> leave) {
        this.leave = leave;
    }

    void changed(String uid) {
        lock.lock();
        try {
            waiting.add(uid);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The next study that changed; empty when none did within `atMost` or the listener was closed.
    public Optional<String> next(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (waiting.isEmpty() && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeFirst());
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        leave.accept(this);
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
