// SPDX-License-Identifier: Apache-2.0
package io.radfm.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Waits until something is so, looking every few milliseconds; fails with what was last seen.
public final class Eventually {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Eventually() {}

    public static <T> T get(String what, Duration atMost, Callable<T> probe, Predicate<T> enough)
            throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            var seen = probe.call();
            if (enough.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        what + " did not happen within " + atMost + "; last seen: " + seen);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    public static void holds(String what, Duration atMost, Callable<Boolean> condition)
            throws Exception {
        get(what, atMost, condition, Boolean::booleanValue);
    }
}
