// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.graph;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.onnx.OnnxModel;

/// Names that every style of the decoder shares, and the choice between them.
///
/// Inputs: `embeddings [S, hidden]` for the new positions, `rows [R]` (which of them to give logits
/// for), and the cache of each layer, `past_key.N`, `past_value.N`. Outputs: `logits [R, vocab]`,
/// `present_key.N`, `present_value.N`.
@FunctionalInterface
public interface DecoderGraph {
    String EMBEDDINGS = "embeddings";
    String ROWS = "rows";
    String LOGITS = "logits";

    static String pastKey(int layer) {
        return "past_key." + layer;
    }

    static String pastValue(int layer) {
        return "past_value." + layer;
    }

    static String presentKey(int layer) {
        return "present_key." + layer;
    }

    static String presentValue(int layer) {
        return "present_value." + layer;
    }

    OnnxModel write(Configuration.Language language, Checkpoint weights, Linear linear)
            throws MalformedModel;
}
