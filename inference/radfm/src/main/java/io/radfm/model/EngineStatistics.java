// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

/// What a model's engine has done since it was loaded, and what it holds now. Seconds are those
/// that the engine was at it: passes are never two at a time.
///
/// @param scansEncoded scans that the vision encoder has seen
/// @param scansFound scans that were known from before
/// @param promptTokens positions of prompts filled in; what questions share counts once
/// @param answerTokens tokens made in steps
/// @param steps each made a token for every answer under way
/// @param batch answers that the last step served; 0 while there is none
/// @param tokensPerSecond of the last steps, the older the less; 0 before the first
/// @param cacheBytes memory of keys and values
/// @param scanBytes memory of encoded scans
public record EngineStatistics(
        long scansEncoded,
        long scansFound,
        double encodeSeconds,
        long promptTokens,
        double prefillSeconds,
        long answerTokens,
        long steps,
        double decodeSeconds,
        int batch,
        double tokensPerSecond,
        long cacheBytes,
        long scanBytes) {
    /// Of an engine that has done nothing.
    public static final EngineStatistics NONE =
            new EngineStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// Of both engines together.
    public EngineStatistics plus(EngineStatistics other) {
        return new EngineStatistics(
                scansEncoded + other.scansEncoded,
                scansFound + other.scansFound,
                encodeSeconds + other.encodeSeconds,
                promptTokens + other.promptTokens,
                prefillSeconds + other.prefillSeconds,
                answerTokens + other.answerTokens,
                steps + other.steps,
                decodeSeconds + other.decodeSeconds,
                batch + other.batch,
                tokensPerSecond + other.tokensPerSecond,
                cacheBytes + other.cacheBytes,
                scanBytes + other.scanBytes);
    }

    /// What it has done; it holds and does nothing any more.
    public EngineStatistics ended() {
        return new EngineStatistics(
                scansEncoded,
                scansFound,
                encodeSeconds,
                promptTokens,
                prefillSeconds,
                answerTokens,
                steps,
                decodeSeconds,
                0,
                0,
                0,
                0);
    }
}
