// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

/// Nearest-neighbour resampling as `torch.nn.functional.interpolate` does it by default: output `i`
/// is input `floor(i · in/out)`.
///
/// Torch multiplies in 32-bit floats, so where the product should be a whole number it may come out
/// one lower; so it does here, since the model was trained on that.
final class Nearest {
    private Nearest() {}

    static int[] indices(int in, int out) {
        float scale = (float) in / out;
        var indices = new int[out];
        for (int i = 0; i < out; i++) {
            indices[i] = Math.min((int) Math.floor(i * scale), in - 1);
        }
        return indices;
    }
}
