// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import io.radfm.model.Configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Every learned tensor of a RadFM, in the names and shapes of its checkpoints, with how it begins.
public final class Parameters {
    public static final String EMBEDDINGS = "lang_model.model.embed_tokens.weight";

    /// The same table under its other name; the authors' checkpoint has both.
    public static final String SAME_EMBEDDINGS = "embedding_layer.weight";

    /// How the numbers of a tensor begin.
    public enum Start {
        /// Drawn from N(0, 0.02).
        NORMAL,
        ONES,
        ZEROS
    }

    /// What a tensor is to the model.
    public enum Role {
        VISION("vision encoder"),
        PERCEIVER("perceiver"),
        PROJECTION("projection"),
        FIGURES("figure tokens"),
        EMBEDDINGS("embedding table"),
        /// The matrices of the language model's layers: what a token costs.
        MATRIX("decoder matrices"),
        NORM("decoder norms"),
        HEAD("output head");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        static Role of(String name) {
            if (name.startsWith("embedding_layer.vision_encoder.")) {
                return VISION;
            } else if (name.startsWith("embedding_layer.perceiver.")) {
                return PERCEIVER;
            } else if (name.startsWith("embedding_layer.fc.")) {
                return PROJECTION;
            } else if (name.startsWith("embedding_layer.")) {
                return FIGURES;
            } else if (name.equals(Parameters.EMBEDDINGS)) {
                return EMBEDDINGS;
            } else if (name.startsWith("lang_model.lm_head.")) {
                return HEAD;
            }
            return name.endsWith("norm.weight") ? NORM : MATRIX;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /// One tensor.
    public record Parameter(String name, long[] shape, Start start, Role role) {
        public long elements() {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        }
    }

    private final List<Parameter> all = new ArrayList<>();

    private Parameters() {}

    public static List<Parameter> of(Configuration configuration) {
        var parameters = new Parameters();
        parameters.vision(configuration.vision());
        parameters.perceiver(configuration.perceiver(), configuration.vision().dim());
        parameters.linear(
                "embedding_layer.fc",
                configuration.language().hiddenSize(),
                configuration.vision().dim(),
                true);
        parameters.language(configuration.language());
        return List.copyOf(parameters.all);
    }

    private void vision(Configuration.Vision size) {
        var name = "embedding_layer.vision_encoder.";
        int dim = size.dim();
        int inner = size.heads() * size.dimHead();
        layerNorm(name + "to_patch_embedding.1", size.patchLength());
        linear(name + "to_patch_embedding.2", dim, size.patchLength(), true);
        layerNorm(name + "to_patch_embedding.3", dim);
        normal(name + "pos_embedding.row_embed.weight", size.tableRows(), dim / 3);
        normal(name + "pos_embedding.col_embed.weight", size.tableRows(), dim / 3);
        normal(name + "pos_embedding.dep_embed.weight", size.tableDepth(), dim / 3);
        for (int i = 0; i < size.depth(); i++) {
            var block = name + "transformer.layers." + i;
            layerNorm(block + ".0.norm", dim);
            linear(block + ".0.fn.to_qkv", 3 * inner, dim, false);
            if (size.projects()) {
                linear(block + ".0.fn.to_out.0", dim, inner, true);
            }
            layerNorm(block + ".1.norm", dim);
            linear(block + ".1.fn.net.0", size.mlpDim(), dim, true);
            linear(block + ".1.fn.net.3", dim, size.mlpDim(), true);
        }
    }

    private void perceiver(Configuration.Perceiver size, int dim) {
        var name = "embedding_layer.perceiver.";
        int inner = size.heads() * size.dimHead();
        normal(name + "latents", size.numLatents(), dim);
        for (int i = 0; i < size.depth(); i++) {
            var attend = name + "layers." + i + ".0.";
            layerNorm(attend + "norm_media", dim);
            layerNorm(attend + "norm_latents", dim);
            linear(attend + "to_q", inner, dim, false);
            linear(attend + "to_kv", 2 * inner, dim, false);
            linear(attend + "to_out", dim, inner, false);
            var feed = name + "layers." + i + ".1.";
            layerNorm(feed + "0", dim);
            linear(feed + "1", size.ffMult() * dim, dim, false);
            linear(feed + "3", dim, size.ffMult() * dim, false);
        }
        layerNorm(name + "norm", dim);
    }

    private void language(Configuration.Language size) {
        int hidden = size.hiddenSize();
        normal("embedding_layer.figure_token_weight", 2, hidden);
        normal(EMBEDDINGS, size.vocabSize(), hidden);
        for (int i = 0; i < size.numHiddenLayers(); i++) {
            var layer = "lang_model.model.layers." + i;
            for (var matrix : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                linear(layer + ".self_attn." + matrix, hidden, hidden, false);
            }
            linear(layer + ".mlp.gate_proj", size.intermediateSize(), hidden, false);
            linear(layer + ".mlp.up_proj", size.intermediateSize(), hidden, false);
            linear(layer + ".mlp.down_proj", hidden, size.intermediateSize(), false);
            add(layer + ".input_layernorm.weight", Start.ONES, hidden);
            add(layer + ".post_attention_layernorm.weight", Start.ONES, hidden);
        }
        add("lang_model.model.norm.weight", Start.ONES, hidden);
        linear("lang_model.lm_head", size.vocabSize(), hidden, false);
    }

    private void linear(String name, int out, int in, boolean bias) {
        normal(name + ".weight", out, in);
        if (bias) {
            add(name + ".bias", Start.ZEROS, out);
        }
    }

    private void layerNorm(String name, int width) {
        add(name + ".weight", Start.ONES, width);
        add(name + ".bias", Start.ZEROS, width);
    }

    private void normal(String name, long... shape) {
        add(name, Start.NORMAL, shape);
    }

    private void add(String name, Start start, long... shape) {
        all.add(new Parameter(name, shape, start, Role.of(name)));
    }
}
