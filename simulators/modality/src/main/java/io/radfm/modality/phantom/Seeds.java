// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Random numbers that depend on names, not on the order in which they are drawn.
public final class Seeds {
    private Seeds() {}

    public static RandomGenerator random(long seed, String purpose, long... numbers) {
        return new SplittableRandom(mix(seed, purpose, numbers));
    }

    public static long mix(long seed, String purpose, long... numbers) {
        long mixed = scramble(seed ^ 0x9E3779B97F4A7C15L * purpose.hashCode());
        for (long number : numbers) {
            mixed = scramble(mixed + 0x9E3779B97F4A7C15L * (number + 1));
        }
        return mixed;
    }

    /// The finalizer of MurmurHash3.
    private static long scramble(long value) {
        long z = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        z = (z ^ z >>> 33) * 0xC4CEB9FE1A85EC53L;
        return z ^ z >>> 33;
    }
}
