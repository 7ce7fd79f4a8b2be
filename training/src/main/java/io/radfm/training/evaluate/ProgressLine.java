// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate;

import io.radfm.training.evaluate.predict.Progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// How far it is, how fast, and how long it will take: a line that is written over on a terminal,
/// and a line every ten seconds elsewhere. Any thread may tell it.
final class ProgressLine implements Progress, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);

    private final PrintWriter out;
    private final String name;
    private final int all;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private long shown = begun;
    private int done;

    ProgressLine(PrintWriter out, String name, int all) {
        this.out = out;
        this.name = name.replaceAll("\\p{Cntrl}", " ");
        this.all = all;
        this.terminal = System.console() != null && System.console().isTerminal();
    }

    @Override
    public synchronized void done(int questions) {
        done += questions;
        long now = System.nanoTime();
        var since = Duration.ofNanos(now - shown);
        if (since.compareTo(terminal ? BETWEEN_FRAMES : BETWEEN_LINES) >= 0) {
            shown = now;
            show(text(name, done, all, Duration.ofNanos(now - begun)));
        }
    }

    private void show(String line) {
        if (terminal) {
            out.print("\r\033[K" + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    /// For example `tiny 1: 120 of 812, 14.2 a second, 0:49 to go`.
    static String text(String name, int done, int all, Duration since) {
        double rate = done / Math.max(1e-3, since.toNanos() / 1e9);
        long left = rate == 0 ? 0 : Math.round((all - done) / rate);
        return String.format(
                Locale.ROOT,
                "%s: %d of %d, %.1f a second, %d:%02d to go",
                name,
                done,
                all,
                rate,
                left / 60,
                left % 60);
    }

    /// Leaves the line to whoever writes next.
    @Override
    public synchronized void close() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }
}
