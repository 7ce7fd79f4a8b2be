// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Calibration;
import io.radfm.model.Calibration.Curve;
import io.radfm.model.EngineOptions;
import io.radfm.model.RadFm;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;
import io.radfm.training.evaluate.metrics.Reliability.Forecast;
import io.radfm.training.evaluate.score.Item;
import io.radfm.training.evaluate.score.Prediction;
import io.radfm.training.sample.Task;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/// Probabilities made honest.
class CalibrationFitTest {
    /// A model whose logits are twice too large and too high by one says p where q is true.
    private static double overconfident(double truth) {
        double logit = Math.log(truth / (1 - truth));
        return 1 / (1 + Math.exp(-(2 * logit + 1)));
    }

    @Test
    void plattFindsTheSlopeAndInterceptThatUndoWhatWasDone() {
        var fit = PlattFit.of(forecasts(20_000, 3));

        assertEquals(0.5, fit.slope(), 0.03); //     logit(q) = (logit(p) - 1) / 2
        assertEquals(-0.5, fit.intercept(), 0.04);
        assertEquals(0.3, fit.of(overconfident(0.3)), 0.02);
    }

    @Test
    void whatIsTurnedAroundIsFlattenedAndNotTurnedBack() {
        var turned =
                forecasts(2000, 4).stream()
                        .map(it -> new Forecast(1 - it.probability(), it.happened()))
                        .toList();
        var fit = PlattFit.of(turned);

        assertEquals(PlattFit.LEAST_SLOPE, fit.slope(), 1e-9);
        double share = share(turned);
        assertEquals(share, fit.of(0.5), 0.02);
    }

    @Test
    void perfectlyPartedAnswersStayFinite() {
        var parted = new ArrayList<Forecast>();
        for (int i = 0; i < 60; i++) {
            parted.add(new Forecast(i < 30 ? 0.1 : 0.9, i >= 30));
        }
        var fit = PlattFit.of(parted);
        assertTrue(fit.of(0.9) > 0.9 && fit.of(0.9) < 1, "σ(…) = " + fit.of(0.9));
        var same = PlattFit.of(parted.stream().map(it -> new Forecast(0, it.happened())).toList());
        assertEquals(0.5, same.of(0), 0.02);
    }

    @Property(tries = 50)
    void isotonicNeverFallsAndKeepsTheMean(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int count) {
        var forecasts = forecasts(count, seed);
        var fit = IsotonicFit.of(forecasts);

        double before = 0;
        double sum = 0;
        for (double p = 0; p <= 1; p += 1 / 64.0) {
            double now = fit.of(p);
            assertTrue(now >= before && now <= 1);
            before = now;
        }
        for (var share : fit.to()) {
            sum += share;
        }
        assertTrue(sum / fit.to().length <= 1);
    }

    @Test
    void isotonicPoolsWhatIsOutOfOrder() {
        var fit =
                IsotonicFit.of(
                        List.of(
                                new Forecast(0.1, false),
                                new Forecast(0.3, true),
                                new Forecast(0.5, false), // pooled with 0.3: a half at 0.4
                                new Forecast(0.9, true)));
        assertEquals(List.of(0.1, 0.4, 0.9), java.util.Arrays.stream(fit.from()).boxed().toList());
        assertEquals(List.of(0.0, 0.5, 1.0), java.util.Arrays.stream(fit.to()).boxed().toList());
    }

    @Test
    void aLabelWithEnoughAnswersHasItsOwnCurveAndTheErrorFalls() {
        var answers = new ArrayList<Prediction>();
        answers.addAll(answers("effusion", 400, 1));
        answers.addAll(answers("rare", 20, 2));

        var fit = CalibrationFit.of(answers).orElseThrow();

        assertEquals(java.util.Set.of("effusion"), fit.calibration().labels().keySet());
        assertInstanceOf(Curve.Platt.class, fit.calibration().otherwise());
        assertEquals(420, fit.answers());
        assertTrue(fit.after() < fit.before() - 0.05, fit.before() + " → " + fit.after());
    }

    @Test
    void manyAnswersGetAnIsotonicCurveAndFewNone() {
        var many = CalibrationFit.of(answers("effusion", 3000, 1)).orElseThrow();
        assertInstanceOf(Curve.Isotonic.class, many.calibration().labels().get("effusion"));
        assertEquals(Optional.empty(), CalibrationFit.of(answers("effusion", 20, 1)));
    }

    @Test
    void theFileIsReadByTheModel(@TempDir Path folder) throws Exception {
        ModelInit.make(ModelSize.MINI, folder, 4);
        var curves =
                new TreeMap<String, Curve>(
                        Map.of(
                                "effusion", new Curve.Platt(0.5, -0.25),
                                "mass",
                                        new Curve.Isotonic(
                                                new double[] {0.1, 0.9}, new double[] {0.2, 0.7})));
        CalibrationFile.write(folder, new Calibration(Map.of(), new Curve.Unchanged()));
        CalibrationFile.write(folder, new Calibration(curves, new Curve.Platt(2, 0)));

        try (var model = RadFm.load(folder, EngineOptions.defaults())) {
            for (double p : new double[] {0, 0.2, 0.5, 0.93}) {
                assertEquals(
                        new Curve.Platt(0.5, -0.25).of(p), model.calibration().of("effusion", p));
                assertEquals(curves.get("mass").of(p), model.calibration().of("mass", p));
                assertEquals(new Curve.Platt(2, 0).of(p), model.calibration().of("other", p));
            }
        }
    }

    private static double share(List<Forecast> forecasts) {
        return forecasts.stream().mapToDouble(it -> it.happened() ? 1 : 0).average().orElseThrow();
    }

    private static List<Forecast> forecasts(int count, long seed) {
        var random = new Random(seed);
        var forecasts = new ArrayList<Forecast>();
        for (int i = 0; i < count; i++) {
            double truth = 0.02 + 0.96 * random.nextDouble();
            forecasts.add(new Forecast(overconfident(truth), random.nextDouble() < truth));
        }
        return forecasts;
    }

    private static List<Prediction> answers(String label, int count, long seed) {
        var answers = new ArrayList<Prediction>();
        for (var forecast : forecasts(count, seed)) {
            var item =
                    new Item(
                            "",
                            "patient " + answers.size(),
                            Task.DIAGNOSIS,
                            "CR",
                            label,
                            "?",
                            forecast.happened() ? "yes" : "no",
                            List.of("yes", "no"),
                            Map.of(),
                            false);
            answers.add(new Prediction(item, "", OptionalDouble.of(forecast.probability())));
        }
        return answers;
    }
}
