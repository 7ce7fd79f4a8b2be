// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

import java.util.List;
import java.util.Optional;

/// What is in the pictures of a study, and nothing else is: the answer against which reports of
/// phantoms are judged.
///
/// @param findings of the exam's labels; none in a normal study
public record Truth(Exam exam, List<Finding> findings) {
    public Truth {
        findings = List.copyOf(findings);
        for (var finding : findings) {
            if (finding.label().exam() != exam) {
                throw new IllegalArgumentException(finding.label() + " in " + exam);
            }
        }
    }

    public boolean isNormal() {
        return findings.isEmpty();
    }

    public Optional<Finding> find(Label label) {
        return findings.stream().filter(finding -> finding.label() == label).findFirst();
    }
}
