// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.evaluate.metrics.Bootstrap.Interval;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The numbers of some samples.
///
/// @param count of samples
/// @param values only of metrics that have one, in the order of [Metric]
public record Slice(int count, Map<Metric, Value> values) {

    public record Value(double value, Optional<Interval> interval) {}

    public Slice {
        var ordered = new EnumMap<Metric, Value>(Metric.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }
}
