// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.events.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// How generated text becomes the parts of a report.
class ReportTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Findings: Clear lungs. Impression: Normal.|Clear lungs.|Normal.",
                "finding : Clear lungs.|Clear lungs.|",
                "Impression: Normal. Findings: Clear lungs.|Clear lungs.|Normal.",
                "Impression: Normal.||Normal.",
                "No headings at all|No headings at all|",
                "Chest. Findings: Clear.|Chest. Clear.|",
                "Findings: A. Impression: B. Findings: C.|A. C.|B.",
                "Impression:|| ",
                "These findings matter: none|These findings matter: none|"
            })
    void splitsAtItsHeadings(String text, String findings, String impression) {
        var draft = ReportText.of(List.of(answer("report", text)));
        assertEquals(findings, flat(draft.getFindings()));
        assertEquals(impression, flat(draft.getImpression()));
    }

    @Test
    void theReportIsTheAnswerToTheReportQuestion() {
        var draft = ReportText.of(List.of(answer("modality", "CT"), answer("report", "Clear.")));
        assertEquals("Clear.", draft.getFindings());
        assertEquals(2, draft.getAnswers().size());
    }

    private static String flat(String text) {
        return text == null ? null : text.replace('\n', ' ');
    }

    private static Answer answer(String question, String text) {
        return new Answer(question, text == null ? "" : text, 3, "END_OF_SEQUENCE", null, false);
    }
}
