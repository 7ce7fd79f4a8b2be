// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Intervals by drawing again (Efron 1979, percentiles): whole groups are drawn with replacement,
/// because questions about one patient are right or wrong together.
///
/// @param draws how many; 0 makes no intervals
/// @param seed same seed and samples, same interval
public record Bootstrap(int draws, long seed) {
    private static final double TAIL = 0.025;

    /// Fewer groups tell nothing about spread.
    private static final int LEAST_GROUPS = 5;

    public Bootstrap {
        if (draws < 0 || draws > 100_000) {
            throw new IllegalArgumentException("bootstrap of " + draws + " draws");
        }
    }

    /// 95 % of the metric's values lie in it.
    public record Interval(double low, double high) {}

    /// @param group of a sample, for example its patient
    /// @param metric of any non-empty list of samples; draws for which it is not a number are left
    ///   out
    /// @return empty when there are too few groups or too few draws with a number
    public <T> Optional<Interval> interval(
            List<T> samples, Function<T, String> group, ToDoubleFunction<List<T>> metric) {
        var groups = new LinkedHashMap<String, List<T>>();
        for (var sample : samples) {
            groups.computeIfAbsent(group.apply(sample), _ -> new ArrayList<>()).add(sample);
        }
        if (groups.size() < LEAST_GROUPS || draws == 0) {
            return Optional.empty();
        }
        var all = List.copyOf(groups.values());
        var random = new SplittableRandom(seed);
        var values = new double[draws];
        var drawn = new ArrayList<T>();
        for (int i = 0; i < draws; i++) {
            drawn.clear();
            for (int j = 0; j < all.size(); j++) {
                drawn.addAll(all.get(random.nextInt(all.size())));
            }
            values[i] = metric.applyAsDouble(drawn);
        }
        var numbers = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return numbers.length < draws / 2 + 1
                ? Optional.empty()
                : Optional.of(new Interval(at(numbers, TAIL), at(numbers, 1 - TAIL)));
    }

    /// Between the two nearest values.
    private static double at(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
