// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.events.Answer;
import io.radfm.events.Draft;
import io.radfm.events.DraftText;
import io.radfm.events.InstanceRef;
import io.radfm.results.Given;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What of a draft's answers is a diagnosis.
class DiagnosisTest {
    private final Draft draft =
            Given.draft("1.2", 1, List.of(new InstanceRef("1.2.1", "0".repeat(64), 9L, 1)));

    @Test
    void theMostProbableComesFirstAndEqualsStandByLabel() {
        assertEquals(
                List.of(
                        new Diagnosis("nodule", "Nodule", 0.75, true),
                        new Diagnosis("brain_mass", "Brain mass", 0.5, false),
                        new Diagnosis("effusion", "Effusion", 0.5, false)),
                diagnoses(
                        Given.diagnosis("effusion", "yes", 0.5, false),
                        Given.diagnosis("nodule", "yes", 0.75, true),
                        Given.diagnosis("brain_mass", "no", 0.5, false)));
    }

    @Test
    void otherQuestionsAndAnswersWithoutAProbabilityAreNone() {
        assertEquals(
                List.of(),
                diagnoses(
                        new Answer("report", "Clear.", 2, "END_OF_SEQUENCE", 0.5, false),
                        new Answer("modality", "CT", 2, "END_OF_SEQUENCE", null, false),
                        new Answer("diagnosis:nodule", "no", 1, "END_OF_SEQUENCE", null, false)));
    }

    @Test
    void whatNoWorkerOfOursWritesIsNone() {
        assertEquals(
                List.of(),
                diagnoses(
                        Given.diagnosis("", "yes", 0.5, false),
                        Given.diagnosis(" ", "yes", 0.5, false),
                        Given.diagnosis("x".repeat(65), "yes", 0.5, false),
                        Given.diagnosis("nodule", "yes", Double.NaN, false),
                        Given.diagnosis("nodule", "yes", -0.1, false),
                        Given.diagnosis("nodule", "yes", Double.POSITIVE_INFINITY, false)));
    }

    private List<Diagnosis> diagnoses(Answer... answers) {
        var text = DraftText.newBuilder(draft.getText()).setAnswers(List.of(answers)).build();
        return Diagnosis.of(Draft.newBuilder(draft).setText(text).build());
    }
}
