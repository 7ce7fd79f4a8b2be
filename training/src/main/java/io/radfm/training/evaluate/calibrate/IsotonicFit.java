// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.calibrate;

import io.radfm.model.Calibration.Curve;
import io.radfm.training.evaluate.metrics.Reliability.Forecast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The never falling curve of least squares (pool adjacent violators, Ayer et al. 1955). Each pool
/// is one point, at the mean of its probabilities.
final class IsotonicFit {
    private IsotonicFit() {}

    /// Neighbours that came out as one.
    private record Pool(double probabilities, double happened, int count) {
        double share() {
            return happened / count;
        }

        Pool and(Pool other) {
            return new Pool(
                    probabilities + other.probabilities,
                    happened + other.happened,
                    count + other.count);
        }
    }

    static Curve.Isotonic of(List<Forecast> forecasts) {
        var sorted = new ArrayList<>(forecasts);
        sorted.sort(Comparator.comparingDouble(Forecast::probability));
        var pools = new ArrayDeque<Pool>();
        for (int from = 0, to; from < sorted.size(); from = to) {
            var pool = new Pool(0, 0, 0);
            to = from;
            while (to < sorted.size()
                    && sorted.get(to).probability() == sorted.get(from).probability()) {
                var it = sorted.get(to++);
                pool = pool.and(new Pool(it.probability(), it.happened() ? 1 : 0, 1));
            }
            while (!pools.isEmpty() && pools.peekLast().share() >= pool.share()) {
                pool = pools.removeLast().and(pool);
            }
            pools.addLast(pool);
        }
        var from = new ArrayList<Double>();
        var to = new ArrayList<Double>();
        for (var pool : pools) {
            double at = Math.clamp(pool.probabilities() / pool.count(), 0, 1);
            if (from.isEmpty() || at > from.getLast()) {
                from.add(at);
                to.add(pool.share());
            }
        }
        return new Curve.Isotonic(numbers(from), numbers(to));
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(it -> it).toArray();
    }
}
