// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reports and their sections.
class SectionsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Findings: A. Impression: B. | A. | B.",
                "FINDINGS:~A.~~IMPRESSION:~B. | A. | B.",
                "CT HEAD~Indication: C.~Technique: D.~Findings: A.~Comparison: None.~Conclusion: B."
                        + " | A. | B.",
                "A. Impression: B. | A. | B.",
                "A. | A. | ",
                "Impression: B. | | B.",
                "Indication: C.~Findings: A. More.~Addendum: E.~Signed: F. | A. More.~E. | ",
                "Findings: The lungs: clear. Impression: B. | The lungs: clear. | B."
            })
    void findingsAndImpressionAreFound(String text, String findings, String impression) {
        var sections = Sections.of(text.replace('~', '\n'));
        assertEquals(findings == null ? "" : findings.replace('~', '\n'), sections.findings());
        assertEquals(impression == null ? "" : impression, sections.impression());
    }
}
