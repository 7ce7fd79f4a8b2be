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

import java.util.List;

/// LLaMA in ONNX Runtime's fused operators, the fast style on a CPU: GroupQueryAttention rotates,
/// attends and writes the cache in place; SkipSimplifiedLayerNormalization adds the residual and
/// normalises.
///
/// Embeddings come as `[B·S, hidden]`: B sequences of S new positions each, S = 1 or B = 1. Further
/// inputs: `batched [3]` = B, S, hidden; `last_index [B]`, the last position each sequence has
/// after this step; `total []`, the most positions of any. The cache is `[B, heads, capacity,
/// headDim]` in and out. Cache and arithmetic are of one type, 32 or 16 bits; embeddings and logits
/// are of 32.
public final class GroupedDecoderGraph {
    public static final String BATCHED = "batched";
    public static final String LAST_INDEX = "last_index";
    public static final String TOTAL = "total";

    private final Configuration.Language size;
    private final Type type;
    private final OnnxGraph graph = new OnnxGraph("decoder, fused");
    private final Layers layer;

    private GroupedDecoderGraph(
            Configuration.Language size, Checkpoint weights, Linear linear, Type type) {
        this.size = size;
        this.type = type;
        this.layer = new Layers(graph, weights, linear, type);
    }

    public static OnnxModel write(
            Configuration.Language language, Checkpoint weights, Linear linear)
            throws MalformedModel {
        return write(language, weights, linear, Type.FLOAT);
    }

    /// @param type FLOAT or FLOAT16
    public static OnnxModel write(
            Configuration.Language language, Checkpoint weights, Linear linear, Type type)
            throws MalformedModel {
        return new GroupedDecoderGraph(language, weights, linear, type).write();
    }

    /// How the rows are sequences.
    private record Batch(Value shape, Value lastIndex, Value total) {}

    /// The sum so far, and its norm.
    private record Residual(Value sum, Value norm) {}

    private OnnxModel write() throws MalformedModel {
        int hidden = size.hiddenSize();
        var embeddings = graph.input(DecoderGraph.EMBEDDINGS, Type.FLOAT, "N", hidden);
        var rows = graph.input(DecoderGraph.ROWS, Type.INT64, "R");
        var batch =
                new Batch(
                        graph.input(BATCHED, Type.INT64, 3),
                        graph.input(LAST_INDEX, Type.INT32, "B"),
                        graph.input(TOTAL, Type.INT32));
        var tables = Rotary.tables(graph, size);
        var rotary = new Rotary(as(type, tables.cos()), as(type, tables.sin()));

        var first = as(type, embeddings);
        var x = new Residual(first, firstNorm(first));
        for (int i = 0; i < size.numHiddenLayers(); i++) {
            var name = "lang_model.model.layers." + i;
            var attended = attention(x.norm(), i, rotary, batch);
            x = addAndNorm(x, attended, name + ".post_attention_layernorm");
            var next =
                    i + 1 < size.numHiddenLayers()
                            ? "lang_model.model.layers." + (i + 1) + ".input_layernorm"
                            : "lang_model.model.norm";
            x = addAndNorm(x, feedForward(x.norm(), name), next);
        }
        var last = graph.node("Gather", x.norm(), rows);
        var logits = layer.linear(last, "lang_model.lm_head", size.vocabSize(), hidden);
        graph.output(
                DecoderGraph.LOGITS, as(Type.FLOAT, logits), Type.FLOAT, "R", size.vocabSize());
        return graph.build();
    }

    private Value as(Type wanted, Value x) {
        return type == Type.FLOAT ? x : graph.cast(x, wanted);
    }

    private Value firstNorm(Value x) throws MalformedModel {
        return graph.node(
                "SimplifiedLayerNormalization",
                List.of(x, normWeight("lang_model.model.layers.0.input_layernorm")),
                Attribute.of("axis", -1),
                Attribute.of("epsilon", size.rmsNormEps()),
                Attribute.of("stash_type", 1));
    }

    private Residual addAndNorm(Residual x, Value delta, String name) throws MalformedModel {
        var outputs =
                graph.node(
                        OnnxGraph.MICROSOFT,
                        "SkipSimplifiedLayerNormalization",
                        List.of(x.sum(), delta, normWeight(name)),
                        4,
                        Attribute.of("epsilon", size.rmsNormEps()));
        return new Residual(outputs.get(3), outputs.get(0));
    }

    private Value normWeight(String name) throws MalformedModel {
        return layer.parameter(name + ".weight", size.hiddenSize());
    }

    private Value attention(Value h, int i, Rotary rotary, Batch batch) throws MalformedModel {
        int hidden = size.hiddenSize();
        int heads = size.numAttentionHeads();
        int d = size.headDim();
        var name = "lang_model.model.layers." + i + ".self_attn.";
        var flat = graph.vector(-1, hidden);
        var pastKey = graph.input(DecoderGraph.pastKey(i), type, "B", heads, "capacity", d);
        var pastValue = graph.input(DecoderGraph.pastValue(i), type, "B", heads, "capacity", d);

        var q = layer.linear(h, name + "q_proj", hidden, hidden); // [B·S, heads·d]
        var k = layer.linear(h, name + "k_proj", hidden, hidden);
        var v = layer.linear(h, name + "v_proj", hidden, hidden);
        var mixed = new Value("attention." + i);
        var presentKey = new Value(DecoderGraph.presentKey(i));
        var presentValue = new Value(DecoderGraph.presentValue(i));
        graph.nodeTo(
                OnnxGraph.MICROSOFT,
                "GroupQueryAttention",
                List.of(
                        graph.node("Reshape", q, batch.shape()),
                        graph.node("Reshape", k, batch.shape()),
                        graph.node("Reshape", v, batch.shape()),
                        pastKey,
                        pastValue,
                        batch.lastIndex(),
                        batch.total(),
                        rotary.cos(),
                        rotary.sin()),
                List.of(mixed.name(), presentKey.name(), presentValue.name()),
                Attribute.of("num_heads", heads),
                Attribute.of("kv_num_heads", heads),
                Attribute.of("do_rotary", 1),
                Attribute.of("rotary_interleaved", 0));
        graph.outputOf(presentKey, type, "B", heads, "capacity", d);
        graph.outputOf(presentValue, type, "B", heads, "capacity", d);
        return layer.linear(graph.node("Reshape", mixed, flat), name + "o_proj", hidden, hidden);
    }

    /// down · (silu(gate·h) ⊙ (up·h)); QuickGelu with α = 1 is silu
    private Value feedForward(Value h, String name) throws MalformedModel {
        int hidden = size.hiddenSize();
        int wide = size.intermediateSize();
        var gate = layer.linear(h, name + ".mlp.gate_proj", wide, hidden);
        var up = layer.linear(h, name + ".mlp.up_proj", wide, hidden);
        var silu =
                graph.node(
                                OnnxGraph.MICROSOFT,
                                "QuickGelu",
                                List.of(gate),
                                1,
                                Attribute.of("alpha", 1.0))
                        .getFirst();
        return layer.linear(layer.multiply(silu, up), name + ".mlp.down_proj", hidden, wide);
    }
}
