// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.cluster;

import java.util.concurrent.TimeUnit;

/// So many bytes a second on average, whoever asks: live traffic needs the disk, too. Who takes
/// more than is there waits, and so does everybody after.
public final class RateLimit {
    private final double bytesPerNano;
    private long freeAt = System.nanoTime();

    /// @param bytesPerSecond 0 for no limit
    public RateLimit(double bytesPerSecond) {
        bytesPerNano = bytesPerSecond / TimeUnit.SECONDS.toNanos(1);
    }

    public void take(long bytes) throws InterruptedException {
        if (bytesPerNano > 0) {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, reserve(bytes) - System.nanoTime()));
        }
    }

    private synchronized long reserve(long bytes) {
        long at = Math.max(freeAt, System.nanoTime());
        freeAt = at + (long) (bytes / bytesPerNano);
        return at;
    }
}
