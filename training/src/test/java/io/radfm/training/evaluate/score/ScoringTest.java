// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.training.evaluate.metrics.Bootstrap;
import io.radfm.training.evaluate.metrics.TermList;
import io.radfm.training.labels.Labeller;
import io.radfm.training.sample.Task;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/// Numbers of tasks, from predictions written by hand.
class ScoringTest {
    private static final double EXACT = 1e-12;

    private final Scoring scoring =
            new Scoring(TermList.shipped(), Labeller.standard(), new Bootstrap(50, 1));
    private final List<Prediction> predictions = new ArrayList<>();

    @Test
    void diagnosesAreScoredByLabelAndByModality() {
        diagnosis("CR", "pleural effusion", "yes", "Yes, small.", 0.8);
        diagnosis("CR", "pleural effusion", "no", "yes", 0.6);
        diagnosis("CT", "brain mass", "yes", "no", 0.3);
        diagnosis("CT", "brain mass", "no", "No.", 0.1);

        var scores = scoring.tasks(predictions).getFirst();

        assertEquals(0.5, value(scores.all(), Metric.ACCURACY), EXACT);
        assertEquals(2 / 3.0 / 2, value(scores.all(), Metric.LABELS_F1), EXACT);
        assertEquals(1 / 2.0 * 0.5 + 0.25, value(scores.all(), Metric.F1), EXACT);
        assertEquals(0.75, value(scores.all(), Metric.AUC), EXACT); // 3 of 4 pairs
        assertEquals(2, scores.byModality().get("CT").count());
        assertEquals(1, value(scores.byLabel().get("brain mass"), Metric.AUC), EXACT);
        assertFalse(scores.all().values().containsKey(Metric.BLEU1), "answers are closed");
        assertEquals(4, scores.reliability().stream().mapToInt(bin -> bin.count()).sum());
    }

    @Test
    void aReportIsHeldAgainstLabelsSidesAndComparisons() {
        var effusion = Map.of("pleural effusion", true, "pneumothorax", false);
        report("There is a left pleural effusion.", "Left pleural effusion.", effusion);
        report("There is a left pleural effusion.", "Right pleural effusion, unchanged.", effusion);
        report(
                "Normal chest.",
                "No pleural effusion. Large pneumothorax.",
                Map.of("pleural effusion", false, "pneumothorax", false));
        report("Pleural effusion is unchanged, on the left.", "Unchanged.", effusion);

        var all = scoring.tasks(predictions).getFirst().all();

        assertEquals(1 / 3.0, value(all, Metric.SIDES), EXACT, "three name a side");
        assertEquals(1 / 3.0, value(all, Metric.INVENTED), EXACT, "the fourth may compare");
        assertEquals(0.8, value(all, Metric.REPORT_LABELS_F1), EXACT, "effusion: P 1, R 2/3");
    }

    @Test
    void termsCountOnlyWhereThereAreSome() {
        vqa("Pleural effusion and atelectasis.", "Effusion, and a mass.");
        vqa("It is on the left.", "Nothing to be seen.");

        var all = scoring.tasks(predictions).getFirst().all();

        assertEquals(0.5, value(all, Metric.TERM_PRECISION), EXACT);
        assertEquals(0.5, value(all, Metric.TERM_RECALL), EXACT);
        assertFalse(all.values().containsKey(Metric.ACCURACY), "answers are open");
    }

    @Test
    void theOrderOfPredictionsChangesNoNumber() {
        for (int i = 0; i < 30; i++) {
            diagnosis(
                    "CR",
                    "label " + i % 3,
                    i % 2 == 0 ? "yes" : "no",
                    i % 5 == 0 ? "no" : "yes",
                    i / 30.0);
            vqa("left lung " + i, "right lung " + i % 7);
        }
        var before = scoring.tasks(predictions);
        Collections.shuffle(predictions, new Random(7));
        var after = scoring.tasks(predictions);

        for (int task = 0; task < before.size(); task++) {
            for (var metric : before.get(task).all().values().keySet()) {
                assertEquals(
                        value(before.get(task).all(), metric),
                        value(after.get(task).all(), metric),
                        1e-9,
                        metric.title());
            }
        }
    }

    @Test
    void numbersStayInRangeWithTheirIntervals() {
        for (int i = 0; i < 40; i++) {
            report(
                    "Left effusion " + i,
                    i % 3 == 0 ? "" : "Left effusion, stable.",
                    Map.of("pleural effusion", true));
        }
        for (var entry : scoring.tasks(predictions).getFirst().all().values().entrySet()) {
            var interval = entry.getValue().interval().orElseThrow();
            assertTrue(interval.low() >= 0 && interval.high() <= 1 + EXACT, entry.getKey().title());
            assertTrue(interval.low() <= interval.high());
        }
    }

    private static double value(Slice slice, Metric metric) {
        return slice.values().get(metric).value();
    }

    private void diagnosis(String modality, String label, String truth, String said, double yes) {
        add(
                Task.DIAGNOSIS,
                modality,
                label,
                truth,
                said,
                List.of("yes", "no"),
                Map.of(),
                OptionalDouble.of(yes));
    }

    private void report(String truth, String said, Map<String, Boolean> labels) {
        add(Task.REPORT, "CR", "", truth, said, List.of(), labels, OptionalDouble.empty());
    }

    private void vqa(String truth, String said) {
        add(Task.VQA, "CR", "", truth, said, List.of(), Map.of(), OptionalDouble.empty());
    }

    private void add(
            Task task,
            String modality,
            String label,
            String truth,
            String said,
            List<String> options,
            Map<String, Boolean> labels,
            OptionalDouble yes) {
        var compared = io.radfm.training.evaluate.metrics.Comparisons.in(truth);
        var item =
                new Item(
                        "",
                        "patient " + predictions.size(),
                        task,
                        modality,
                        label,
                        "?",
                        truth,
                        options,
                        labels,
                        compared);
        predictions.add(new Prediction(item, said, yes));
    }
}
