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

import java.util.ArrayList;
import java.util.List;

/// One scan to `numLatents` tokens of the language model: 3D ViT, perceiver resampler, fc.
///
/// ```
/// image [c,H,W,D] ─ patchify ─ embed ─(+ positions)─ blocks ─ perceiver ─ fc ─► tokens [latents, hidden]
/// ```
///
/// H, W and D are free at run time, multiples of the patch and within the position tables; `c` is 1
/// or 3.
public final class VisionGraph {
    public static final String IMAGE = "image";
    public static final String TOKENS = "tokens";

    /// What one piece of the graph hands to the next, `[n, dim]`.
    public static final String PATCHES = "patches";

    private static final String ENCODER = "embedding_layer.vision_encoder.";
    private static final String PERCEIVER = "embedding_layer.perceiver.";

    private final Configuration configuration;
    private final Configuration.Vision vision;
    private final boolean standard;
    private final OnnxGraph graph = new OnnxGraph("vision");
    private final Layers layer;

    private VisionGraph(Configuration configuration, Checkpoint weights, boolean standard) {
        this.configuration = configuration;
        this.vision = configuration.vision();
        this.standard = standard;
        this.layer = new Layers(graph, weights, Linear.MATRIX);
    }

    /// @param stages also give `pos_embedding`, `vision_encoder` and `perceiver`, to look inside
    public static OnnxModel write(Configuration configuration, Checkpoint weights, boolean stages)
            throws MalformedModel {
        return new VisionGraph(configuration, weights, false).write(stages);
    }

    /// The same graph cut after each block but the last: one that takes the image, others that take
    /// the patches of the one before, the last of which gives the tokens. Between two of them other
    /// work can be done.
    public static List<OnnxModel> writePieces(Configuration configuration, Checkpoint weights)
            throws MalformedModel {
        var pieces = new ArrayList<OnnxModel>();
        for (int block = 0; block < configuration.vision().depth(); block++) {
            pieces.add(new VisionGraph(configuration, weights, false).writePiece(block));
        }
        return pieces;
    }

    /// The same in operators of the ONNX standard alone, for engines that know no others.
    public static OnnxModel writeStandard(Configuration configuration, Checkpoint weights)
            throws MalformedModel {
        return new VisionGraph(configuration, weights, true).write(false);
    }

    private Value attention(Value q, Value k, Value v, int heads, int dimHead) {
        return standard
                ? layer.standardAttention(q, k, v, heads, dimHead)
                : layer.attention(q, k, v, heads);
    }

    private OnnxModel write(boolean stages) throws MalformedModel {
        var image = graph.input(IMAGE, Type.FLOAT, "channels", "height", "width", "depth");
        int latents = configuration.perceiver().numLatents();

        var grid = grid(image); //                                          h, w, d
        var positions = positions(grid); //                                 [n, dim]
        var x = layer.add(embed(patchify(image, grid)), positions); //      [n, dim]
        for (int block = 0; block < vision.depth(); block++) {
            x = block(x, ENCODER + "transformer.layers." + block);
        }
        var resampled = perceiver(x); //                                    [latents, dim]
        tokens(resampled); //                                               [latents, hidden]
        if (stages) {
            graph.output("pos_embedding", positions, Type.FLOAT, "n", vision.dim());
            graph.output("vision_encoder", x, Type.FLOAT, "n", vision.dim());
            graph.output("perceiver", resampled, Type.FLOAT, latents, vision.dim());
        }
        return graph.build();
    }

    private OnnxModel writePiece(int block) throws MalformedModel {
        int dim = vision.dim();
        Value x;
        if (block == 0) {
            var image = graph.input(IMAGE, Type.FLOAT, "channels", "height", "width", "depth");
            var grid = grid(image);
            x = layer.add(embed(patchify(image, grid)), positions(grid));
        } else {
            x = graph.input(PATCHES, Type.FLOAT, "n", dim);
        }
        x = block(x, ENCODER + "transformer.layers." + block);
        if (block + 1 < vision.depth()) {
            graph.output("next_" + PATCHES, x, Type.FLOAT, "n", dim);
        } else {
            tokens(perceiver(x));
        }
        return graph.build();
    }

    private void tokens(Value resampled) throws MalformedModel {
        int hidden = configuration.language().hiddenSize();
        var tokens = layer.linearWithBias(resampled, "embedding_layer.fc", hidden, vision.dim());
        int latents = configuration.perceiver().numLatents();
        graph.output(TOKENS, tokens, Type.FLOAT, latents, hidden);
    }

    /// How many patches the image has along each axis, as three vectors of length 1.
    private List<Value> grid(Value image) {
        var size = graph.node("Shape", image);
        var grid = new ArrayList<Value>();
        int[] patch = {vision.patchSize(), vision.patchSize(), vision.framePatchSize()};
        for (int axis = 0; axis < 3; axis++) {
            var length = graph.node("Gather", size, graph.vector(axis + 1));
            grid.add(graph.node("Div", length, graph.vector(patch[axis])));
        }
        return grid;
    }

    /// `c (h p1) (w p2) (f pf)` → `(h w f) (p1 p2 pf c)`; a grey image counts three times.
    private Value patchify(Value image, List<Value> grid) {
        var colour = graph.node("Expand", image, graph.vector(vision.channels(), 1, 1, 1));
        var p = graph.vector(vision.patchSize());
        var pf = graph.vector(vision.framePatchSize());
        var split =
                concat(
                        graph.vector(vision.channels()),
                        grid.get(0),
                        p,
                        grid.get(1),
                        p,
                        grid.get(2),
                        pf);
        var cut =
                graph.node(
                        "Transpose",
                        List.of(graph.node("Reshape", colour, split)),
                        Attribute.of("perm", List.of(1L, 3L, 5L, 2L, 4L, 6L, 0L)));
        return graph.node("Reshape", cut, graph.vector(-1, vision.patchLength()));
    }

    private Value embed(Value patches) throws MalformedModel {
        var name = ENCODER + "to_patch_embedding.";
        var x = layer.layerNorm(patches, name + "1", vision.patchLength());
        x = layer.linearWithBias(x, name + "2", vision.dim(), vision.patchLength());
        return layer.layerNorm(x, name + "3", vision.dim());
    }

    /// Three tables, a third of the width each: row | column | depth. Of a table with `t` entries
    /// an axis of `n` patches takes entry `(i+1)·(t div n) − 1` for its patch `i`, so that small
    /// scans spread over the whole table.
    private Value positions(List<Value> grid) throws MalformedModel {
        String[] names = {"row", "col", "dep"};
        int[] entries = {vision.tableRows(), vision.tableRows(), vision.tableDepth()};
        int third = vision.dim() / 3;
        var full = concat(grid.get(0), grid.get(1), grid.get(2), graph.vector(third));
        var parts = new ArrayList<Value>();
        for (int axis = 0; axis < 3; axis++) {
            var table =
                    layer.parameter(
                            ENCODER + "pos_embedding." + names[axis] + "_embed.weight",
                            entries[axis],
                            third);
            var count = graph.node("Squeeze", grid.get(axis), graph.vector(0));
            var oneBased =
                    graph.node(
                            "Range",
                            graph.scalar(1),
                            layer.add(count, graph.scalar(1)),
                            graph.scalar(1));
            var stride = graph.node("Div", graph.scalar(entries[axis]), count);
            var index = graph.node("Sub", layer.multiply(oneBased, stride), graph.scalar(1));
            long[] alongAxis = {1, 1, 1, third};
            alongAxis[axis] = -1;
            var rows =
                    graph.node(
                            "Reshape", graph.node("Gather", table, index), graph.vector(alongAxis));
            parts.add(graph.node("Expand", rows, full)); // [h, w, d, third]
        }
        var joined = graph.node("Concat", parts, Attribute.of("axis", -1));
        return graph.node("Reshape", joined, graph.vector(-1, vision.dim()));
    }

    /// x = x + out(attention(norm x)); x = x + down(gelu(up(norm x)))
    private Value block(Value x, String name) throws MalformedModel {
        int dim = vision.dim();
        int inner = vision.heads() * vision.dimHead();

        var h = layer.layerNorm(x, name + ".0.norm", dim);
        var qkv = layer.chunks(layer.linear(h, name + ".0.fn.to_qkv", 3 * inner, dim), 3);
        h = attention(qkv.get(0), qkv.get(1), qkv.get(2), vision.heads(), vision.dimHead());
        if (vision.projects()) {
            h = layer.linearWithBias(h, name + ".0.fn.to_out.0", dim, inner);
        }
        x = layer.add(h, x);

        h = layer.layerNorm(x, name + ".1.norm", dim);
        h = layer.gelu(layer.linearWithBias(h, name + ".1.fn.net.0", vision.mlpDim(), dim));
        return layer.add(layer.linearWithBias(h, name + ".1.fn.net.3", dim, vision.mlpDim()), x);
    }

    /// Learned latents look at the patches and at themselves, layer after layer.
    private Value perceiver(Value media) throws MalformedModel {
        var sizes = configuration.perceiver();
        int dim = vision.dim();
        int inner = sizes.heads() * sizes.dimHead();
        int wide = sizes.ffMult() * dim;

        var x = layer.parameter(PERCEIVER + "latents", sizes.numLatents(), dim);
        for (int i = 0; i < sizes.depth(); i++) {
            var attend = PERCEIVER + "layers." + i + ".0.";
            var m = layer.layerNorm(media, attend + "norm_media", dim);
            var h = layer.layerNorm(x, attend + "norm_latents", dim);
            var q = layer.linear(h, attend + "to_q", inner, dim);
            var both = graph.node("Concat", List.of(m, h), Attribute.of("axis", 0));
            var kv = layer.chunks(layer.linear(both, attend + "to_kv", 2 * inner, dim), 2);
            h = attention(q, kv.get(0), kv.get(1), sizes.heads(), sizes.dimHead());
            x = layer.add(layer.linear(h, attend + "to_out", dim, inner), x);

            var feed = PERCEIVER + "layers." + i + ".1.";
            h = layer.layerNorm(x, feed + "0", dim);
            h = layer.gelu(layer.linear(h, feed + "1", wide, dim));
            x = layer.add(layer.linear(h, feed + "3", dim, wide), x);
        }
        return layer.layerNorm(x, PERCEIVER + "norm", dim);
    }

    private Value concat(Value... parts) {
        return graph.node("Concat", List.of(parts), Attribute.of("axis", 0));
    }
}
