// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import io.radfm.modality.phantom.Exam;

import java.util.List;

/// What is said of an examination besides its findings.
///
/// @param surroundings sentences that are true of every phantom of this kind
/// @param normal what the impression says when there is nothing
record Setting(List<String> surroundings, List<String> normal) {
    static Setting of(Exam exam) {
        return switch (exam) {
            case CHEST_XRAY ->
                    new Setting(
                            List.of(
                                    "the [mediastinum is|mediastinal contours are]"
                                            + " [normal|unremarkable]",
                                    "[osseous structures are|the bony thorax is] [intact|"
                                            + "unremarkable]",
                                    "no free air below the diaphragm"),
                            List.of(
                                    "no acute cardiopulmonary abnormality",
                                    "normal chest radiograph",
                                    "no acute findings in the chest"));
            case HEAD_CT ->
                    new Setting(
                            List.of(
                                    "grey-white differentiation is [preserved|maintained]",
                                    "the basal cisterns are [patent|open]",
                                    "the paranasal sinuses are [clear|aerated]"),
                            List.of(
                                    "no acute intracranial abnormality",
                                    "normal CT of the head",
                                    "unremarkable non-contrast CT of the head"));
            case BRAIN_MR ->
                    new Setting(
                            List.of(
                                    "the basal ganglia are [normal|unremarkable]",
                                    "flow voids of the large vessels are [present|preserved]",
                                    "the craniocervical junction is normal"),
                            List.of(
                                    "normal MRI of the brain",
                                    "no intracranial abnormality",
                                    "unremarkable MRI of the brain"));
            case ABDOMEN_CT ->
                    new Setting(
                            List.of(
                                    "spleen and pancreas are [normal|unremarkable]",
                                    "the gallbladder is unremarkable",
                                    "no bowel obstruction"),
                            List.of(
                                    "no acute abnormality of the abdomen",
                                    "normal CT of the abdomen",
                                    "no acute intra-abdominal findings"));
        };
    }
}
