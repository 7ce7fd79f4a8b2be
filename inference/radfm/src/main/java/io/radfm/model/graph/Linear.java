// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.graph;

import io.radfm.model.MalformedModel;
import io.radfm.model.onnx.OnnxGraph;
import io.radfm.model.onnx.OnnxGraph.Attribute;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.Value;
import io.radfm.model.quantization.PackedMatrix;

import java.util.ArrayList;
import java.util.List;

/// How `y = x·Wᵀ + b` is written for weights `[out, in]` as checkpoints hold them. The one place
/// where weights of fewer bits become other operators.
@FunctionalInterface
public interface Linear {
    /// @param name of the weights in the checkpoint, whatever form they have there
    /// @param bias one value per output; [Value#NONE] for none
    Value write(Layers layers, Value x, String name, int out, int in, Value bias)
            throws MalformedModel;

    /// Matrices of 16 or 32 bits, multiplied from where they lie.
    Linear MATRIX =
            (layers, x, name, out, in, bias) ->
                    gemm(layers.graph(), x, layers.parameter(name, out, in), bias);

    /// Plain operators for every form: matrices of few bits are widened by the graph. For engines
    /// without a product of their own for such.
    Linear WIDENED =
            (layers, x, name, out, in, bias) -> {
                var packed = PackedMatrix.find(layers.weights(), name, out, in);
                if (packed.isEmpty()) {
                    return MATRIX.write(layers, x, name, out, in, bias);
                }
                var wide = widen(layers.graph(), packed.get());
                if (layers.type() != Type.FLOAT) {
                    wide = layers.graph().cast(wide, layers.type());
                }
                return gemm(layers.graph(), x, wide, bias);
            };

    /// Matrices of few bits are multiplied as they are.
    Linear PACKED = packed(4);

    /// @param accuracyLevel what `MatMulNBits` may round activations to: 4 is 8 bits, which is what
    ///   makes it fast; 0 is not at all
    static Linear packed(int accuracyLevel) {
        return (layers, x, name, out, in, bias) -> {
            var packed = PackedMatrix.find(layers.weights(), name, out, in);
            if (packed.isEmpty() || !bias.equals(Value.NONE)) {
                return WIDENED.write(layers, x, name, out, in, bias);
            }
            var graph = layers.graph();
            var it = packed.get();
            return graph.node(
                            OnnxGraph.MICROSOFT,
                            "MatMulNBits",
                            List.of(x, graph.raw(it.values(), it.parameters()), scales(layers, it)),
                            1,
                            Attribute.of("K", in),
                            Attribute.of("N", out),
                            Attribute.of("bits", it.format().bits()),
                            Attribute.of("block_size", it.format().block()),
                            Attribute.of("accuracy_level", accuracyLevel))
                    .getFirst();
        };
    }

    private static Value scales(Layers layers, PackedMatrix it) {
        var scales = layers.graph().raw(it.scales(), 0);
        return layers.type() == Type.FLOAT ? scales : layers.graph().cast(scales, layers.type());
    }

    private static Value gemm(OnnxGraph graph, Value x, Value weight, Value bias) {
        var inputs = new ArrayList<>(List.of(x, weight));
        if (!bias.equals(Value.NONE)) {
            inputs.add(bias);
        }
        return graph.node("Gemm", inputs, Attribute.of("transB", 1));
    }

    /// (q − zero)·scale, the filling at the end of a row cut off; `[out, in]`
    private static Value widen(OnnxGraph graph, PackedMatrix it) {
        var format = it.format();
        int blocks = format.blocks(it.in());
        var bytes = graph.raw(it.values(), it.parameters()); //       [out, blocks, blockBytes]
        if (format.bits() == 4) {
            var low = graph.node("BitwiseAnd", bytes, graph.octet(15));
            var high =
                    graph.node(
                            "BitShift",
                            List.of(bytes, graph.octet(4)),
                            Attribute.of("direction", "RIGHT"));
            var last = graph.vector(3);
            bytes =
                    graph.node(
                            "Concat",
                            List.of(
                                    graph.node("Unsqueeze", low, last),
                                    graph.node("Unsqueeze", high, last)),
                            Attribute.of("axis", 3));
        }
        var q = graph.node("Reshape", bytes, graph.vector(it.out(), blocks, format.block()));
        var zero = graph.constant(1 << (format.bits() - 1));
        var centred = graph.node("Sub", graph.cast(q, Type.FLOAT), zero);
        var scales =
                graph.node("Reshape", graph.raw(it.scales(), 0), graph.vector(it.out(), blocks, 1));
        var wide =
                graph.node(
                        "Reshape",
                        graph.node("Mul", centred, scales),
                        graph.vector(it.out(), (long) blocks * format.block()));
        return blocks * format.block() == it.in()
                ? wide
                : graph.node(
                        "Slice", wide, graph.vector(0), graph.vector(it.in()), graph.vector(1));
    }
}
