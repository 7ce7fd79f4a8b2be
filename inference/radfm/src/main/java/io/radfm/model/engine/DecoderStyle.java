// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;

/// How the language model is computed. All styles that compute in 32 bits give the same tokens.
public enum DecoderStyle {
    /// Plain operators, copied cache: slow, and easy to trust.
    REFERENCE(ReferenceDecoder::new),
    /// Fused operators and a cache written in place: the fast one on a CPU.
    GROUPED((size, weights, threads) -> inPlace(InPlaceGraph.GROUPED, size, weights, threads)),
    /// Operators of the ONNX standard alone, cache written in place: what GPU engines read.
    STANDARD((size, weights, threads) -> inPlace(InPlaceGraph.STANDARD, size, weights, threads)),
    /// The same in 16-bit arithmetic and cache. Matrices of few bits are widened in both.
    STANDARD_HALF(
            (size, weights, threads) ->
                    inPlace(InPlaceGraph.STANDARD_HALF, size, weights, threads));

    private static Decoder inPlace(
            InPlaceGraph graph, Configuration.Language size, Checkpoint weights, int threads)
            throws MalformedModel {
        return new InPlaceDecoder(graph, size, weights, threads);
    }

    private interface Opening {
        Decoder open(Configuration.Language language, Checkpoint weights, int threads)
                throws MalformedModel;
    }

    private final Opening opening;

    DecoderStyle(Opening opening) {
        this.opening = opening;
    }

    public Decoder open(Configuration.Language language, Checkpoint weights, int threads)
            throws MalformedModel {
        return opening.open(language, weights, threads);
    }
}
