// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.evaluate.score.Contestant.Kind;
import io.radfm.training.sample.Task;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Whether a model may take another's place: where its mean, over the tasks that both have
/// answered, of one number a task is no less than the other's. Baselines are no others.
///
/// @param passed whether it is at least as good as each of the others
/// @param reasons a sentence for each of the others
public record Gate(boolean passed, List<String> reasons) {
    /// The number of a task; the second where the data cannot give the first.
    private static final Map<Task, List<Metric>> NUMBERS =
            new EnumMap<>(
                    Map.of(
                            Task.MODALITY, List.of(Metric.ACCURACY),
                            Task.DIAGNOSIS, List.of(Metric.AUC, Metric.ACCURACY),
                            Task.VQA, List.of(Metric.ROUGE1),
                            Task.REPORT, List.of(Metric.REPORT_LABELS_F1, Metric.ROUGE1),
                            Task.RATIONALE, List.of(Metric.ROUGE1)));

    public Gate {
        reasons = List.copyOf(reasons);
    }

    /// The first contestant that is no baseline stands before the gate.
    ///
    /// @throws IllegalArgumentException when there is no other, or no task that both have answered
    public static Gate of(Evaluation evaluation) {
        var standing =
                evaluation.contestants().stream().filter(it -> it.kind() != Kind.BASELINE).toList();
        if (standing.size() < 2) {
            throw new IllegalArgumentException("a gate needs a second model to compare with");
        }
        var reasons = new ArrayList<String>();
        boolean passed = true;
        for (var other : standing.subList(1, standing.size())) {
            passed &= compare(standing.getFirst(), other, reasons);
        }
        return new Gate(passed, reasons);
    }

    private static boolean compare(Contestant one, Contestant other, List<String> reasons) {
        double ours = 0;
        double theirs = 0;
        int count = 0;
        var parts = new ArrayList<String>();
        for (var task : NUMBERS.entrySet()) {
            for (var metric : task.getValue()) {
                var a = one.value(task.getKey(), metric);
                var b = other.value(task.getKey(), metric);
                if (a.isPresent() && b.isPresent()) {
                    ours += a.get();
                    theirs += b.get();
                    count++;
                    parts.add(said("%s %.3f against %.3f", task.getKey().text(), a.get(), b.get()));
                    break;
                }
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException(
                    "no task that both " + one.name() + " and " + other.name() + " have answered");
        }
        boolean passed = ours >= theirs;
        reasons.add(
                said(
                        "%s %.3f %s %s %.3f (%s)",
                        one.name(),
                        ours / count,
                        passed ? "is at least as good as" : "is worse than",
                        other.name(),
                        theirs / count,
                        String.join(", ", parts)));
        return passed;
    }

    private static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
