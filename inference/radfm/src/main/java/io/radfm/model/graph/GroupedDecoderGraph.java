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
/// Further inputs: `last_index [1]` (positions filled after this step, less one) and `total []`
/// (the same, not less one). The cache is `[1, heads, capacity, headDim]` in and out.
public final class GroupedDecoderGraph {
    public static final String LAST_INDEX = "last_index";
    public static final String TOTAL = "total";

    private final Configuration.Language size;
    private final OnnxGraph graph = new OnnxGraph("decoder, fused");
    private final Layers layer;

    private GroupedDecoderGraph(Configuration.Language size, Checkpoint weights, Linear linear) {
        this.size = size;
        this.layer = new Layers(graph, weights, linear);
    }

    public static OnnxModel write(
            Configuration.Language language, Checkpoint weights, Linear linear)
            throws MalformedModel {
        return new GroupedDecoderGraph(language, weights, linear).write();
    }

    /// The sum so far, and its norm.
    private record Residual(Value sum, Value norm) {}

    private OnnxModel write() throws MalformedModel {
        int hidden = size.hiddenSize();
        var embeddings = graph.input(DecoderGraph.EMBEDDINGS, Type.FLOAT, "S", hidden);
        var rows = graph.input(DecoderGraph.ROWS, Type.INT64, "R");
        var lastIndex = graph.input(LAST_INDEX, Type.INT32, 1);
        var total = graph.input(TOTAL, Type.INT32);
        var rotary = Rotary.tables(graph, size);

        var x = new Residual(embeddings, firstNorm(embeddings));
        for (int i = 0; i < size.numHiddenLayers(); i++) {
            var name = "lang_model.model.layers." + i;
            var attended = attention(x.norm(), i, rotary, lastIndex, total);
            x = addAndNorm(x, attended, name + ".post_attention_layernorm");
            var next =
                    i + 1 < size.numHiddenLayers()
                            ? "lang_model.model.layers." + (i + 1) + ".input_layernorm"
                            : "lang_model.model.norm";
            x = addAndNorm(x, feedForward(x.norm(), name), next);
        }
        var last = graph.node("Gather", x.norm(), rows);
        var logits = layer.linear(last, "lang_model.lm_head", size.vocabSize(), hidden);
        graph.output(DecoderGraph.LOGITS, logits, Type.FLOAT, "R", size.vocabSize());
        return graph.build();
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

    private Value attention(Value h, int i, Rotary rotary, Value lastIndex, Value total)
            throws MalformedModel {
        int hidden = size.hiddenSize();
        int heads = size.numAttentionHeads();
        int d = size.headDim();
        var name = "lang_model.model.layers." + i + ".self_attn.";
        var front = graph.vector(0);
        var pastKey = graph.input(DecoderGraph.pastKey(i), Type.FLOAT, 1, heads, "capacity", d);
        var pastValue = graph.input(DecoderGraph.pastValue(i), Type.FLOAT, 1, heads, "capacity", d);

        var q = layer.linear(h, name + "q_proj", hidden, hidden); // [S, heads·d]
        var k = layer.linear(h, name + "k_proj", hidden, hidden);
        var v = layer.linear(h, name + "v_proj", hidden, hidden);
        var mixed = new Value("attention." + i);
        var presentKey = new Value(DecoderGraph.presentKey(i));
        var presentValue = new Value(DecoderGraph.presentValue(i));
        graph.nodeTo(
                OnnxGraph.MICROSOFT,
                "GroupQueryAttention",
                List.of(
                        graph.node("Unsqueeze", q, front),
                        graph.node("Unsqueeze", k, front),
                        graph.node("Unsqueeze", v, front),
                        pastKey,
                        pastValue,
                        lastIndex,
                        total,
                        rotary.cos(),
                        rotary.sin()),
                List.of(mixed.name(), presentKey.name(), presentValue.name()),
                Attribute.of("num_heads", heads),
                Attribute.of("kv_num_heads", heads),
                Attribute.of("do_rotary", 1),
                Attribute.of("rotary_interleaved", 0));
        graph.outputOf(presentKey, Type.FLOAT, 1, heads, "capacity", d);
        graph.outputOf(presentValue, Type.FLOAT, 1, heads, "capacity", d);
        return layer.linear(graph.node("Squeeze", mixed, front), name + "o_proj", hidden, hidden);
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
