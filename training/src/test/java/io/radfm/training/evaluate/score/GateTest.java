// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.training.evaluate.score.Contestant.Kind;
import io.radfm.training.sample.Task;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which of two models may draft.
class GateTest {
    @Test
    void theMeanOverTasksDecidesAndBaselinesDoNot() {
        var candidate = model("new", scores(Task.MODALITY, 0.9), scores(Task.VQA, 0.5));
        var current = model("old", scores(Task.MODALITY, 0.7), scores(Task.VQA, 0.6));
        var blind = contestant("new, grey images", Kind.BASELINE, scores(Task.VQA, 0.99));

        var gate = Gate.of(evaluation(candidate, blind, current));
        assertTrue(gate.passed());
        assertEquals(
                List.of(
                        "new 0.700 is at least as good as old 0.650"
                                + " (modality 0.900 against 0.700, vqa 0.500 against 0.600)"),
                gate.reasons());
        assertFalse(Gate.of(evaluation(current, candidate)).passed());
    }

    @Test
    void equalIsGoodEnoughAndOneBetterModelIsEnoughToFail() {
        var one = model("one", scores(Task.VQA, 0.5));
        var same = model("same", scores(Task.VQA, 0.5));
        var better = model("better", scores(Task.VQA, 0.51));

        assertTrue(Gate.of(evaluation(one, same)).passed());
        var gate = Gate.of(evaluation(one, same, better));
        assertFalse(gate.passed());
        assertEquals(2, gate.reasons().size());
        assertTrue(gate.reasons().getLast().startsWith("one 0.500 is worse than better 0.510"));
    }

    @Test
    void onlyTasksThatBothHaveAnsweredCount() {
        var all = model("all", scores(Task.VQA, 0.5), scores(Task.MODALITY, 0.1));
        var some = model("some", scores(Task.VQA, 0.4));
        var other = model("other", scores(Task.RATIONALE, 0.4));

        assertTrue(Gate.of(evaluation(all, some)).passed());
        var why = assertThrows(RuntimeException.class, () -> Gate.of(evaluation(some, other)));
        assertEquals("no task that both some and other have answered", why.getMessage());
    }

    @Test
    void aModelAloneHasNothingToBeHeldAgainst() {
        var blind = contestant("blind", Kind.BASELINE, scores(Task.VQA, 0.1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Gate.of(evaluation(model("one", scores(Task.VQA, 0.5)), blind)));
    }

    private static Evaluation evaluation(Contestant... contestants) {
        return new Evaluation(Map.of(), List.of(contestants));
    }

    private static Contestant model(String name, TaskScores... tasks) {
        return contestant(name, Kind.MODEL, tasks);
    }

    private static Contestant contestant(String name, Kind kind, TaskScores... tasks) {
        return new Contestant(name, kind, Map.of(), 0, List.of(tasks));
    }

    private static TaskScores scores(Task task, double value) {
        var number = new Slice.Value(value, Optional.empty());
        var values = Map.of(task == Task.MODALITY ? Metric.ACCURACY : Metric.ROUGE1, number);
        return new TaskScores(
                task, new Slice(10, values), new TreeMap<>(), new TreeMap<>(), List.of());
    }
}
