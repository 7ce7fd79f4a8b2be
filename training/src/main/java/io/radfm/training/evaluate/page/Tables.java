// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Metric;
import io.radfm.training.evaluate.score.TaskScores;
import io.radfm.training.sample.Task;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What of an [Evaluation] stands side by side.
final class Tables {
    private Tables() {}

    static Optional<TaskScores> scores(Contestant contestant, Task task) {
        return contestant.tasks().stream().filter(scores -> scores.task() == task).findFirst();
    }

    static Optional<Double> value(Contestant contestant, Task task, Metric metric) {
        return scores(contestant, task)
                .map(scores -> scores.all().values().get(metric))
                .map(value -> value.value());
    }

    /// Those of which some contestant has a number.
    static List<Metric> metrics(Evaluation evaluation, Task task) {
        return Arrays.stream(Metric.values())
                .filter(
                        metric ->
                                evaluation.contestants().stream()
                                        .anyMatch(it -> value(it, task, metric).isPresent()))
                .toList();
    }

    static int count(Evaluation evaluation, Task task) {
        return evaluation.contestants().stream()
                .map(contestant -> scores(contestant, task))
                .flatMap(Optional::stream)
                .mapToInt(scores -> scores.all().count())
                .max()
                .orElse(0);
    }
}
