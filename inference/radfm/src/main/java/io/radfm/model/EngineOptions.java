// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import io.radfm.model.engine.DecoderStyle;

/// How a model is run.
///
/// @param threads how many the engine may use
/// @param style how the language model is computed
/// @param verifyDigests read every file once and compare it with the manifest before using it
public record EngineOptions(int threads, DecoderStyle style, boolean verifyDigests) {
    public EngineOptions {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /// All cores, the fast style, digests verified.
    public static EngineOptions defaults() {
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(), DecoderStyle.GROUPED, true);
    }

    public EngineOptions withThreads(int count) {
        return new EngineOptions(count, style, verifyDigests);
    }

    public EngineOptions withStyle(DecoderStyle other) {
        return new EngineOptions(threads, other, verifyDigests);
    }
}
