// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.modality.phantom.Label;
import io.radfm.streams.composition.QuestionFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Locale;

/// What can be found in phantoms is what is asked about them, under the same name: so what is known
/// of a phantom is the answer that its probability is judged by.
class AskedAboutPhantomsTest {
    @ParameterizedTest
    @EnumSource(Label.class)
    void everythingThatPhantomsShowIsAskedAbout(Label label) {
        var name = label.name().toLowerCase(Locale.ROOT);
        assertTrue(
                QuestionFile.of(QuestionFile.DEFAULT).exams().stream()
                        .filter(exam -> exam.modalities().contains(label.exam().modality()))
                        .flatMap(exam -> exam.diagnoses().stream())
                        .anyMatch(diagnosis -> diagnosis.label().equals(name)),
                name);
    }
}
