// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;

/// The layers RadFM is made of, each named by its weights in the checkpoint; gradients flow through
/// all of them. Shapes begin with the batch.
record Layers(Weights weights) {
    private static final float LAYER_NORM_EPS = 1e-5f;

    /// `x·Wᵀ`
    NDArray linear(NDArray x, String name) {
        return weights.linear(x, name, false);
    }

    /// `x·Wᵀ + b`
    NDArray linearWithBias(NDArray x, String name) {
        return weights.linear(x, name, true);
    }

    NDArray layerNorm(NDArray x, String name) {
        var gamma = weights.get(name + ".weight");
        return x.getNDArrayInternal()
                .layerNorm(x, gamma.getShape(), gamma, weights.get(name + ".bias"), LAYER_NORM_EPS)
                .singletonOrThrow();
    }

    /// x / √(mean x² + ε) · γ
    NDArray rmsNorm(NDArray x, String name, double eps) {
        var size = x.square().mean(new int[] {-1}, true).add(eps).sqrt();
        return x.div(size).mul(weights.get(name + ".weight"));
    }

    /// `x·factor`. Not `x.mul(Number)`: DJL makes an array of the number in Java's memory and lets
    /// go of it at once, while PyTorch reads it again on the way back. Here it lives as long as
    /// `x`.
    static NDArray times(NDArray x, double factor) {
        return x.mul(x.getManager().create((float) factor));
    }

    /// The exact one, by erf.
    NDArray gelu(NDArray x) {
        return x.getNDArrayInternal().gelu();
    }

    /// x·σ(x)
    NDArray silu(NDArray x) {
        return x.mul(x.getNDArrayInternal().sigmoid());
    }

    /// Rows of a table by their numbers; `numbers` is `[…]` of 64-bit integers.
    static NDArray rows(NDArray numbers, NDArray table) {
        return numbers.getNDArrayInternal()
                .embedding(numbers, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    /// `[b, n, heads·d]` → `[b, heads, n, d]`
    static NDArray split(NDArray x, int heads) {
        var shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads)
                .transpose(0, 2, 1, 3);
    }

    /// `[b, heads, n, d]` → `[b, n, heads·d]`
    static NDArray join(NDArray x) {
        var shape = x.getShape();
        return x.transpose(0, 2, 1, 3)
                .reshape(new Shape(shape.get(0), shape.get(2), shape.get(1) * shape.get(3)));
    }

    /// softmax(q·kᵀ/√d (+ mask))·v, all `[b, heads, n, d]`.
    ///
    /// @param mask `[n, n]`, added to the scores; null for none
    static NDArray attend(NDArray q, NDArray k, NDArray v, NDArray mask) {
        double scale = 1 / Math.sqrt(q.getShape().get(3));
        var scores = times(q, scale).matMul(k.transpose(0, 1, 3, 2));
        return (mask == null ? scores : scores.add(mask)).softmax(-1).matMul(v);
    }
}
