// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.metrics.Reliability.Bin;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Slice;
import io.radfm.training.evaluate.score.TaskScores;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `--json` prints: all numbers, as shares of 1.
public final class EvaluationTree {
    private static final int FORMAT = 1;

    private EvaluationTree() {}

    public static Map<String, Object> of(Evaluation evaluation) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("format", FORMAT);
        tree.put("facts", evaluation.facts());
        tree.put(
                "contestants",
                evaluation.contestants().stream().map(EvaluationTree::contestant).toList());
        return tree;
    }

    private static Map<String, Object> contestant(Contestant contestant) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", contestant.name());
        tree.put("kind", contestant.kind().name().toLowerCase(Locale.ROOT));
        tree.put("facts", contestant.facts());
        tree.put("missing", contestant.missing());
        var tasks = new LinkedHashMap<String, Object>();
        contestant.tasks().forEach(scores -> tasks.put(scores.task().text(), task(scores)));
        tree.put("tasks", tasks);
        return tree;
    }

    private static Map<String, Object> task(TaskScores scores) {
        var tree = slice(scores.all());
        tree.put("byModality", slices(scores.byModality()));
        tree.put("byLabel", slices(scores.byLabel()));
        tree.put("reliability", bins(scores.reliability()));
        return tree;
    }

    private static Map<String, Object> slices(Map<String, Slice> slices) {
        var tree = new LinkedHashMap<String, Object>();
        slices.forEach((name, slice) -> tree.put(name, slice(slice)));
        return tree;
    }

    private static Map<String, Object> slice(Slice slice) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("count", slice.count());
        var metrics = new LinkedHashMap<String, Object>();
        slice.values().forEach((metric, value) -> metrics.put(metric.text(), value(value)));
        tree.put("metrics", metrics);
        return tree;
    }

    private static Map<String, Object> value(Slice.Value value) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("value", value.value());
        value.interval()
                .ifPresent(
                        interval -> {
                            tree.put("low", interval.low());
                            tree.put("high", interval.high());
                        });
        return tree;
    }

    private static List<Map<String, Object>> bins(List<Bin> bins) {
        return bins.stream()
                .map(
                        bin ->
                                Map.<String, Object>of(
                                        "count",
                                        bin.count(),
                                        "probability",
                                        bin.mean(),
                                        "share",
                                        bin.share()))
                .toList();
    }
}
