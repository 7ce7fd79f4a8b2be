// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.graph;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.onnx.OnnxGraph;
import io.radfm.model.onnx.OnnxGraph.Attribute;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.OnnxModel;
import io.radfm.model.onnx.Value;

import java.util.Arrays;
import java.util.List;

/// LLaMA in plain operators, one per step of the mathematics: what the fast styles are held
/// against.
///
/// Further inputs: `positions [S]`, and `mask [S, T]`, which is added to the attention scores. The
/// cache `[heads, past, headDim]` comes out longer by S.
public final class ReferenceDecoderGraph {
    public static final String POSITIONS = "positions";
    public static final String MASK = "mask";

    private final Configuration.Language size;
    private final OnnxGraph graph = new OnnxGraph("decoder, plain");
    private final Layers layer;

    private ReferenceDecoderGraph(Configuration.Language size, Checkpoint weights, Linear linear) {
        this.size = size;
        this.layer = new Layers(graph, weights, linear);
    }

    public static OnnxModel write(
            Configuration.Language language, Checkpoint weights, Linear linear)
            throws MalformedModel {
        return new ReferenceDecoderGraph(language, weights, linear).write();
    }

    private OnnxModel write() throws MalformedModel {
        int hidden = size.hiddenSize();
        var x = graph.input(DecoderGraph.EMBEDDINGS, Type.FLOAT, "S", hidden);
        var rows = graph.input(DecoderGraph.ROWS, Type.INT64, "R");
        var positions = graph.input(POSITIONS, Type.INT64, "S");
        var mask = graph.input(MASK, Type.FLOAT, "S", "T");
        var tables = Rotary.tables(graph, size);
        var rotary =
                new Rotary( //                                          [S, headDim/2]
                        graph.node("Gather", tables.cos(), positions),
                        graph.node("Gather", tables.sin(), positions));

        for (int i = 0; i < size.numHiddenLayers(); i++) {
            var name = "lang_model.model.layers." + i;
            x = layer.add(x, attention(rmsNorm(x, name + ".input_layernorm"), i, rotary, mask));
            x = layer.add(x, feedForward(rmsNorm(x, name + ".post_attention_layernorm"), name));
        }
        var last = rmsNorm(graph.node("Gather", x, rows), "lang_model.model.norm");
        var logits = layer.linear(last, "lang_model.lm_head", size.vocabSize(), hidden);
        graph.output(DecoderGraph.LOGITS, logits, Type.FLOAT, "R", size.vocabSize());
        return graph.build();
    }

    /// x / √(mean(x²) + ε) · w
    private Value rmsNorm(Value x, String name) throws MalformedModel {
        var square = layer.multiply(x, x);
        var mean =
                graph.node(
                        "ReduceMean",
                        List.of(square, graph.vector(-1)),
                        Attribute.of("keepdims", 1));
        var root = graph.node("Sqrt", layer.add(mean, graph.constant((float) size.rmsNormEps())));
        var scale = layer.parameter(name + ".weight", size.hiddenSize());
        return layer.multiply(graph.node("Div", x, root), scale);
    }

    /// out · softmax(rotate(q)·rotate(k)ᵀ/√d + mask)·v, over the cached positions and the new ones
    private Value attention(Value h, int i, Rotary rotary, Value mask) throws MalformedModel {
        int hidden = size.hiddenSize();
        int heads = size.numAttentionHeads();
        int d = size.headDim();
        var name = "lang_model.model.layers." + i + ".self_attn.";
        var pastKey = graph.input(DecoderGraph.pastKey(i), Type.FLOAT, heads, "P", d);
        var pastValue = graph.input(DecoderGraph.pastValue(i), Type.FLOAT, heads, "P", d);

        var q = rotate(heads(layer.linear(h, name + "q_proj", hidden, hidden)), rotary);
        var k = rotate(heads(layer.linear(h, name + "k_proj", hidden, hidden)), rotary);
        var v = heads(layer.linear(h, name + "v_proj", hidden, hidden)); // [heads, S, d]
        var keys = join(pastKey, k, DecoderGraph.presentKey(i)); //         [heads, T, d]
        var values = join(pastValue, v, DecoderGraph.presentValue(i)); //   [heads, T, d]

        var scores = graph.node("MatMul", q, transpose(keys, 0, 2, 1)); //  [heads, S, T]
        scores = layer.multiply(scores, graph.constant((float) (1 / Math.sqrt(d))));
        var weights =
                graph.node("Softmax", List.of(layer.add(scores, mask)), Attribute.of("axis", -1));
        var mixed = transpose(graph.node("MatMul", weights, values), 1, 0, 2);
        var rows = graph.node("Reshape", mixed, graph.vector(-1, hidden)); // [S, hidden]
        return layer.linear(rows, name + "o_proj", hidden, hidden);
    }

    /// down · (silu(gate·h) ⊙ (up·h))
    private Value feedForward(Value h, String name) throws MalformedModel {
        int hidden = size.hiddenSize();
        int wide = size.intermediateSize();
        var gate = layer.linear(h, name + ".mlp.gate_proj", wide, hidden);
        var up = layer.linear(h, name + ".mlp.up_proj", wide, hidden);
        var silu = layer.multiply(gate, graph.node("Sigmoid", gate));
        return layer.linear(layer.multiply(silu, up), name + ".mlp.down_proj", hidden, wide);
    }

    /// `[S, heads·d]` → `[heads, S, d]`
    private Value heads(Value x) {
        var split = graph.vector(-1, size.numAttentionHeads(), size.headDim());
        return transpose(graph.node("Reshape", x, split), 1, 0, 2);
    }

    /// The two halves `(a, b)` of each head become `(a·cos − b·sin, b·cos + a·sin)`.
    private Value rotate(Value x, Rotary rotary) {
        var half = layer.chunks(x, 2);
        var a = half.get(0);
        var b = half.get(1);
        var left =
                graph.node("Sub", layer.multiply(a, rotary.cos()), layer.multiply(b, rotary.sin()));
        var right = layer.add(layer.multiply(b, rotary.cos()), layer.multiply(a, rotary.sin()));
        return graph.node("Concat", List.of(left, right), Attribute.of("axis", -1));
    }

    private Value join(Value past, Value fresh, String name) {
        graph.nodeTo("", "Concat", List.of(past, fresh), List.of(name), Attribute.of("axis", 1));
        var joined = new Value(name);
        graph.outputOf(joined, Type.FLOAT, size.numAttentionHeads(), "T", size.headDim());
        return joined;
    }

    private Value transpose(Value x, long... order) {
        var permutation = Arrays.stream(order).boxed().toList();
        return graph.node("Transpose", List.of(x), Attribute.of("perm", permutation));
    }
}
