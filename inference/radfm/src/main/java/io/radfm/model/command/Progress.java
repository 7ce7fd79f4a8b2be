// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// How far a long piece of work has come: on a terminal one line with a bar, the rate and the time
/// left, written over a few times a second; elsewhere a line at every tenth. One thread at a time.
final class Progress implements AutoCloseable {
    private static final int BAR = 30;
    private static final int WIDTH = 78;
    private static final long EVERY = Duration.ofMillis(200).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private final long begin = System.nanoTime();
    private long drawn = begin - EVERY;
    private int tenths;

    Progress(PrintWriter out, boolean terminal, String what) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
    }

    static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    void at(long bytes, long of) {
        long now = System.nanoTime();
        if (terminal && (now - drawn >= EVERY || bytes == of)) {
            drawn = now;
            out.print("\r" + line(bytes, of, now - begin));
            out.flush();
        } else if (!terminal && of > 0 && bytes * 10 / of > tenths) {
            tenths = (int) (bytes * 10 / of);
            out.println(plain(bytes, of, now - begin));
            out.flush();
        }
    }

    private String line(long bytes, long of, long nanos) {
        int full = of == 0 ? BAR : (int) (BAR * bytes / of);
        return text(
                "%s [%s%s] %s",
                what, "█".repeat(full), "·".repeat(BAR - full), numbers(bytes, of, nanos));
    }

    private String plain(long bytes, long of, long nanos) {
        return what + " " + numbers(bytes, of, nanos);
    }

    private static String numbers(long bytes, long of, long nanos) {
        double seconds = Math.max(1e-3, nanos / 1e9);
        double rate = bytes / seconds;
        long left = rate == 0 ? 0 : Math.round((of - bytes) / rate);
        return text(
                "%3d %% %.1f/%.1f GB %.2f GB/s, %d:%02d left",
                of == 0 ? 100 : 100 * bytes / of,
                bytes / 1e9,
                of / 1e9,
                rate / 1e9,
                left / 60,
                left % 60);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @Override
    public void close() {
        if (terminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }
}
