// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.ModelFailure;

import java.util.ArrayDeque;
import java.util.Deque;

/// The one thread that uses the engine: takes contexts from any thread and turns the [Scheduler] as
/// long as there is work.
public final class EngineThread implements AutoCloseable {
    private final Scheduler scheduler;
    private final Deque<Context> arrivals = new ArrayDeque<>();
    private final Thread thread;
    private boolean closing;
    private ModelFailure ended;

    public EngineThread(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.thread = Thread.ofPlatform().name("radfm-engine").daemon().start(this::run);
    }

    /// @throws IllegalStateException when closed
    public void add(Context context) {
        synchronized (arrivals) {
            if (ended != null) {
                throw new IllegalStateException(ended.getMessage(), ended);
            }
            arrivals.add(context);
            arrivals.notifyAll();
        }
    }

    private void run() {
        try {
            boolean busy = true;
            while (take(!busy)) {
                busy = scheduler.turn();
            }
            end(new ModelFailure("the model is closed"));
        } catch (RuntimeException | Error e) {
            end(new ModelFailure("the engine's thread ended: " + e.getClass().getName(), e));
            throw e;
        }
    }

    /// Takes what has arrived; false when closed.
    private boolean take(boolean patiently) {
        synchronized (arrivals) {
            while (patiently && !closing && arrivals.isEmpty()) {
                try {
                    arrivals.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody interrupts this thread", e);
                }
            }
            while (!arrivals.isEmpty()) {
                scheduler.add(arrivals.remove());
            }
            return !closing;
        }
    }

    private void end(ModelFailure why) {
        synchronized (arrivals) {
            ended = why;
            while (!arrivals.isEmpty()) {
                scheduler.add(arrivals.remove());
            }
        }
        scheduler.fail(why);
    }

    /// Waits for the pass under way; answers that are not whole end with a [ModelFailure].
    @Override
    public void close() {
        synchronized (arrivals) {
            closing = true;
            arrivals.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
