// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.calibrate;

import io.radfm.model.Calibration;
import io.radfm.model.Calibration.Curve;
import io.radfm.training.evaluate.metrics.Reliability;
import io.radfm.training.evaluate.metrics.Reliability.Forecast;
import io.radfm.training.evaluate.score.Prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Fits a [Calibration] to answers with the probabilities the model weighs.
///
/// One curve is fitted to all answers. A label has its own when it has at least 50 answers, 10 of
/// them *yes* and 10 *no*. A curve is Platt's, or isotonic from 2000 answers on, 200 of each kind.
///
/// @param before error of the probabilities as they were
/// @param after error where each half of the patients is calibrated by a fit to the other
/// @param answers it was fitted to
public record CalibrationFit(Calibration calibration, double before, double after, int answers) {
    private static final int OWN = 50;
    private static final int OWN_OF_EACH = 10;
    private static final int ISOTONIC = 2000;
    private static final int ISOTONIC_OF_EACH = 200;

    /// As [Calibration] bounds them.
    private static final int LONGEST_LABEL = 64;

    /// @return empty when there are not even 50 answers, 10 of them *yes* and 10 *no*
    public static Optional<CalibrationFit> of(Collection<Prediction> predictions) {
        var answers = predictions.stream().filter(CalibrationFit::told).toList();
        if (!enough(forecasts(answers), OWN, OWN_OF_EACH)) {
            return Optional.empty();
        }
        var halves = new ArrayList<Forecast>();
        for (int half = 0; half < 2; half++) {
            var learned = half(answers, 1 - half);
            var calibration = learned.isEmpty() ? Calibration.NONE : calibration(learned);
            for (var answer : half(answers, half)) {
                double probability = answer.yes().getAsDouble();
                halves.add(
                        new Forecast(
                                calibration.of(answer.item().label(), probability), yes(answer)));
            }
        }
        return Optional.of(
                new CalibrationFit(
                        calibration(answers),
                        Reliability.expectedError(forecasts(answers)),
                        Reliability.expectedError(halves),
                        answers.size()));
    }

    private static boolean told(Prediction it) {
        return it.item().yesNo() && it.yes().isPresent();
    }

    private static boolean yes(Prediction it) {
        return it.item().reference().equals("yes");
    }

    private static Calibration calibration(List<Prediction> answers) {
        var byLabel = new TreeMap<String, List<Prediction>>();
        for (var answer : answers) {
            byLabel.computeIfAbsent(answer.item().label(), _ -> new ArrayList<>()).add(answer);
        }
        var curves = new TreeMap<String, Curve>();
        byLabel.forEach(
                (label, own) -> {
                    boolean named = !label.isEmpty() && label.length() <= LONGEST_LABEL;
                    if (named && enough(forecasts(own), OWN, OWN_OF_EACH)) {
                        curves.put(label, curve(forecasts(own)));
                    }
                });
        return new Calibration(curves, curve(forecasts(answers)));
    }

    private static Curve curve(List<Forecast> forecasts) {
        return enough(forecasts, ISOTONIC, ISOTONIC_OF_EACH)
                ? IsotonicFit.of(forecasts)
                : PlattFit.of(forecasts);
    }

    private static boolean enough(List<Forecast> forecasts, int all, int ofEach) {
        long yes = forecasts.stream().filter(Forecast::happened).count();
        return forecasts.size() >= all && Math.min(yes, forecasts.size() - yes) >= ofEach;
    }

    private static List<Forecast> forecasts(List<Prediction> answers) {
        return answers.stream().map(it -> new Forecast(it.yes().getAsDouble(), yes(it))).toList();
    }

    /// Patients stay whole.
    private static List<Prediction> half(List<Prediction> answers, int half) {
        return answers.stream()
                .filter(it -> Math.floorMod(it.item().patient().hashCode(), 2) == half)
                .toList();
    }
}
