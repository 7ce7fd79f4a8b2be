// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Metric;
import io.radfm.training.sample.Task;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What of an [Evaluation] stands side by side.
final class Tables {
    private Tables() {}

    /// Those of which some contestant has a number.
    static List<Metric> metrics(Evaluation evaluation, Task task) {
        return Arrays.stream(Metric.values())
                .filter(
                        metric ->
                                evaluation.contestants().stream()
                                        .anyMatch(it -> it.value(task, metric).isPresent()))
                .toList();
    }

    static int count(Evaluation evaluation, Task task) {
        return evaluation.contestants().stream()
                .map(contestant -> contestant.scores(task))
                .flatMap(Optional::stream)
                .mapToInt(scores -> scores.all().count())
                .max()
                .orElse(0);
    }
}
