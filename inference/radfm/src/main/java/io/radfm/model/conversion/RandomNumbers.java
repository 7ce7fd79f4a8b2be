// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.checkpoint.Parameters.Parameter;

import java.util.Arrays;

/// An untrained model: what is drawn is nearly normal (the sum of four uniform numbers), norms are
/// 1, biases 0. A number depends on the seed, its tensor's name and its place there alone, so that
/// a model of any size is made piece by piece, and twice the same.
public final class RandomNumbers implements Numbers {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double DEVIATION = Math.sqrt(1.0 / 3); // of four uniform in ±0.5

    private final long seed;
    private final float scale;

    /// @param spread standard deviation of what is drawn
    public RandomNumbers(long seed, double spread) {
        this.seed = seed;
        this.scale = (float) (spread / DEVIATION / (1 << 16));
    }

    @Override
    public void read(Parameter parameter, long first, int count, float[] target) {
        switch (parameter.start()) {
            case ONES -> Arrays.fill(target, 0, count, 1);
            case ZEROS -> Arrays.fill(target, 0, count, 0);
            case NORMAL -> {
                long stream = mix(seed * GOLDEN + parameter.name().hashCode());
                for (int i = 0; i < count; i++) {
                    target[i] = scale * sum(mix(stream + (first + i) * GOLDEN));
                }
            }
        }
    }

    private static int sum(long bits) {
        return (short) bits + (short) (bits >> 16) + (short) (bits >> 32) + (short) (bits >> 48);
    }

    /// SplitMix64's.
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
