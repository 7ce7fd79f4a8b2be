// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;
import io.radfm.events.Question;

import java.util.ArrayList;
import java.util.List;

/// What is asked about a study: its report first, then what made the images, then the diagnoses
/// that its scans can show. The order and the ids are always the same for the same scans.
///
/// @param report the first question
/// @param besides what else may be asked
/// @param maxDiagnoses at most so many diagnoses, those that stand first in the set
/// @param maxNewTokens of an answer to anything but the report
public record Questions(Question report, QuestionSet besides, int maxDiagnoses, int maxNewTokens) {
    /// Id of the question whose answer is the draft.
    public static final String REPORT = "report";

    /// Id of the question for what made the images.
    public static final String MODALITY = "modality";

    /// Ids of diagnosis questions begin so; the label follows.
    public static final String DIAGNOSIS = "diagnosis:";

    /// Asks for the report and nothing else.
    public static Questions onlyFor(Question report) {
        return new Questions(report, QuestionSet.NONE, 0, 1);
    }

    /// @param scans one image of each scan that the model is shown
    List<Question> about(List<InstanceReceived> scans) {
        var questions = new ArrayList<Question>();
        questions.add(report);
        besides.modality()
                .ifPresent(text -> questions.add(new Question(MODALITY, text, maxNewTokens)));
        besides.diagnoses(scans).stream()
                .limit(maxDiagnoses)
                .map(it -> new Question(DIAGNOSIS + it.label(), it.question(), maxNewTokens))
                .forEach(questions::add);
        return List.copyOf(questions);
    }
}
