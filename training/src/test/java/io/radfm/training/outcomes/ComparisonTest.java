// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Acceptance;
import io.radfm.events.DraftOutcome;
import io.radfm.events.RadiologyReport;

import org.junit.jupiter.api.Test;

import java.util.List;

/// How a draft compares with the report that was signed.
class ComparisonTest {
    @Test
    void whatIsSignedAsItWasDraftedIsAcceptedAsDrafted() {
        var findings = "There is a small left pleural effusion.";
        var outcome =
                Said.outcome(
                        Said.draft(findings, "Pleural effusion."),
                        Said.report(findings, "Pleural effusion"));
        assertEquals(Acceptance.AS_DRAFTED, outcome.getAcceptance());
        assertEquals(List.of("pleural effusion"), outcome.getAgreed());
        assertEquals(1, outcome.getLabelF1());
        assertEquals(0, outcome.getEdits());
        assertEquals(0, outcome.getWordEdit());
        assertEquals(9, outcome.getDraftWords());
        assertEquals(List.of("findings", "impression"), outcome.getSectionsKept());
    }

    @Test
    void aFewOtherWordsForTheSameAreAnAcceptedEdit() {
        var outcome =
                outcome(
                        "There is a small left pleural effusion. The heart is of normal size.",
                        "There is a small left pleural effusion. The heart is not enlarged.");
        assertEquals(Acceptance.EDITED, outcome.getAcceptance());
        assertEquals(3, outcome.getEdits());
        assertEquals(3 / 13.0, outcome.getWordEdit(), 1e-9);
        assertEquals(List.of("findings"), outcome.getSections());
        assertEquals(List.of(), outcome.getSectionsKept(), "more than a tenth was changed");
    }

    @Test
    void oneWordThatTurnsTheMeaningIsNoAcceptance() {
        var outcome =
                outcome(
                        "The lungs are clear. There is a right pneumothorax.",
                        "The lungs are clear. There is no right pneumothorax.");
        assertEquals(1, outcome.getEdits());
        assertEquals(List.of("pneumothorax"), outcome.getInvented());
        assertEquals(Acceptance.REWRITTEN, outcome.getAcceptance());
    }

    @Test
    void theSameSaidInOtherWordsThroughoutIsRewritten() {
        var outcome =
                outcome(
                        "A left pleural effusion is seen.",
                        "On the left hand we note pleural effusion of considerable size.");
        assertEquals(1, outcome.getLabelF1());
        assertTrue(outcome.getWordEdit() > 0.5, "of " + outcome.getWordEdit());
        assertEquals(Acceptance.REWRITTEN, outcome.getAcceptance());
    }

    @Test
    void whatIsMissedInventedOrOnTheOtherSideIsNamed() {
        var outcome =
                outcome(
                        "Left pleural effusion. Pneumothorax on the right.",
                        "Right pleural effusion. Cardiomegaly. No pneumothorax.");
        assertEquals(List.of("pleural effusion"), outcome.getOtherSide());
        assertEquals(List.of("pneumothorax"), outcome.getInvented());
        assertEquals(List.of("cardiomegaly"), outcome.getMissed());
        assertEquals(List.of(), outcome.getAgreed());
        assertEquals(0, outcome.getLabelF1());
    }

    @Test
    void halfOfTheLabelsRightIsHalfOfTheAgreement() {
        var outcome =
                outcome(
                        "Left pleural effusion. Cardiomegaly.",
                        "Left pleural effusion. Right pneumothorax.");
        assertEquals(List.of("pleural effusion"), outcome.getAgreed());
        assertEquals(0.5, outcome.getLabelF1());
    }

    @Test
    void aSideCountsWhereBothNameOne() {
        var outcome = outcome("Pleural effusion.", "Left pleural effusion.");
        assertEquals(List.of("pleural effusion"), outcome.getAgreed());
        assertEquals(List.of(), outcome.getOtherSide());
    }

    @Test
    void whereNeitherNamesAnythingTheyAgree() {
        var outcome = outcome("The lungs are clear.", "No pneumothorax, no pleural effusion.");
        assertEquals(1, outcome.getLabelF1());
    }

    @Test
    void aReportWithoutSectionsHasThoseOfItsHeadings() {
        var report =
                RadiologyReport.newBuilder(Said.report("", ""))
                        .setText(
                                "Indication: cough.\nFindings: Clear lungs.\nImpression: Normal.\n"
                                        + "Signed: Dr Roe")
                        .setFindings(null)
                        .setImpression(null)
                        .build();
        var outcome = Said.outcome(Said.draft("Clear lungs.", "Normal."), report);
        assertEquals(Acceptance.AS_DRAFTED, outcome.getAcceptance());
        assertEquals(List.of("findings", "impression"), outcome.getSectionsKept());
    }

    @Test
    void aDraftWithoutTextIsRewritten() {
        var outcome = outcome(null, "Left pleural effusion.");
        assertEquals(Acceptance.REWRITTEN, outcome.getAcceptance());
        assertEquals(1, outcome.getWordEdit());
        assertEquals(List.of("pleural effusion"), outcome.getMissed());
        assertEquals(List.of(), outcome.getSections());
    }

    @Test
    void nothingOfTheTextsIsInTheOutcome() {
        var outcome =
                outcome("Mr Quillfeather has a left effusion.", "Mrs Quillfeather: pneumothorax.");
        assertFalse(outcome.toString().contains("Quillfeather"));
    }

    private static DraftOutcome outcome(String drafted, String signed) {
        return Said.outcome(Said.draft(drafted, null), Said.report(signed, ""));
    }
}
