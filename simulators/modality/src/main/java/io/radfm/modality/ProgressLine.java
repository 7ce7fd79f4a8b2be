// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One line on the terminal that is written over a few times a second; nothing where there is no
/// terminal.
final class ProgressLine implements AutoCloseable {
    private static final int WIDTH = 96;
    private static final int EVERY_MILLIS = 200;

    private final CountDownLatch over = new CountDownLatch(1);
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private final Thread drawing;

    ProgressLine(Supplier<String> line) {
        drawing = Thread.startVirtualThread(() -> draw(line));
    }

    private void draw(Supplier<String> line) {
        try {
            while (terminal && !over.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                System.err.printf("\r%-" + WIDTH + "." + WIDTH + "s", line.get());
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
