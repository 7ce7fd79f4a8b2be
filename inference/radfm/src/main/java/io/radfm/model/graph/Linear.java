// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.graph;

import io.radfm.model.checkpoint.Tensor;
import io.radfm.model.onnx.OnnxGraph;
import io.radfm.model.onnx.OnnxGraph.Attribute;
import io.radfm.model.onnx.Value;

import java.util.ArrayList;
import java.util.List;

/// How `y = x·Wᵀ + b` is written for weights `[out, in]` as checkpoints hold them. The one place
/// where weights of fewer bits become other operators.
@FunctionalInterface
public interface Linear {
    /// @param bias one value per output; [Value#NONE] for none
    Value write(OnnxGraph graph, Value x, Tensor weight, Value bias);

    /// 32-bit weights, multiplied from where they lie.
    Linear FLOAT32 =
            (graph, x, weight, bias) -> {
                var inputs = new ArrayList<>(List.of(x, graph.weight(weight)));
                if (!bias.equals(Value.NONE)) {
                    inputs.add(bias);
                }
                return graph.node("Gemm", inputs, Attribute.of("transB", 1));
            };
}
