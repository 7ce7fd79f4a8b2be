// SPDX-License-Identifier: Apache-2.0
package io.radfm.training;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How far long work is: one line that is written over on a terminal, a line now and then
/// elsewhere. Drawn by a thread of its own until it is closed.
public final class StatusLine implements AutoCloseable {
    private static final int WIDTH = 100;
    private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final Supplier<String> line;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread drawing;

    private StatusLine(PrintWriter out, boolean terminal, Duration every, Supplier<String> line) {
        this.out = out;
        this.terminal = terminal;
        this.line = line;
        drawing = Thread.startVirtualThread(() -> draw(every));
    }

    /// On whatever this process writes to.
    ///
    /// @param line asked for each time; empty where there is nothing to say
    public static StatusLine on(PrintWriter out, Supplier<String> line) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return new StatusLine(out, terminal, terminal ? ON_A_TERMINAL : ELSEWHERE, line);
    }

    /// `1:02:03 left`
    public static String left(double seconds) {
        var left = Duration.ofSeconds(Math.round(seconds));
        return "%d:%02d:%02d left"
                .formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }

    private void draw(Duration every) {
        try {
            while (!over.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                var now = line.get();
                if (terminal || !now.isEmpty()) {
                    out.print(
                            terminal
                                    ? ("\r%-" + WIDTH + "." + WIDTH + "s").formatted(now)
                                    : now + System.lineSeparator());
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
