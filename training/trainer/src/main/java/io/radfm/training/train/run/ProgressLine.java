// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// How far a run has come: on a terminal one line, written over a few times a second; elsewhere a
/// line every ten seconds, and at the end.
final class ProgressLine {
    private static final long TERMINAL_NANOS = Duration.ofMillis(250).toNanos();
    private static final long LOG_NANOS = Duration.ofSeconds(10).toNanos();
    private static final String ERASE = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final long steps;
    private final long first;
    private final long begin = System.nanoTime();
    private long shown = begin - LOG_NANOS;

    /// @param first steps that were done before
    ProgressLine(PrintWriter out, boolean terminal, long first, long steps) {
        this.out = out;
        this.terminal = terminal;
        this.first = first;
        this.steps = steps;
    }

    void at(long step, double loss, double learningRate) {
        long now = System.nanoTime();
        if (now - shown < (terminal ? TERMINAL_NANOS : LOG_NANOS) && step < steps) {
            return;
        }
        shown = now;
        double seconds = Math.max(1e-3, (now - begin) / 1e9);
        double rate = (step - first) / seconds;
        long left = Math.round((steps - step) / Math.max(rate, 1e-9));
        var line =
                String.format(
                        Locale.ROOT,
                        "step %d/%d  loss %.4f  lr %.2e  %.2f steps/s  %d:%02d:%02d left",
                        step,
                        steps,
                        loss,
                        learningRate,
                        rate,
                        left / 3600,
                        left / 60 % 60,
                        left % 60);
        out.print(terminal ? ERASE + line : line + System.lineSeparator());
        out.flush();
    }

    /// A line of its own that stays.
    void say(String sentence) {
        out.println(terminal ? ERASE + sentence : sentence);
        out.flush();
    }
}
