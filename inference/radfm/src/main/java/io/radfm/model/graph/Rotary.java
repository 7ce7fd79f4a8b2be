// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.graph;

import io.radfm.model.Configuration;
import io.radfm.model.onnx.OnnxGraph;
import io.radfm.model.onnx.Value;

/// Rotary position tables: angle `position · base^(−2j/headDim)` for the pair `(j, j + headDim/2)`,
/// one row `[headDim/2]` per position.
record Rotary(Value cos, Value sin) {
    static Rotary tables(OnnxGraph graph, Configuration.Language language) {
        int positions = language.maxSequenceLength();
        int half = language.headDim() / 2;
        var cos = new float[Math.multiplyExact(positions, half)];
        var sin = new float[cos.length];
        for (int position = 0, at = 0; position < positions; position++) {
            for (int j = 0; j < half; j++, at++) {
                double angle = position * Math.pow(language.ropeTheta(), -j / (double) half);
                cos[at] = (float) Math.cos(angle);
                sin[at] = (float) Math.sin(angle);
            }
        }
        return new Rotary(
                graph.constant(cos, positions, half), graph.constant(sin, positions, half));
    }
}
