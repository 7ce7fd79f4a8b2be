// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One line on the terminal that is written over a few times a second; nothing where there is no
/// terminal. Goes to standard error: standard output is the report's.
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 78;
    private static final int EVERY_MILLIS = 200;

    private final CountDownLatch over = new CountDownLatch(1);
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private final Thread drawing;

    ProgressLine(SendReport report) {
        drawing = Thread.startVirtualThread(() -> draw(report));
    }

    private void draw(SendReport report) {
        try {
            while (terminal && !over.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                System.err.printf("\r%-" + WIDTH + "s", report.progress());
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
            System.err.printf("\r%" + WIDTH + "s\r", "");
        }
    }
}
