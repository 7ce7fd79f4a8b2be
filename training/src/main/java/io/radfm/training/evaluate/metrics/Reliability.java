// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What probabilities are worth: do things said to be true with probability 0.7 come true in seven
/// of ten cases?
public final class Reliability {
    /// Equal steps of probability.
    public static final int BINS = 10;

    private Reliability() {}

    public record Forecast(double probability, boolean happened) {
        public Forecast {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability " + probability);
            }
        }
    }

    /// @param mean probability of the forecasts in it
    /// @param share of them that happened
    public record Bin(int count, double mean, double share) {}

    /// The bins that have a forecast, from 0 to 1.
    public static List<Bin> bins(Collection<Forecast> forecasts) {
        var counts = new int[BINS];
        var sums = new double[BINS];
        var happened = new int[BINS];
        for (var forecast : forecasts) {
            int bin = Math.min(BINS - 1, (int) (forecast.probability() * BINS));
            counts[bin]++;
            sums[bin] += forecast.probability();
            happened[bin] += forecast.happened() ? 1 : 0;
        }
        var bins = new ArrayList<Bin>();
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                double share = (double) happened[i] / counts[i];
                bins.add(new Bin(counts[i], sums[i] / counts[i], share));
            }
        }
        return bins;
    }

    /// Expected calibration error (Naeini et al. 2015): the mean distance between probability and
    /// share, bins weighing by their counts.
    public static double expectedError(Collection<Forecast> forecasts) {
        return bins(forecasts).stream()
                        .mapToDouble(bin -> bin.count() * Math.abs(bin.mean() - bin.share()))
                        .sum()
                / forecasts.size();
    }

    /// Brier's score: the mean square of what was missed, 0 at best.
    public static double brier(Collection<Forecast> forecasts) {
        return forecasts.stream()
                .mapToDouble(it -> Math.pow(it.probability() - (it.happened() ? 1 : 0), 2))
                .average()
                .orElse(Double.NaN);
    }

    /// Area under the ROC curve: how often something that happened was thought likelier than
    /// something that did not; ties are half. Not a number when all or none happened.
    public static double areaUnderCurve(Collection<Forecast> forecasts) {
        var sorted = new ArrayList<>(forecasts);
        sorted.sort(Comparator.comparingDouble(Forecast::probability));
        double ranks = 0; // of those that happened; equal probabilities share their mean rank
        long happened = 0;
        for (int from = 0, to; from < sorted.size(); from = to) {
            to = from;
            int of = 0;
            while (to < sorted.size()
                    && sorted.get(to).probability() == sorted.get(from).probability()) {
                of += sorted.get(to).happened() ? 1 : 0;
                to++;
            }
            ranks += of * (from + to + 1) / 2.0;
            happened += of;
        }
        double pairs = (double) happened * (sorted.size() - happened);
        return pairs == 0 ? Double.NaN : (ranks - happened * (happened + 1) / 2.0) / pairs;
    }
}
