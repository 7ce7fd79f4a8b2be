// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Metric;
import io.radfm.training.evaluate.score.Slice;
import io.radfm.training.sample.Task;

import java.util.List;

/// Bars of one task, those of one metric together, contestants in their order, with whiskers for
/// the intervals.
final class Bars {
    private static final double LEFT = 34;
    private static final double TOP = 12;
    private static final double PLOT = 170;
    private static final double BOTTOM = 30;
    private static final double BAR = 15;
    private static final double GROUP_GAP = 18;
    private static final double LEAST_GROUP = 62;
    private static final int STEPS = 4;

    private Bars() {}

    static String of(Evaluation evaluation, Task task) {
        var metrics = Tables.metrics(evaluation, task);
        double group = Math.max(LEAST_GROUP, evaluation.contestants().size() * BAR + GROUP_GAP);
        double width = LEFT + metrics.size() * group;
        var svg = new Svg(width, TOP + PLOT + BOTTOM, "Bars of " + task.text());
        for (int step = 0; step <= STEPS; step++) {
            double y = TOP + PLOT * (1 - (double) step / STEPS);
            svg.line("grid", LEFT, y, width, y);
            svg.label("tick", LEFT - 6, y + 4, "end", "" + 100 * step / STEPS);
        }
        for (int i = 0; i < metrics.size(); i++) {
            group(svg, evaluation, task, metrics, i, LEFT + i * group, group);
        }
        return svg.end();
    }

    private static void group(
            Svg svg,
            Evaluation evaluation,
            Task task,
            List<Metric> metrics,
            int at,
            double x,
            double width) {
        var metric = metrics.get(at);
        int count = evaluation.contestants().size();
        double from = x + (width - count * BAR) / 2;
        for (int n = 0; n < count; n++) {
            var contestant = evaluation.contestants().get(n);
            var scores = contestant.scores(task);
            var value = scores.map(it -> it.all().values().get(metric)).orElse(null);
            if (value != null) {
                var told =
                        contestant.name()
                                + ", "
                                + metric.title()
                                + ": "
                                + Numbers.percent(value.value());
                bar(svg, n, from + n * BAR, value, told);
            }
        }
        boolean lower = metric.better() == Metric.Better.LOWER;
        svg.label(
                "axis",
                x + width / 2,
                TOP + PLOT + 16,
                "middle",
                metric.title() + (lower ? " ↓" : ""));
    }

    private static void bar(Svg svg, int contestant, double x, Slice.Value value, String told) {
        double height = PLOT * Math.clamp(value.value(), 0, 1);
        svg.bar(
                "f" + contestant % Style.COLOURS,
                x + 1,
                TOP + PLOT - height,
                BAR - 2,
                height,
                told);
        value.interval()
                .ifPresent(
                        it -> {
                            double low = TOP + PLOT * (1 - it.low());
                            double high = TOP + PLOT * (1 - it.high());
                            svg.line("whisker", x + BAR / 2, low, x + BAR / 2, high);
                            svg.line("whisker", x + BAR / 2 - 3, low, x + BAR / 2 + 3, low);
                            svg.line("whisker", x + BAR / 2 - 3, high, x + BAR / 2 + 3, high);
                        });
    }
}
