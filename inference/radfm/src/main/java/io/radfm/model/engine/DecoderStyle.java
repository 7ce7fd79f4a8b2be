// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;

/// How the language model is computed. All styles give the same tokens.
public enum DecoderStyle {
    /// Plain operators, copied cache: slow, and easy to trust.
    REFERENCE(ReferenceDecoder::new),
    /// Fused operators and a cache written in place.
    GROUPED(InPlaceDecoder::new);

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
