// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.graph;

import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.onnx.OnnxGraph;
import io.radfm.model.onnx.OnnxGraph.Attribute;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.Value;

import java.util.List;

/// The layers RadFM is made of, each named by its weights in the checkpoint.
///
/// @param type of the numbers it computes with
public record Layers(OnnxGraph graph, Checkpoint weights, Linear linear, Type type) {
    private static final double LAYER_NORM_EPS = 1e-5;

    Layers(OnnxGraph graph, Checkpoint weights, Linear linear) {
        this(graph, weights, linear, Type.FLOAT);
    }

    /// `x·Wᵀ`
    Value linear(Value x, String name, int out, int in) throws MalformedModel {
        return linear.write(this, x, name + ".weight", out, in, Value.NONE);
    }

    /// `x·Wᵀ + b`
    Value linearWithBias(Value x, String name, int out, int in) throws MalformedModel {
        var bias = parameter(name + ".bias", out);
        return linear.write(this, x, name + ".weight", out, in, bias);
    }

    Value layerNorm(Value x, String name, int width) throws MalformedModel {
        var scale = parameter(name + ".weight", width);
        var shift = parameter(name + ".bias", width);
        return graph.node(
                "LayerNormalization",
                List.of(x, scale, shift),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", LAYER_NORM_EPS));
    }

    Value parameter(String name, long... shape) throws MalformedModel {
        return graph.weight(weights.require(name, shape), type);
    }

    /// softmax(q·kᵀ / √dimHead)·v in each head; `[n, heads·dimHead]` in and out, no mask.
    Value attention(Value q, Value k, Value v, int heads) {
        var front = graph.vector(0);
        var one =
                graph.node(
                        "Attention",
                        List.of(
                                graph.node("Unsqueeze", q, front),
                                graph.node("Unsqueeze", k, front),
                                graph.node("Unsqueeze", v, front)),
                        Attribute.of("q_num_heads", heads),
                        Attribute.of("kv_num_heads", heads));
        return graph.node("Squeeze", one, front);
    }

    /// The same in operators of the ONNX standard alone.
    Value standardAttention(Value q, Value k, Value v, int heads, int dimHead) {
        var mixed =
                graph.node(
                        "Attention",
                        split(q, heads, dimHead),
                        split(k, heads, dimHead),
                        split(v, heads, dimHead));
        return graph.node("Reshape", swapped(mixed), graph.vector(-1, (long) heads * dimHead));
    }

    /// `[n, heads·d]` → `[1, heads, n, d]`
    private Value split(Value x, int heads, int dimHead) {
        return swapped(graph.node("Reshape", x, graph.vector(1, -1, heads, dimHead)));
    }

    private Value swapped(Value x) {
        return graph.node("Transpose", List.of(x), Attribute.of("perm", List.of(0L, 2L, 1L, 3L)));
    }

    /// Cuts the last axis into `count` equal parts.
    List<Value> chunks(Value x, int count) {
        return graph.node(
                "",
                "Split",
                List.of(x),
                count,
                Attribute.of("axis", -1),
                Attribute.of("num_outputs", count));
    }

    Value add(Value a, Value b) {
        return graph.node("Add", a, b);
    }

    Value multiply(Value a, Value b) {
        return graph.node("Mul", a, b);
    }

    /// The exact one, by erf.
    Value gelu(Value x) {
        return graph.node("Gelu", x);
    }
}
