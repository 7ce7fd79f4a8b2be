// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.EngineStatistics;

/// Counts what the engine does. Written by its thread, read by any.
public final class Work {
    /// How much of the recent rate is the last step's.
    private static final double NEWEST = 0.05;

    private long scansEncoded;
    private long scansFound;
    private long encodeNanos;
    private long promptTokens;
    private long prefillNanos;
    private long answerTokens;
    private long steps;
    private long decodeNanos;
    private int batch;
    private double recentTokens;
    private double recentSeconds;
    private long cacheBytes;

    /// @param scans that are encoded now
    public synchronized void encoded(int scans, long nanos) {
        scansEncoded += scans;
        encodeNanos += nanos;
    }

    public synchronized void found() {
        scansFound++;
    }

    synchronized void filled(int positions, long nanos) {
        promptTokens += positions;
        prefillNanos += nanos;
    }

    synchronized void stepped(int width, long nanos) {
        steps++;
        answerTokens += width;
        decodeNanos += nanos;
        batch = width;
        double seconds = nanos / 1e9;
        double newest = steps == 1 ? 1 : NEWEST;
        recentTokens += newest * (width - recentTokens);
        recentSeconds += newest * (seconds - recentSeconds);
    }

    synchronized void idle() {
        batch = 0;
    }

    synchronized void cache(long bytes) {
        cacheBytes = bytes;
    }

    /// @param scanBytes of the scans that were encoded before
    public synchronized EngineStatistics statistics(long scanBytes) {
        return new EngineStatistics(
                scansEncoded,
                scansFound,
                encodeNanos / 1e9,
                promptTokens,
                prefillNanos / 1e9,
                answerTokens,
                steps,
                decodeNanos / 1e9,
                batch,
                steps == 0 ? 0 : recentTokens / recentSeconds,
                cacheBytes,
                scanBytes);
    }
}
