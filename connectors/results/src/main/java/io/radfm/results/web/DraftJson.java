// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.radfm.events.Draft;
import io.radfm.events.Provenance;
import io.radfm.results.sr.Diagnosis;
import io.radfm.results.sr.DraftWords;

import java.util.List;

/// A draft as the JSON API gives it.
///
/// @param banner must stand beside the text, wherever it is shown
/// @param notice what the model's text must not be taken for; null for a trained model without one
/// @param diagnoses the most probable first; none where none were asked
/// @param sr path of the draft as a DICOM SR on this server
record DraftJson(
        String draftId,
        int revision,
        Integer supersedes,
        boolean partial,
        String banner,
        String notice,
        String findings,
        String impression,
        List<Diagnosis> diagnoses,
        List<AnswerJson> answers,
        ProvenanceJson provenance,
        String closedAt,
        String settledAt,
        String sr) {

    /// @param probability of yes, for diagnosis questions; null for others
    record AnswerJson(
            String questionId, String text, int tokens, String stopReason, Double probability) {}

    record QuestionJson(String id, String text, int maxNewTokens) {}

    /// @param images how many instances' pixels were used; their UIDs stand in the SR
    /// @param shape of the tensor: channels, height, width, depth
    record ScanJson(String seriesUid, int images, List<Integer> shape, List<String> notes) {}

    record ProvenanceJson(
            StudyJson.Model model,
            List<QuestionJson> questions,
            List<ScanJson> scans,
            String policy,
            String startedAt,
            String finishedAt) {}

    static DraftJson of(Draft draft) {
        var text = draft.getText();
        return new DraftJson(
                draft.getDraftId(),
                draft.getRevision(),
                draft.getSupersedes(),
                draft.getPartial(),
                DraftWords.BANNER,
                DraftWords.notice(draft).orElse(null),
                text.getFindings(),
                text.getImpression(),
                Diagnosis.of(draft),
                text.getAnswers().stream()
                        .map(
                                answer ->
                                        new AnswerJson(
                                                answer.getQuestionId(),
                                                answer.getText(),
                                                answer.getTokens(),
                                                answer.getStopReason(),
                                                answer.getProbability()))
                        .toList(),
                draft.getProvenance() == null ? null : provenance(draft.getProvenance()),
                draft.getClosedAt().toString(),
                draft.getSettledAt().toString(),
                "/api/studies/" + draft.getStudyInstanceUid() + "/sr");
    }

    private static ProvenanceJson provenance(Provenance provenance) {
        return new ProvenanceJson(
                StudyJson.Model.of(provenance.getModel()),
                provenance.getQuestions().stream()
                        .map(q -> new QuestionJson(q.getId(), q.getText(), q.getMaxNewTokens()))
                        .toList(),
                provenance.getScans().stream()
                        .map(
                                scan ->
                                        new ScanJson(
                                                scan.getSeriesInstanceUid(),
                                                scan.getInstances().size(),
                                                scan.getShape(),
                                                scan.getNotes()))
                        .toList(),
                provenance.getPolicy(),
                provenance.getStartedAt().toString(),
                provenance.getFinishedAt().toString());
    }
}
