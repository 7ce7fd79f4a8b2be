// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import java.util.Arrays;

/// Seconds.
final class Times {
    private Times() {}

    static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    static double median(double... times) {
        return quantile(0.5, times);
    }

    /// The smallest that is not exceeded by this share of them.
    static double quantile(double share, double... times) {
        var sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
