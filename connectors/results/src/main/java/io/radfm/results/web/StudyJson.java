// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.radfm.events.Draft;
import io.radfm.events.DraftProgress;
import io.radfm.events.ModelInfo;
import io.radfm.events.SeriesSummary;
import io.radfm.results.delivery.Receipt;
import io.radfm.results.sr.DraftWords;
import io.radfm.results.worklist.Study;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One study as the JSON API gives it, in lists and alone. Instants are ISO 8601 in UTC; dates and
/// times of the patient and the study stand as in the DICOM header.
///
/// @param state `RECEIVING`, `ASSEMBLING`, `DRAFTING`, `DRAFTED` or `FAILED`
/// @param draft the newest draft with a text, possibly of an earlier revision; else null
/// @param replaced what it replaced, the newest first: to be read, not to be relied on
/// @param progress what is being written of the newest revision; null when nothing is
/// @param failure why the newest revision has no draft; else null
/// @param delivery what became of the draft's SR in the PACS; null where none is configured
record StudyJson(
        String studyUid,
        String state,
        int revision,
        int instances,
        int conflicts,
        String priority,
        String modality,
        String description,
        PatientHeader patient,
        List<Series> series,
        DraftJson draft,
        List<Replaced> replaced,
        Unfinished progress,
        Failure failure,
        Receipt delivery,
        String arrivedAt,
        String lastReceivedAt,
        String updatedAt) {

    /// @param keyImage path of a PNG on this server; null when no instance can be shown
    record Series(
            String seriesUid,
            String modality,
            Integer number,
            String description,
            int instances,
            String keyImage) {}

    /// The text of a draft that a later revision replaced.
    ///
    /// @param banner must stand beside the text, wherever it is shown
    /// @param instances how many images had arrived
    record Replaced(
            int revision,
            int instances,
            String banner,
            String notice,
            String findings,
            String impression,
            String settledAt) {
        static Replaced of(Draft draft) {
            return new Replaced(
                    draft.getRevision(),
                    draft.getInstances(),
                    DraftWords.BANNER,
                    DraftWords.notice(draft).orElse(null),
                    draft.getText().getFindings(),
                    draft.getText().getImpression(),
                    draft.getSettledAt().toString());
        }
    }

    /// A text under way, no draft.
    ///
    /// @param banner must stand beside the text, wherever it is shown
    record Unfinished(
            int revision, String banner, String notice, String text, int tokens, String writtenAt) {
        static Unfinished of(DraftProgress progress) {
            return new Unfinished(
                    progress.getRevision(),
                    DraftWords.BANNER,
                    DraftWords.notice(progress.getModel()).orElse(null),
                    bounded(progress.getText()),
                    progress.getTokens(),
                    progress.getWrittenAt().toString());
        }

        private static String bounded(String text) {
            return text.length() <= LONGEST_UNFINISHED
                    ? text
                    : text.substring(0, LONGEST_UNFINISHED);
        }
    }

    private static final int LONGEST_UNFINISHED = 32_768;

    record Failure(int revision, String code, String reason) {}

    static StudyJson of(
            Study study, Optional<PatientHeader> patient, Optional<Receipt> delivery, Instant now) {
        var state = study.state();
        var phase = study.phase(now);
        return new StudyJson(
                study.uid(),
                phase.name(),
                study.revision(),
                study.instances(),
                state == null ? 0 : state.getConflicts(),
                (state == null ? study.outcome().getPriority() : state.getPriority()).name(),
                study.modality(),
                description(study, patient),
                patient.orElse(null),
                study.series().stream().map(series -> series(study.uid(), series)).toList(),
                study.drafted() == null ? null : DraftJson.of(study.drafted()),
                study.replaced().stream().map(Replaced::of).toList(),
                study.unfinished().map(Unfinished::of).orElse(null),
                failure(study, phase.name()),
                delivery.orElse(null),
                study.arrivedAt().toString(),
                lastReceivedAt(study).toString(),
                (state == null ? study.outcome().getSettledAt() : state.getUpdatedAt()).toString());
    }

    private static String description(Study study, Optional<PatientHeader> patient) {
        return study.state() != null && study.state().getDescription() != null
                ? study.state().getDescription()
                : patient.map(PatientHeader::studyDescription).orElse(null);
    }

    private static Instant lastReceivedAt(Study study) {
        return study.state() == null
                ? study.outcome().getLastReceivedAt()
                : study.state().getLastReceivedAt();
    }

    private static Series series(String studyUid, SeriesSummary series) {
        return new Series(
                series.getSeriesInstanceUid(),
                series.getModality(),
                series.getNumber(),
                series.getDescription(),
                series.getInstances(),
                series.getKeyInstance() == null
                        ? null
                        : "/api/studies/%s/series/%s/key.png?of=%s"
                                .formatted(
                                        studyUid,
                                        series.getSeriesInstanceUid(),
                                        series.getKeyInstance().getDigest()));
    }

    private static Failure failure(Study study, String phase) {
        if (!phase.equals("FAILED")) {
            return null;
        }
        Draft outcome = study.outcome();
        if (outcome != null && outcome.getFailure() != null) {
            var failed = outcome.getFailure();
            return new Failure(outcome.getRevision(), failed.getCode(), failed.getReason());
        }
        var said = study.state() == null ? null : study.state().getFailure();
        return new Failure(
                study.revision(), "FAILED", said == null ? "No reason was recorded." : said);
    }

    /// The model as the API names it.
    record Model(
            String name,
            String version,
            String weightsDigest,
            String engine,
            String precision,
            String device,
            boolean trained,
            String notice) {
        static Model of(ModelInfo model) {
            return new Model(
                    model.getName(),
                    model.getVersion(),
                    model.getWeightsDigest(),
                    model.getEngine(),
                    model.getPrecision(),
                    model.getDevice(),
                    model.getTrained(),
                    model.getNotice());
        }
    }
}
