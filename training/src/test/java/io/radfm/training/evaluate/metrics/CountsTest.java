// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.training.evaluate.metrics.Confusion.Pair;
import io.radfm.training.evaluate.metrics.Reliability.Forecast;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Numbers worked out by hand: classes, probabilities, intervals, terms, comparisons.
class CountsTest {
    private static final double EXACT = 1e-12;

    @Test
    void macroF1WeighsEveryClassAlike() {
        var pairs =
                List.of(
                        pair("CT", "CT"),
                        pair("CT", "CT"),
                        pair("CT", "MR"), // CT: 2 of 3 found
                        pair("MR", "MR"),
                        pair("US", "")); // MR: 1 of 2 right; US: none

        assertEquals(3 / 5.0, Confusion.accuracy(pairs), EXACT);
        assertEquals(0.8, Confusion.f1(pairs, "CT"), EXACT); //      P 1,   R 2/3
        assertEquals(2 / 3.0, Confusion.f1(pairs, "MR"), EXACT); //  P 1/2, R 1
        assertEquals((0.8 + 2 / 3.0 + 0) / 3, Confusion.macroF1(pairs), EXACT);
    }

    @Test
    void probabilitiesAreHeldAgainstWhatHappened() {
        var forecasts =
                List.of(
                        new Forecast(0.9, true),
                        new Forecast(0.9, false), // 0.9 said, 0.5 happened
                        new Forecast(0.25, false),
                        new Forecast(0.25, true)); // 0.25 said, 0.5 happened

        assertEquals((0.4 + 0.25) / 2, Reliability.expectedError(forecasts), EXACT);
        assertEquals((0.01 + 0.81 + 0.0625 + 0.5625) / 4, Reliability.brier(forecasts), EXACT);
        assertEquals(0.5, Reliability.areaUnderCurve(forecasts), EXACT);
        assertThrows(IllegalArgumentException.class, () -> new Forecast(1.01, true));
        assertThrows(IllegalArgumentException.class, () -> new Forecast(Double.NaN, true));
    }

    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        var random = new Random(5);
        var forecasts = new ArrayList<Forecast>();
        for (int i = 0; i < 200; i++) {
            forecasts.add(new Forecast(random.nextInt(20) / 20.0, random.nextInt(3) == 0));
        }
        double inOrder = 0;
        double all = 0;
        for (var yes : forecasts) {
            for (var no : forecasts) {
                if (yes.happened() && !no.happened()) {
                    all++;
                    inOrder +=
                            (Math.signum(Double.compare(yes.probability(), no.probability())) + 1)
                                    / 2;
                }
            }
        }
        assertEquals(inOrder / all, Reliability.areaUnderCurve(forecasts), 1e-9);
        assertTrue(Double.isNaN(Reliability.areaUnderCurve(List.of(new Forecast(1, true)))));
    }

    @Test
    void oneSeedGivesOneIntervalAndItHoldsTheMean() {
        var random = new Random(3);
        var samples = random.doubles(300).boxed().toList();
        var one = interval(samples, new Bootstrap(500, 9), samples.size());

        assertEquals(one, interval(samples, new Bootstrap(500, 9), samples.size()));
        double mean = samples.stream().mapToDouble(it -> it).average().orElseThrow();
        double error = Math.sqrt(1 / 12.0 / 300); // of the mean of uniform numbers
        assertTrue(one.low() < mean && mean < one.high());
        assertEquals(2 * 1.96 * error, one.high() - one.low(), error);
    }

    @Test
    void samplesOfOnePatientAreDrawnTogether() {
        var samples = new Random(3).doubles(300).boxed().sorted().toList();
        var apart = interval(samples, new Bootstrap(500, 9), 300);
        var together = interval(samples, new Bootstrap(500, 9), 6);

        double wider = (together.high() - together.low()) / (apart.high() - apart.low());
        assertTrue(wider > 3, "50 alike at once know little more than one: " + wider);
        assertEquals(
                Optional.empty(),
                new Bootstrap(500, 9).interval(samples, _ -> "one patient", it -> it.size()));
    }

    private static Bootstrap.Interval interval(
            List<Double> samples, Bootstrap bootstrap, int patients) {
        return bootstrap
                .interval(
                        samples,
                        it -> "" + samples.indexOf(it) * patients / samples.size(),
                        drawn -> drawn.stream().mapToDouble(it -> it).average().orElseThrow())
                .orElseThrow();
    }

    @Test
    void aTermIsFoundByAnySpellingAndTheLongestOfThem() {
        var terms = TermList.shipped();
        var names = terms.names("Small EFFUSIONS; subdural hemorrhage. X-ray.");
        assertEquals(
                List.of("pleural effusion", "subdural haematoma", "radiograph"),
                List.copyOf(names));
        assertTrue(terms.names("confusion about infusions").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The effusion is unchanged.",
                "Compared with the prior study, the nodule has grown.",
                "Consolidation has increased in the interval.",
                "The lines are stable.",
                "Again seen is a small nodule.",
                "The pneumothorax is no longer visible.",
                "Since the last radiograph, the heart is larger."
            })
    void aReportThatLooksBackCompares(String report) {
        assertTrue(Comparisons.in(report), report);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No pleural effusion. The heart is larger than normal.",
                "Prior to contrast, T1 is normal.",
                "The last rib is fractured.",
                "Ventricles are of normal size for age.",
                ""
            })
    void aReportOfOneExaminationDoesNot(String report) {
        assertTrue(!Comparisons.in(report), report);
    }

    private static Pair pair(String truth, String said) {
        return new Pair(truth, Optional.of(said).filter(it -> !it.isEmpty()));
    }
}
