// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.sample.Task;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model, or what stands beside models to be compared with, and its scores.
///
/// @param facts about it, in the order to be shown
/// @param missing questions it has no answer to
public record Contestant(
        String name, Kind kind, Map<String, String> facts, int missing, List<TaskScores> tasks) {

    public enum Kind {
        MODEL,
        ENDPOINT,
        PREDICTIONS,
        BASELINE
    }

    /// Of a task it was asked about.
    public Optional<TaskScores> scores(Task task) {
        return tasks.stream().filter(scores -> scores.task() == task).findFirst();
    }

    /// A number of a whole task, where there is one.
    public Optional<Double> value(Task task, Metric metric) {
        return scores(task).map(it -> it.all().values().get(metric)).map(Slice.Value::value);
    }
}
