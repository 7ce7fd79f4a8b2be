// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import io.radfm.events.Answer;
import io.radfm.events.Draft;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What the model thinks of one diagnosis that it was asked about by yes or no.
///
/// @param label as in the question's id, for programs
/// @param name the label as people write it
/// @param probability of yes, 0 to 1
/// @param calibrated false for a probability that is only good to sort by
public record Diagnosis(String label, String name, double probability, boolean calibrated) {
    private static final String QUESTION = "diagnosis:";
    private static final int MOST = 200;
    private static final int LONGEST_LABEL = 64;

    /// Those of a draft, the most probable first. An answer without a probability is none.
    public static List<Diagnosis> of(Draft draft) {
        return draft.getText().getAnswers().stream()
                .flatMap(Diagnosis::of)
                .limit(MOST)
                .sorted(
                        Comparator.comparingDouble(Diagnosis::probability)
                                .reversed()
                                .thenComparing(Diagnosis::label))
                .toList();
    }

    private static Stream<Diagnosis> of(Answer answer) {
        var id = answer.getQuestionId();
        var probability = answer.getProbability();
        if (!id.startsWith(QUESTION) || probability == null) {
            return Stream.empty();
        }
        var label = id.substring(QUESTION.length());
        boolean usable =
                !label.isBlank()
                        && label.length() <= LONGEST_LABEL
                        && probability >= 0
                        && probability <= 1;
        return usable
                ? Stream.of(new Diagnosis(label, name(label), probability, answer.getCalibrated()))
                : Stream.empty();
    }

    /// `brain_mass` is a brain mass.
    private static String name(String label) {
        int first = label.codePointAt(0);
        return new StringBuilder()
                .appendCodePoint(Character.toUpperCase(first))
                .append(label.substring(Character.charCount(first)).replace('_', ' '))
                .toString();
    }
}
