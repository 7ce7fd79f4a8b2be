// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.preparation.PreparedInput.Text;
import io.radfm.preparation.PromptLayout.Scans;

import org.junit.jupiter.api.Test;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/// Where text and scans stand in a question.
class PromptLayoutTest {
    private static final PreparedInput.Scan SCAN =
            new PreparedInput.Scan(
                    new ScanTensor(1, 1, 1, 4, FloatBuffer.allocate(4)),
                    new ScanFacts(
                            "1.2",
                            List.of(),
                            List.of(1, 1, 1, 4),
                            1,
                            1,
                            1,
                            List.of(0, 0, 0, 0),
                            Optional.empty(),
                            "",
                            List.of()));

    @Test
    void patientHistoryAndPromptAreOneSpaceApart() {
        assertEquals(
                "A man of 61. Cough. What is seen?",
                PromptLayout.question("A man of 61.", " Cough.", "What is seen?"));
        assertEquals("What is seen?", PromptLayout.question("", " ", "What is seen?"));
    }

    @Test
    void scansStandBeforeOrAfterTheQuestion() {
        var question = new Text("question", "What is seen?");

        assertEquals(
                List.of(SCAN, SCAN, question),
                PromptLayout.question(List.of(SCAN, SCAN), "What is seen?", Scans.FIRST));
        assertEquals(
                List.of(question, SCAN),
                PromptLayout.question(List.of(SCAN), "What is seen?", Scans.LAST));
    }

    @Test
    void aContextStaysAsItIsBeforeItsPrompt() {
        var context = new PreparedInput(List.of(new Text("patient", "A man."), SCAN));

        assertEquals(
                List.of(new Text("patient", "A man."), SCAN, new Text("question", "Why?")),
                PromptLayout.ask(context, "Why?"));
    }

    @Test
    void textsThatMeetInAContextAreOneSpaceApart() {
        var context =
                new PreparedInput(
                        List.of(new Text("patient", "A man."), new Text("history", "Cough.")));

        assertEquals(
                List.of(
                        new Text("patient", "A man."),
                        new Text("history", " Cough."),
                        new Text("question", " Why?")),
                PromptLayout.ask(context, "Why?"));
    }
}
