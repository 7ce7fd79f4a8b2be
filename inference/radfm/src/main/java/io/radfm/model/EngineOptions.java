// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import io.radfm.model.engine.DecoderStyle;

/// How a model is run.
///
/// @param threads how many the engine may use
/// @param style how the language model is computed
/// @param verifyDigests read every file once and compare it with the manifest before using it
/// @param batch answers made at once; urgent ones find as many places more
/// @param cacheBytes memory for keys and values of all answers under way; one alone may need more
/// @param scanBytes memory for the tokens of scans that were encoded before
/// @param compute what computes
public record EngineOptions(
        int threads,
        DecoderStyle style,
        boolean verifyDigests,
        int batch,
        long cacheBytes,
        long scanBytes,
        Compute compute) {
    public EngineOptions {
        require(threads >= 1 && threads <= 1024, threads + " threads");
        require(batch >= 1 && batch <= 256, "a batch of " + batch);
        require(cacheBytes >= 0 && scanBytes >= 0, "a negative number of bytes");
    }

    /// What there is, all cores, the fast style, digests verified, nine answers at once (eight
    /// diagnoses and a report) in 2 GiB, 128 MiB of scans.
    public static EngineOptions defaults() {
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(),
                DecoderStyle.GROUPED,
                true,
                9,
                2L << 30,
                128L << 20,
                Compute.AUTOMATIC);
    }

    public EngineOptions withThreads(int count) {
        return new EngineOptions(
                count, style, verifyDigests, batch, cacheBytes, scanBytes, compute);
    }

    public EngineOptions withStyle(DecoderStyle other) {
        return new EngineOptions(
                threads, other, verifyDigests, batch, cacheBytes, scanBytes, compute);
    }

    public EngineOptions withBatch(int count) {
        return new EngineOptions(
                threads, style, verifyDigests, count, cacheBytes, scanBytes, compute);
    }

    public EngineOptions withCacheBytes(long bytes) {
        return new EngineOptions(threads, style, verifyDigests, batch, bytes, scanBytes, compute);
    }

    public EngineOptions withScanBytes(long bytes) {
        return new EngineOptions(threads, style, verifyDigests, batch, cacheBytes, bytes, compute);
    }

    public EngineOptions withCompute(Compute other) {
        return new EngineOptions(
                threads, style, verifyDigests, batch, cacheBytes, scanBytes, other);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
