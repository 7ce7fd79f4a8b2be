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

/// LLaMA in operators of the ONNX standard alone, opset 24: `TensorScatter` writes new keys and
/// values into the cache where it is, `Attention` reads it through a mask, `RotaryEmbedding` and
/// `RMSNormalization` do what they say. For engines that know no others, TensorRT above all.
///
/// Embeddings are `[B·S, hidden]` as in [GroupedDecoderGraph], B and S free. Further input:
/// `positions [B, S]`, where in its sequence each new row stands, ascending by one; the first says
/// where in the cache a sequence is written. A row sees what lies at its position and before. Rows
/// that only fill up a shorter sequence write behind its end, where nothing is read before it has
/// been overwritten.
///
/// Cache and arithmetic are of one type, 32 or 16 bits; embeddings and logits are of 32.
public final class StandardDecoderGraph {
    public static final String POSITIONS = "positions";
    private static final int OPSET = 24;

    private final Configuration.Language size;
    private final Type type;
    private final Object capacity;
    private final OnnxGraph graph = new OnnxGraph("decoder, standard", OPSET);
    private final Layers layer;

    private StandardDecoderGraph(
            Configuration.Language size, Checkpoint weights, Type type, Object capacity) {
        this.size = size;
        this.type = type;
        this.capacity = capacity;
        this.layer = new Layers(graph, weights, Linear.WIDENED, type);
    }

    /// @param type FLOAT, FLOAT16 or BFLOAT16
    public static OnnxModel write(Configuration.Language language, Checkpoint weights, Type type)
            throws MalformedModel {
        return new StandardDecoderGraph(language, weights, type, "capacity").write();
    }

    /// With a cache of just so many positions, for engines that write in place only where the size
    /// is known beforehand.
    public static OnnxModel write(
            Configuration.Language language, Checkpoint weights, Type type, int capacity)
            throws MalformedModel {
        return new StandardDecoderGraph(language, weights, type, capacity).write();
    }

    /// What all layers share.
    ///
    /// @param batch B and S, as a vector
    /// @param start `[B]`, where in the cache new rows are written
    /// @param mask `[B, 1, S, capacity]`, true where a row may look
    private record Places(Value batch, Value positions, Value start, Value mask, Rotary rotary) {}

    private OnnxModel write() throws MalformedModel {
        int hidden = size.hiddenSize();
        var embeddings = graph.input(DecoderGraph.EMBEDDINGS, Type.FLOAT, "N", hidden);
        var rows = graph.input(DecoderGraph.ROWS, Type.INT64, "R");
        var places = places(graph.input(POSITIONS, Type.INT64, "B", "S"));

        var x = as(type, embeddings);
        for (int i = 0; i < size.numHiddenLayers(); i++) {
            var name = "lang_model.model.layers." + i;
            x = layer.add(x, attention(rmsNorm(x, name + ".input_layernorm"), i, places));
            x = layer.add(x, feedForward(rmsNorm(x, name + ".post_attention_layernorm"), name));
        }
        var last = rmsNorm(graph.node("Gather", x, rows), "lang_model.model.norm");
        var logits = layer.linear(last, "lang_model.lm_head", size.vocabSize(), hidden);
        graph.output(
                DecoderGraph.LOGITS, as(Type.FLOAT, logits), Type.FLOAT, "R", size.vocabSize());
        return graph.build();
    }

    private Places places(Value positions) {
        var start =
                graph.node("Gather", List.of(positions, graph.scalar(0)), Attribute.of("axis", 1));
        var cache = graph.node("Shape", new Value(DecoderGraph.pastKey(0)));
        var capacity = graph.node("Gather", cache, graph.scalar(2));
        var keys = graph.node("Range", graph.scalar(0), capacity, graph.scalar(1));
        var rows = graph.node("Unsqueeze", positions, graph.vector(1, 3)); //   [B, 1, S, 1]
        var tables = Rotary.tables(graph, size);
        return new Places(
                graph.node("Shape", positions),
                positions,
                start,
                graph.node("LessOrEqual", keys, rows),
                new Rotary(as(type, tables.cos()), as(type, tables.sin())));
    }

    private Value rmsNorm(Value x, String name) throws MalformedModel {
        return graph.node(
                "RMSNormalization",
                List.of(x, layer.parameter(name + ".weight", size.hiddenSize())),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", size.rmsNormEps()));
    }

    private Value attention(Value h, int i, Places places) throws MalformedModel {
        int hidden = size.hiddenSize();
        var name = "lang_model.model.layers." + i + ".self_attn.";
        var q = rotate(heads(layer.linear(h, name + "q_proj", hidden, hidden), places), places);
        var k = rotate(heads(layer.linear(h, name + "k_proj", hidden, hidden), places), places);
        var v = heads(layer.linear(h, name + "v_proj", hidden, hidden), places);
        var keys = append(DecoderGraph.pastKey(i), k, DecoderGraph.presentKey(i), places);
        var values = append(DecoderGraph.pastValue(i), v, DecoderGraph.presentValue(i), places);
        var mixed = graph.node("Attention", q, keys, values, places.mask()); // [B, heads, S, d]
        var rows = graph.node("Reshape", transpose(mixed, 0, 2, 1, 3), graph.vector(-1, hidden));
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

    /// `[B·S, heads·d]` → `[B, heads, S, d]`
    private Value heads(Value x, Places places) {
        var perHead = graph.vector(size.numAttentionHeads(), size.headDim());
        var shape = graph.node("Concat", List.of(places.batch(), perHead), Attribute.of("axis", 0));
        return transpose(graph.node("Reshape", x, shape), 0, 2, 1, 3);
    }

    private Value rotate(Value x, Places places) {
        var rotary = places.rotary();
        return graph.node("RotaryEmbedding", x, rotary.cos(), rotary.sin(), places.positions());
    }

    /// New rows into the cache, which is input and output.
    private Value append(String past, Value rows, String present, Places places) {
        Object[] shape = {"B", size.numAttentionHeads(), capacity, size.headDim()};
        var cache = graph.input(past, type, shape);
        graph.nodeTo(
                "",
                "TensorScatter",
                List.of(cache, rows, places.start()),
                List.of(present),
                Attribute.of("axis", -2));
        var written = new Value(present);
        graph.outputOf(written, type, shape);
        return written;
    }

    private Value as(Type wanted, Value x) {
        return type == Type.FLOAT ? x : graph.cast(x, wanted);
    }

    private Value transpose(Value x, long... order) {
        var permutation = Arrays.stream(order).boxed().toList();
        return graph.node("Transpose", List.of(x), Attribute.of("perm", permutation));
    }
}
