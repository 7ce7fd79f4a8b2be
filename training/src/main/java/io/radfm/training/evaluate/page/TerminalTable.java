// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Metric;
import io.radfm.training.evaluate.score.TaskScores;
import io.radfm.training.sample.Task;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One table for each task: a line for each contestant, and below it the intervals of 95 %.
public final class TerminalTable {
    private static final int NAME = 34;
    private static final int GAP = 2;
    private static final int NARROW = 8;
    private static final int LEAST_WIDTH = 40;

    private final PrintWriter out;
    private final int width;

    /// @param width of the terminal, in characters
    public TerminalTable(PrintWriter out, int width) {
        this.out = out;
        this.width = Math.max(width, LEAST_WIDTH + NAME);
    }

    public void print(Evaluation evaluation) {
        evaluation.facts().forEach((what, is) -> out.println(plain(what + ": " + is)));
        for (var task : Task.values()) {
            var metrics = Tables.metrics(evaluation, task);
            int columns = Math.max(1, (width - NAME) / column(evaluation, task));
            for (int from = 0; from < metrics.size(); from += columns) {
                table(
                        evaluation,
                        task,
                        metrics.subList(from, Math.min(from + columns, metrics.size())));
            }
        }
        out.println();
        for (var contestant : evaluation.contestants()) {
            if (contestant.missing() > 0) {
                out.println(
                        plain(contestant.name())
                                + ": no answer to "
                                + contestant.missing()
                                + " questions");
            }
        }
        out.flush();
    }

    private int column(Evaluation evaluation, Task task) {
        int widest = NARROW;
        for (var metric : Tables.metrics(evaluation, task)) {
            widest = Math.max(widest, metric.title().length());
        }
        for (var contestant : evaluation.contestants()) {
            var scores = contestant.scores(task);
            if (scores.isPresent()) {
                for (var value : scores.get().all().values().values()) {
                    widest = Math.max(widest, Numbers.interval(value).length());
                }
            }
        }
        return widest + GAP;
    }

    private void table(Evaluation evaluation, Task task, List<Metric> metrics) {
        int column = column(evaluation, task);
        out.println();
        var head = new ArrayList<String>();
        metrics.forEach(metric -> head.add(metric.title()));
        line(task.text() + " (" + Tables.count(evaluation, task) + ")", head, column);
        for (var contestant : evaluation.contestants()) {
            var scores = contestant.scores(task);
            scores.ifPresent(it -> rows(contestant, it, metrics, column));
        }
    }

    private void rows(Contestant contestant, TaskScores scores, List<Metric> metrics, int column) {
        var numbers = new ArrayList<String>();
        var intervals = new ArrayList<String>();
        for (var metric : metrics) {
            var value = Optional.ofNullable(scores.all().values().get(metric));
            numbers.add(value.map(it -> Numbers.percent(it.value())).orElse("–"));
            intervals.add(value.map(Numbers::interval).orElse(""));
        }
        line("  " + plain(contestant.name()), numbers, column);
        if (intervals.stream().anyMatch(it -> !it.isEmpty())) {
            line("", intervals, column);
        }
    }

    private void line(String name, List<String> cells, int column) {
        var line =
                new StringBuilder(name.length() > NAME ? name.substring(0, NAME - 1) + "…" : name);
        line.repeat(' ', NAME - line.length());
        for (var cell : cells) {
            line.repeat(' ', column - cell.length()).append(cell);
        }
        out.println(line.toString().stripTrailing());
    }

    /// A model's name must not move the cursor.
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
