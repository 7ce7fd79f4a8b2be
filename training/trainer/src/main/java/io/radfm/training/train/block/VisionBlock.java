// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.Configuration;

/// Scans to `latents` tokens of the language model each: 3D ViT, perceiver, projection.
///
/// ```
/// patches [s,n,p] ─ embed ─(+ positions)─ blocks ─ perceiver ─ fc ─► [s, latents, hidden]
/// ```
final class VisionBlock {
    private static final String ENCODER = "embedding_layer.vision_encoder.";
    private static final String PERCEIVER = "embedding_layer.perceiver.";

    private final Configuration configuration;
    private final Configuration.Vision vision;
    private final Weights weights;
    private final Layers layer;

    VisionBlock(Configuration configuration, Weights weights) {
        this.configuration = configuration;
        this.vision = configuration.vision();
        this.weights = weights;
        this.layer = new Layers(weights);
    }

    NDArray forward(NDManager manager, Scans scans) {
        int length = numbersInPatch(scans);
        var patches =
                manager.create(
                        scans.patches().duplicate().order(scans.patches().order()),
                        new Shape(scans.count(), scans.tokens(), length),
                        DataType.FLOAT32);
        var x = embed(manager, patches, scans).add(positions(manager, scans)); // [s, n, dim]
        for (int block = 0; block < vision.depth(); block++) {
            x = block(x, ENCODER + "transformer.layers." + block);
        }
        return layer.linearWithBias(perceiver(manager, x), "embedding_layer.fc");
    }

    private int numbersInPatch(Scans scans) {
        int slices = scans.flat() ? 1 : vision.framePatchSize();
        int channels = scans.grey() ? 1 : vision.channels();
        return vision.patchSize() * vision.patchSize() * slices * channels;
    }

    /// LayerNorm, Linear, LayerNorm. With x̂ the normalised patch, the first two are `(W∘γ)·x̂ +
    /// (W·β + b)`; numbers of x̂ that are equal share the sum of their columns.
    private NDArray embed(NDManager manager, NDArray patches, Scans scans) {
        var name = ENCODER + "to_patch_embedding.";
        var w = weights.get(name + "2.weight"); //                          [dim, p1·p2·pf·c]
        var scaled = w.mul(weights.get(name + "1.weight"));
        scaled.attach(manager);
        int area = vision.patchSize() * vision.patchSize();
        if (scans.grey()) {
            scaled = scaled.reshape(vision.dim(), -1, vision.channels()).sum(new int[] {2});
        }
        if (scans.flat()) {
            int rest = scans.grey() ? 1 : vision.channels();
            scaled =
                    scaled.reshape(vision.dim(), area, vision.framePatchSize(), rest)
                            .sum(new int[] {2});
        }
        scaled = scaled.reshape(vision.dim(), numbersInPatch(scans));
        var beta = weights.get(name + "1.bias").reshape(1, vision.patchLength());
        beta.attach(manager);
        var bias = Weights.linear(beta, w, weights.get(name + "2.bias")).reshape(vision.dim());
        return layer.layerNorm(Weights.linear(patches, scaled, bias), name + "3");
    }

    /// Three tables, a third of the width each: row | column | depth. Of a table with `t` entries
    /// an axis of `n` patches takes entry `(i+1)·(t div n) − 1` for its patch `i`.
    private NDArray positions(NDManager manager, Scans scans) {
        int n = scans.tokens();
        var row = new long[n];
        var column = new long[n];
        var depth = new long[n];
        for (int h = 0, at = 0; h < scans.high(); h++) {
            for (int w = 0; w < scans.wide(); w++) {
                for (int d = 0; d < scans.deep(); d++, at++) {
                    row[at] = entry(h, scans.high(), vision.tableRows());
                    column[at] = entry(w, scans.wide(), vision.tableRows());
                    depth[at] = entry(d, scans.deep(), vision.tableDepth());
                }
            }
        }
        var parts =
                new NDList(
                        positions(manager, row, "row"),
                        positions(manager, column, "col"),
                        positions(manager, depth, "dep"));
        return parts.get(0).getNDArrayInternal().concat(parts.subNDList(1), 1); // [n, dim]
    }

    private NDArray positions(NDManager manager, long[] entries, String axis) {
        return Layers.rows(
                manager.create(entries),
                weights.get(ENCODER + "pos_embedding." + axis + "_embed.weight"));
    }

    private static long entry(int patch, int patches, int table) {
        return (long) (patch + 1) * (table / patches) - 1;
    }

    /// x = x + out(attention(norm x)); x = x + down(gelu(up(norm x)))
    private NDArray block(NDArray x, String name) {
        var qkv = layer.linear(layer.layerNorm(x, name + ".0.norm"), name + ".0.fn.to_qkv");
        x = x.add(layer.linearWithBias(attention(qkv.split(3, 2)), name + ".0.fn.to_out.0"));

        var h = layer.linearWithBias(layer.layerNorm(x, name + ".1.norm"), name + ".1.fn.net.0");
        return x.add(layer.linearWithBias(layer.gelu(h), name + ".1.fn.net.3"));
    }

    private NDArray attention(NDList qkv) {
        int heads = vision.heads();
        return Layers.join(
                Layers.attend(
                        Layers.split(qkv.get(0), heads),
                        Layers.split(qkv.get(1), heads),
                        Layers.split(qkv.get(2), heads),
                        null));
    }

    /// Learned latents look at the patches and at themselves, layer after layer.
    private NDArray perceiver(NDManager manager, NDArray media) {
        var sizes = configuration.perceiver();
        int heads = sizes.heads();
        long scans = media.getShape().get(0);
        var x =
                manager.zeros(new Shape(scans, sizes.numLatents(), vision.dim()))
                        .add(weights.get(PERCEIVER + "latents"));
        for (int i = 0; i < sizes.depth(); i++) {
            var attend = PERCEIVER + "layers." + i + ".0.";
            var m = layer.layerNorm(media, attend + "norm_media");
            var h = layer.layerNorm(x, attend + "norm_latents");
            var q = layer.linear(h, attend + "to_q");
            var kv = layer.linear(m.concat(h, 1), attend + "to_kv").split(2, 2);
            var mixed =
                    Layers.attend(
                            Layers.split(q, heads),
                            Layers.split(kv.get(0), heads),
                            Layers.split(kv.get(1), heads),
                            null);
            x = x.add(layer.linear(Layers.join(mixed), attend + "to_out"));

            var feed = PERCEIVER + "layers." + i + ".1.";
            h = layer.gelu(layer.linear(layer.layerNorm(x, feed + "0"), feed + "1"));
            x = x.add(layer.linear(h, feed + "3"));
        }
        return layer.layerNorm(x, PERCEIVER + "norm");
    }
}
