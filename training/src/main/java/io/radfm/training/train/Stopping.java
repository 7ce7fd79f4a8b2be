// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a run end in order when the process is told to end (Ctrl-C, SIGTERM): the trainer stops
/// after the step it is at and saves a checkpoint, and the process waits for it, but not for ever.
final class Stopping implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Stopping(Trainer trainer) {
        hook =
                new Thread(
                        () -> {
                            trainer.stop();
                            await();
                        },
                        "stop-training");
    }

    static Stopping of(Trainer trainer) {
        var stopping = new Stopping(trainer);
        Runtime.getRuntime().addShutdownHook(stopping.hook);
        return stopping;
    }

    private void await() {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(Stopping.class.getName())
                        .log(System.Logger.Level.WARNING, "the run did not end; no checkpoint");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The run has ended.
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook ends with it
        }
    }
}
