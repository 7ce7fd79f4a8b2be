// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// How long to insist on what fails because the world is away, with growing pauses.
///
/// @param whole after this time the failure is passed on
/// @param first the first pause; each further one is twice as long, up to `longest`
record Patience(Duration whole, Duration first, Duration longest) {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    static Patience of(Duration whole) {
        return new Patience(whole, FIRST, LONGEST);
    }

    Patience endless() {
        return new Patience(Duration.ofDays(365), first, longest);
    }

    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException, CannotDraft, InterruptedException;
    }

    /// @param waiting told why it waits, and an empty text when it goes on
    <T> T insist(Step<T> step, Stop stop, Consumer<String> waiting)
            throws IOException, CannotDraft, InterruptedException {
        long begin = System.nanoTime();
        var pause = first;
        while (true) {
            stop.check();
            try {
                var done = step.run();
                waiting.accept("");
                return done;
            } catch (IOException e) {
                stop.check();
                if (System.nanoTime() - begin + pause.toNanos() > whole.toNanos()) {
                    throw e;
                }
                waiting.accept(Reasons.of(e));
            }
            Thread.sleep(pause);
            pause = doubled(pause);
        }
    }

    Duration doubled(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
