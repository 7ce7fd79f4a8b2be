// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.Configuration;
import io.radfm.model.Configuration.Language;
import io.radfm.model.Configuration.Perceiver;
import io.radfm.model.Configuration.Vision;
import io.radfm.model.MalformedModel;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Parameters;
import io.radfm.model.checkpoint.Tensor;

import java.util.Arrays;
import java.util.OptionalInt;

/// A configuration read off the shapes of a checkpoint's tensors, for checkpoints that come without
/// one, as the authors' does. Shapes do not tell how a width is divided into heads, nor a patch
/// into its sides; these are the paper's unless [Known] says otherwise.
public final class InferredConfiguration {
    private static final String ENCODER = "embedding_layer.vision_encoder.";
    private static final String PERCEIVER = "embedding_layer.perceiver.";
    private static final String LAYERS = "lang_model.model.layers.";
    private static final int MOST_LAYERS = 4096;
    private static final int HEAD_WIDTH = 128; // LLaMA's
    private static final int VISION_HEAD_WIDTH = 64;
    private static final int FRAME_PATCH = 4;

    private final Checkpoint weights;
    private final Known known;

    /// What shapes do not tell, as far as somebody knows it.
    public record Known(
            OptionalInt heads,
            OptionalInt visionHeads,
            OptionalInt perceiverHeads,
            OptionalInt framePatchSize,
            OptionalInt maxSequenceLength) {
        public static final Known NOTHING =
                new Known(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty());
    }

    private InferredConfiguration(Checkpoint weights, Known known) {
        this.weights = weights;
        this.known = known;
    }

    /// @throws MalformedModel naming the tensor that is missing or has no sensible shape
    public static Configuration of(Checkpoint weights, Known known) throws MalformedModel {
        var it = new InferredConfiguration(weights, known);
        try {
            return new Configuration(it.vision(), it.perceiver(), it.language());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedModel(
                    weights.fileNames() + ": shapes of no RadFM: " + e.getMessage(), e);
        }
    }

    private Vision vision() throws MalformedModel {
        var embed = matrix(ENCODER + "to_patch_embedding.2.weight"); //   [dim, patchLength]
        int framePatch = known.framePatchSize().orElse(FRAME_PATCH);
        int patch = patchSize(embed[1], framePatch);
        int rows = matrix(ENCODER + "pos_embedding.row_embed.weight")[0];
        int depth = matrix(ENCODER + "pos_embedding.dep_embed.weight")[0];
        var block = ENCODER + "transformer.layers.";
        int inner = matrix(block + "0.0.fn.to_qkv.weight")[0] / 3;
        int heads = known.visionHeads().orElse(inner / VISION_HEAD_WIDTH);
        return new Vision(
                Math.multiplyExact(rows, patch),
                Math.multiplyExact(depth, framePatch),
                patch,
                framePatch,
                embed[0],
                count(block, ".0.fn.to_qkv.weight"),
                heads,
                part("vision", inner, heads, "--vision-heads"),
                matrix(block + "0.1.fn.net.0.weight")[0],
                3);
    }

    private Perceiver perceiver() throws MalformedModel {
        var latents = matrix(PERCEIVER + "latents"); //                   [latents, dim]
        int inner = matrix(PERCEIVER + "layers.0.0.to_q.weight")[0];
        int wide = matrix(PERCEIVER + "layers.0.1.1.weight")[0];
        int heads = known.perceiverHeads().orElse(inner / VISION_HEAD_WIDTH);
        return new Perceiver(
                count(PERCEIVER + "layers.", ".0.to_q.weight"),
                heads,
                part("perceiver", inner, heads, "--perceiver-heads"),
                latents[0],
                wide / Math.max(1, latents[1]));
    }

    private Language language() throws MalformedModel {
        boolean other =
                !weights.contains(Parameters.EMBEDDINGS)
                        && weights.contains(Parameters.SAME_EMBEDDINGS);
        var table = matrix(other ? Parameters.SAME_EMBEDDINGS : Parameters.EMBEDDINGS);
        int hidden = table[1];
        return new Language(
                table[0],
                hidden,
                matrix(LAYERS + "0.mlp.gate_proj.weight")[0],
                count(LAYERS, ".input_layernorm.weight"),
                heads(hidden),
                1e-6,
                10_000,
                known.maxSequenceLength().orElse(2048),
                1,
                2,
                0);
    }

    /// From the rotary frequencies, one for two numbers of a head, where the file has them.
    private int heads(int hidden) {
        if (known.heads().isPresent()) {
            return known.heads().getAsInt();
        }
        var frequencies = weights.tensors().get(LAYERS + "0.self_attn.rotary_emb.inv_freq");
        long width =
                frequencies != null && frequencies.shape().length == 1
                        ? 2 * frequencies.shape()[0]
                        : HEAD_WIDTH;
        if (width < 1 || width > hidden || hidden % width != 0) {
            throw new IllegalArgumentException(
                    "a width of "
                            + hidden
                            + " does not divide into heads of "
                            + width
                            + ": say how many there are with --heads");
        }
        return (int) (hidden / width);
    }

    private static int part(String what, int inner, int heads, String option) {
        if (heads < 1 || inner % heads != 0) {
            throw new IllegalArgumentException(
                    "the %s's width of %d does not divide into %d heads: say how many with %s"
                            .formatted(what, inner, heads, option));
        }
        return inner / heads;
    }

    /// A patch is 3 channels of `size·size·framePatch` voxels.
    private static int patchSize(int length, int framePatch) {
        int size = (int) Math.round(Math.sqrt(length / (3.0 * framePatch)));
        if (3L * size * size * framePatch != length) {
            throw new IllegalArgumentException(
                    "patches of %d values are no squares of %d slices: give --frame-patch-size"
                            .formatted(length, framePatch));
        }
        return size;
    }

    private int count(String before, String after) {
        int layers = 0;
        while (layers < MOST_LAYERS && weights.contains(before + layers + after)) {
            layers++;
        }
        return layers;
    }

    private int[] matrix(String name) throws MalformedModel {
        Tensor tensor = weights.tensors().get(name);
        if (tensor == null) {
            throw new MalformedModel(weights.fileNames() + ": tensor " + name + " is missing");
        }
        if (tensor.shape().length != 2) {
            throw new MalformedModel(
                    "%s: tensor %s has shape %s, must be a matrix"
                            .formatted(weights.fileNames(), name, Arrays.toString(tensor.shape())));
        }
        return new int[] {Math.toIntExact(tensor.shape()[0]), Math.toIntExact(tensor.shape()[1])};
    }
}
