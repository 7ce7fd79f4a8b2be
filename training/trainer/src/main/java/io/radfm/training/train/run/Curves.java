// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// The loss of a run as a picture (SVG): a line for what was trained on, dots for the validation
/// split, on a logarithmic axis.
final class Curves {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int BOTTOM = 40;
    private static final int TOP = 20;
    private static final int POINTS = 400;
    private static final double[] DIGITS = {1, 2, 5};

    private final double last;
    private final double least;
    private final double most;

    private Curves(History history) {
        var losses = history.steps().stream().mapToDouble(History.Step::loss);
        var seen = history.looks().stream().mapToDouble(History.Look::loss);
        var all = DoubleStream.concat(losses, seen).filter(it -> it > 0).toArray();
        last = history.steps().stream().mapToLong(History.Step::step).max().orElse(1);
        least = Arrays.stream(all).min().orElse(0.1);
        most = Math.max(least * 1.1, Arrays.stream(all).max().orElse(10));
    }

    static String svg(History history) {
        var curves = new Curves(history);
        var svg = new StringBuilder();
        svg.append(
                text(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"12\">\n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                        WIDTH, HEIGHT));
        curves.axes(svg);
        curves.line(svg, smoothed(history.steps()));
        for (var look : history.looks()) {
            svg.append(
                    text(
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#d95f02\"/>\n",
                            curves.x(look.step()), curves.y(look.loss())));
        }
        svg.append(
                text(
                        "<text x=\"%d\" y=\"%d\" fill=\"#1b6ca8\">training loss</text>\n"
                                + "<text x=\"%d\" y=\"%d\" fill=\"#d95f02\">validation</text>\n",
                        WIDTH - 200, TOP + 14, WIDTH - 90, TOP + 14));
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        for (double decade = Math.pow(10, Math.floor(Math.log10(least)));
                decade <= most;
                decade *= 10) {
            for (double digit : DIGITS) {
                double loss = digit * decade;
                if (loss >= least && loss <= most) {
                    grid(svg, loss);
                }
            }
        }
        svg.append(
                text(
                        "<text x=\"%d\" y=\"%d\">1</text>\n"
                                + "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">step %.0f</text>\n",
                        LEFT, HEIGHT - BOTTOM / 2, WIDTH - 10, HEIGHT - BOTTOM / 2, last));
    }

    private void grid(StringBuilder svg, double loss) {
        svg.append(
                text(
                        "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>\n"
                                + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>\n",
                        LEFT, y(loss), WIDTH - 10, LEFT - 6, y(loss) + 4, loss));
    }

    private void line(StringBuilder svg, List<History.Step> steps) {
        svg.append("<path fill=\"none\" stroke=\"#1b6ca8\" stroke-width=\"1.5\" d=\"");
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            svg.append(text("%s%.1f %.1f", i == 0 ? "M" : "L", x(step.step()), y(step.loss())));
        }
        svg.append("\"/>\n");
    }

    private double x(double step) {
        return LEFT + (WIDTH - LEFT - 10) * (last <= 1 ? 0 : (step - 1) / (last - 1));
    }

    private double y(double loss) {
        double share = Math.log(Math.max(loss, least) / least) / Math.log(most / least);
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(1, share);
    }

    /// Means of as many steps as make at most 400 points.
    private static List<History.Step> smoothed(List<History.Step> steps) {
        int each = Math.max(1, Math.ceilDiv(steps.size(), POINTS));
        var points = new ArrayList<History.Step>();
        for (int from = 0; from < steps.size(); from += each) {
            var part = steps.subList(from, Math.min(from + each, steps.size()));
            points.add(
                    new History.Step(
                            part.getLast().step(),
                            mean(part, History.Step::loss),
                            mean(part, History.Step::rate),
                            mean(part, History.Step::norm)));
        }
        return points;
    }

    private static double mean(List<History.Step> steps, ToDoubleFunction<History.Step> value) {
        return steps.stream().mapToDouble(value).average().orElse(0);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
