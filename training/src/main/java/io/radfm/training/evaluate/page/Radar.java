// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Metric;
import io.radfm.training.sample.Task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The radar figure: one axis for each task and metric, 0 in the middle and 100 at the rim, a line
/// for each contestant. What a contestant has no number of is drawn at 0.
final class Radar {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 480;
    private static final double RADIUS = 170;
    private static final int RINGS = 5;
    private static final int LEAST_AXES = 3;
    private static final double TOUCH = 0.3;

    /// Clear of the numbers of the rings.
    private static final double ABOVE = 14;

    /// Which metrics of a task are worth an axis.
    private static final Map<Task, List<Metric>> CHOSEN =
            Map.of(
                    Task.MODALITY,
                    List.of(Metric.ACCURACY, Metric.F1),
                    Task.DIAGNOSIS,
                    List.of(Metric.ACCURACY, Metric.LABELS_F1, Metric.AUC),
                    Task.VQA,
                    List.of(Metric.ACCURACY, Metric.BLEU1, Metric.ROUGE1),
                    Task.REPORT,
                    List.of(
                            Metric.BLEU1,
                            Metric.ROUGE1,
                            Metric.TERM_RECALL,
                            Metric.REPORT_LABELS_F1,
                            Metric.SIDES),
                    Task.RATIONALE,
                    List.of(Metric.BLEU1, Metric.ROUGE1, Metric.TERM_RECALL));

    private Radar() {}

    private record Axis(Task task, Metric metric) {}

    /// @return empty when there are fewer than three axes
    static String of(Evaluation evaluation) {
        var axes = axes(evaluation);
        if (axes.size() < LEAST_AXES) {
            return "";
        }
        var svg =
                new Svg(
                        WIDTH,
                        HEIGHT,
                        "Radar figure: a line for each model, an axis for each task");
        for (int ring = 1; ring <= RINGS; ring++) {
            var level = new double[axes.size()];
            java.util.Arrays.fill(level, (double) ring / RINGS);
            polygon(svg, "grid", level);
        }
        for (int i = 0; i < axes.size(); i++) {
            svg.line(
                    "grid",
                    x(0, i, axes.size()),
                    y(0, i, axes.size()),
                    x(1, i, axes.size()),
                    y(1, i, axes.size()));
            name(svg, axes.get(i), i, axes.size());
        }
        for (int ring = 1; ring <= RINGS; ring++) {
            svg.label(
                    "tick",
                    WIDTH / 2 + 4,
                    HEIGHT / 2 - RADIUS * ring / RINGS - 3,
                    "start",
                    "" + 100 * ring / RINGS);
        }
        for (int n = 0; n < evaluation.contestants().size(); n++) {
            var contestant = evaluation.contestants().get(n);
            var values =
                    axes.stream()
                            .mapToDouble(it -> contestant.value(it.task(), it.metric()).orElse(0.0))
                            .toArray();
            polygon(svg, "area s%d f%d".formatted(n % Style.COLOURS, n % Style.COLOURS), values);
            for (int i = 0; i < values.length; i++) {
                svg.circle(
                        "f" + n % Style.COLOURS,
                        x(values[i], i, values.length),
                        y(values[i], i, values.length),
                        3);
            }
        }
        return svg.end();
    }

    private static List<Axis> axes(Evaluation evaluation) {
        var axes = new ArrayList<Axis>();
        for (var task : Task.values()) {
            var there = Tables.metrics(evaluation, task);
            CHOSEN.getOrDefault(task, List.of()).stream()
                    .filter(there::contains)
                    .forEach(metric -> axes.add(new Axis(task, metric)));
        }
        return axes;
    }

    private static void name(Svg svg, Axis axis, int i, int count) {
        double x = x(1.09, i, count);
        double y = y(1.09, i, count);
        double aside = (x - WIDTH / 2) / RADIUS;
        var anchor = aside > TOUCH ? "start" : aside < -TOUCH ? "end" : "middle";
        y -= anchor.equals("middle") && y < HEIGHT / 2 ? ABOVE : 0;
        svg.label("axis", x, y, anchor, axis.task().text());
        svg.label("axis light", x, y + 13, anchor, axis.metric().title());
    }

    private static void polygon(Svg svg, String style, double[] values) {
        var xs = new double[values.length];
        var ys = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            xs[i] = x(values[i], i, values.length);
            ys[i] = y(values[i], i, values.length);
        }
        svg.polygon(style, xs, ys, true);
    }

    private static double x(double value, int axis, int count) {
        return WIDTH / 2 + RADIUS * value * Math.sin(2 * Math.PI * axis / count);
    }

    private static double y(double value, int axis, int count) {
        return HEIGHT / 2 - RADIUS * value * Math.cos(2 * Math.PI * axis / count);
    }
}
