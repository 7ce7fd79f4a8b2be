// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import io.radfm.training.evaluate.metrics.Reliability.Bin;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.sample.Task;

import java.util.List;

/// Reliability: how often what was said to be likely came true. Honest probabilities lie on the
/// diagonal; the size of a point tells how many answers it stands for.
final class Diagonal {
    private static final double SIDE = 240;
    private static final double LEFT = 40;
    private static final double TOP = 12;
    private static final double BOTTOM = 40;
    private static final int STEPS = 4;
    private static final double LARGEST = 9;

    private Diagonal() {}

    /// @return empty when nobody told a probability
    static String of(Evaluation evaluation) {
        var svg =
                new Svg(
                        LEFT + SIDE + 10,
                        TOP + SIDE + BOTTOM,
                        "Probability of yes against share of yes");
        for (int step = 0; step <= STEPS; step++) {
            double share = (double) step / STEPS;
            svg.line("grid", x(0), y(share), x(1), y(share));
            svg.line("grid", x(share), y(0), x(share), y(1));
            svg.label("tick", LEFT - 6, y(share) + 4, "end", "" + 100 * step / STEPS);
            svg.label("tick", x(share), y(0) + 15, "middle", "" + 100 * step / STEPS);
        }
        svg.line("diagonal", x(0), y(0), x(1), y(1));
        svg.label("axis light", x(0.5), y(0) + 32, "middle", "probability of yes, told");
        boolean any = false;
        for (int n = 0; n < evaluation.contestants().size(); n++) {
            var scores = evaluation.contestants().get(n).scores(Task.DIAGNOSIS);
            var bins = scores.map(it -> it.reliability()).orElse(List.of());
            if (!bins.isEmpty()) {
                any = true;
                curve(svg, n % Style.COLOURS, bins);
            }
        }
        return any ? svg.end() : "";
    }

    private static void curve(Svg svg, int colour, List<Bin> bins) {
        int most = bins.stream().mapToInt(Bin::count).max().orElse(1);
        svg.polygon(
                "curve s" + colour,
                bins.stream().mapToDouble(bin -> x(bin.mean())).toArray(),
                bins.stream().mapToDouble(bin -> y(bin.share())).toArray(),
                false);
        for (var bin : bins) {
            double radius = Math.max(2, LARGEST * Math.sqrt((double) bin.count() / most));
            svg.circle("point f" + colour, x(bin.mean()), y(bin.share()), radius);
        }
    }

    private static double x(double value) {
        return LEFT + SIDE * value;
    }

    private static double y(double value) {
        return TOP + SIDE * (1 - value);
    }
}
