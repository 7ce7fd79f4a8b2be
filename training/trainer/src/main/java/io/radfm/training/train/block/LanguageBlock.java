// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

import io.radfm.model.Configuration;

/// The LLaMA: embeddings in, logits out, of the positions that are asked for alone.
///
/// ```
/// x [b,t,hidden] ─ layers ─ last layer ─ rows [r,hidden] ─ norm ─ head ─► logits [r, vocabulary]
/// ```
final class LanguageBlock {
    private static final String MODEL = "lang_model.model.";
    private static final float MASKED = -1e9f;

    private final Configuration.Language language;
    private final Layers layer;
    private final NDManager own;
    private Tables tables;

    /// For sequences of up to `length`: angles `[length, headDim/2]` and what a position may not
    /// see, `[length, length]`.
    private record Tables(int length, NDArray cos, NDArray sin, NDArray mask) {}

    LanguageBlock(NDManager own, Configuration.Language language, Weights weights) {
        this.own = own;
        this.language = language;
        this.layer = new Layers(weights);
    }

    /// @param x `[b, t, hidden]`
    /// @param rows which positions, as numbers in `[b·t]`, 64-bit
    NDArray forward(NDManager manager, NDArray x, NDArray rows) {
        int length = (int) x.getShape().get(1);
        var now = tables(manager, length);
        int last = language.numHiddenLayers() - 1;
        for (int i = 0; i < language.numHiddenLayers(); i++) {
            var name = MODEL + "layers." + i;
            var mixed = attention(layer.rmsNorm(x, name + ".input_layernorm", eps()), name, now);
            if (i == last) { // what follows is needed of these positions only
                mixed = Layers.rows(rows, mixed.reshape(-1, language.hiddenSize()));
                x = Layers.rows(rows, x.reshape(-1, language.hiddenSize()));
            }
            x = x.add(layer.linear(mixed, name + ".self_attn.o_proj"));
            x = x.add(feed(layer.rmsNorm(x, name + ".post_attention_layernorm", eps()), name));
        }
        return layer.linear(layer.rmsNorm(x, MODEL + "norm", eps()), "lang_model.lm_head");
    }

    private double eps() {
        return language.rmsNormEps();
    }

    private NDArray attention(NDArray x, String name, Tables now) {
        int heads = language.numAttentionHeads();
        var q = Layers.split(layer.linear(x, name + ".self_attn.q_proj"), heads);
        var k = Layers.split(layer.linear(x, name + ".self_attn.k_proj"), heads);
        var v = Layers.split(layer.linear(x, name + ".self_attn.v_proj"), heads);
        return Layers.join(Layers.attend(turned(q, now), turned(k, now), v, now.mask()));
    }

    /// Rotates the pairs `(j, j + headDim/2)` by the angles of their positions.
    private NDArray turned(NDArray x, Tables now) {
        var halves = x.split(2, 3);
        var a = halves.get(0);
        var b = halves.get(1);
        var first = a.mul(now.cos()).sub(b.mul(now.sin()));
        var second = b.mul(now.cos()).add(a.mul(now.sin()));
        return first.concat(second, 3);
    }

    /// down(silu(gate x) ∘ up x)
    private NDArray feed(NDArray x, String name) {
        var gate = layer.silu(layer.linear(x, name + ".mlp.gate_proj"));
        var up = layer.linear(x, name + ".mlp.up_proj");
        return layer.linear(gate.mul(up), name + ".mlp.down_proj");
    }

    private Tables tables(NDManager manager, int length) {
        if (tables == null || tables.length() < length) {
            grow(Math.max(64, Integer.highestOneBit(length - 1) << 1));
        }
        return new Tables(
                length,
                tables.cos().get(manager, new NDIndex("0:{}", length)),
                tables.sin().get(manager, new NDIndex("0:{}", length)),
                tables.mask().get(manager, new NDIndex("0:{}, 0:{}", length, length)));
    }

    private void grow(int length) {
        if (tables != null) {
            tables.cos().close();
            tables.sin().close();
            tables.mask().close();
        }
        int half = language.headDim() / 2;
        var cos = new float[Math.multiplyExact(length, half)];
        var sin = new float[cos.length];
        var mask = new float[Math.multiplyExact(length, length)];
        for (int position = 0, at = 0; position < length; position++) {
            for (int j = 0; j < half; j++, at++) {
                double angle = position * Math.pow(language.ropeTheta(), -j / (double) half);
                cos[at] = (float) Math.cos(angle);
                sin[at] = (float) Math.sin(angle);
            }
            for (int later = position + 1; later < length; later++) {
                mask[position * length + later] = MASKED;
            }
        }
        tables =
                new Tables(
                        length,
                        own.create(cos, new Shape(length, half)),
                        own.create(sin, new Shape(length, half)),
                        own.create(mask, new Shape(length, length)));
    }
}
