// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What can be asked besides the report: which diagnoses, by what was examined and with what.
///
/// ```
///  scan: modality CT, body part HEAD ──► exam "head CT" ──► haemorrhage? brain_mass? midline_shift? …
/// ```
///
/// @param modality asks what made the images; empty when that is not asked
/// @param exams in the order in which they are asked about
public record QuestionSet(Optional<String> modality, List<Exam> exams) {
    /// Nothing but the report.
    public static final QuestionSet NONE = new QuestionSet(Optional.empty(), List.of());

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// A kind of examination.
    ///
    /// @param name for people
    /// @param modalities as in (0008,0060)
    /// @param bodyParts beginnings of words, in capitals, of which one must stand in a scan's body
    ///   part, names or protocol; any scan will do where there are none
    public record Exam(
            String name,
            List<String> modalities,
            List<String> bodyParts,
            List<Diagnosis> diagnoses) {
        public Exam {
            modalities = List.copyOf(modalities);
            bodyParts = List.copyOf(bodyParts);
            diagnoses = List.copyOf(diagnoses);
        }

        boolean shows(InstanceReceived image) {
            return modalities.contains(image.getModality())
                    && (bodyParts.isEmpty() || words(image).anyMatch(this::namesABodyPart));
        }

        private boolean namesABodyPart(String word) {
            return bodyParts.stream().anyMatch(word::startsWith);
        }

        private static Stream<String> words(InstanceReceived image) {
            return Stream.of(
                            image.getBodyPart(),
                            image.getStudyDescription(),
                            image.getSeriesDescription(),
                            image.getProtocolName())
                    .flatMap(Stream::ofNullable)
                    .map(text -> text.toUpperCase(Locale.ROOT))
                    .flatMap(BETWEEN_WORDS::splitAsStream);
        }
    }

    /// @param label names the diagnosis in question ids, calibrations and statistics
    /// @param question answered by yes or no
    public record Diagnosis(String label, String question) {}

    public QuestionSet {
        exams = List.copyOf(exams);
    }

    /// What is asked about these scans, one image of each: each label once, as the first exam that
    /// has it puts it.
    List<Diagnosis> diagnoses(List<InstanceReceived> scans) {
        var labels = new HashSet<String>();
        return exams.stream()
                .filter(exam -> scans.stream().anyMatch(exam::shows))
                .flatMap(exam -> exam.diagnoses().stream())
                .filter(diagnosis -> labels.add(diagnosis.label()))
                .toList();
    }
}
