// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.pixels.image.UnusableImage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Does the same to many things, some at a time; the answers keep the order of the things.
final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    Workers(int threads) {
        this.threads =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("prepare-", 0).daemon().factory());
    }

    interface Work<T, R> {
        R on(T thing) throws IOException, UnusableImage;
    }

    /// The first failure, in the order of the things, is thrown after all have ended.
    <T, R> List<R> map(List<T> things, Work<T, R> work)
            throws IOException, UnusableImage, InterruptedException {
        var tasks = new ArrayList<Callable<R>>();
        for (var thing : things) {
            tasks.add(() -> work.on(thing));
        }
        var answers = new ArrayList<R>();
        for (var done : threads.invokeAll(tasks)) {
            try {
                answers.add(done.get());
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException away -> throw away;
                    case UnusableImage unusable -> throw unusable;
                    case RuntimeException bug -> throw bug;
                    case Error error -> throw error;
                    default -> throw new IllegalStateException(e.getCause());
                }
            }
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
