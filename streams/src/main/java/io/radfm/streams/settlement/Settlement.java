// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.settlement;

import io.radfm.events.Draft;
import io.radfm.events.DraftStatus;
import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.PendingDraft;
import io.radfm.events.Provenance;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyRecord;
import io.radfm.events.Topics;

import java.time.Instant;
import java.util.List;

/// From a job to its draft.
public final class Settlement {
    private Settlement() {}

    /// What must be remembered of a context until its result comes.
    public static PendingDraft pending(
            StudyContext context,
            StudyRecord study,
            Integer supersedes,
            List<io.radfm.events.Question> questions) {
        return PendingDraft.newBuilder()
                .setJobId(context.getContextId())
                .setRevision(context.getRevision())
                .setSettled(false)
                .setSupersedes(supersedes)
                .setPartial(context.getPartial())
                .setPriority(context.getPriority())
                .setModality(context.getModality())
                .setInstances(context.getInstances())
                .setSeries(study.getSeries())
                .setHeader(context.getHeader())
                .setLastReceivedAt(context.getLastReceivedAt())
                .setClosedAt(context.getClosedAt())
                .setQuestions(questions)
                .setPolicy(context.getPolicy())
                .build();
    }

    /// The same, once its draft is out: only so much as tells a second result from a first.
    public static PendingDraft settled(PendingDraft pending) {
        return PendingDraft.newBuilder(pending)
                .setSettled(true)
                .setSeries(List.of())
                .setQuestions(List.of())
                .build();
    }

    /// The draft, with its text and where it comes from.
    public static Draft drafted(
            StudyRecord study, PendingDraft pending, Drafted outcome, Instant at) {
        return draft(study, pending, at)
                .setStatus(DraftStatus.DRAFTED)
                .setText(ReportText.of(outcome.getAnswers()))
                .setProvenance(
                        Provenance.newBuilder()
                                .setContextTopic(Topics.STUDY_CONTEXTS.name())
                                .setQuestions(pending.getQuestions())
                                .setScans(outcome.getScans())
                                .setModel(outcome.getModel())
                                .setStartedAt(outcome.getStartedAt())
                                .setFinishedAt(outcome.getFinishedAt())
                                .setPolicy(pending.getPolicy())
                                .build())
                .build();
    }

    /// The reason why there is no text.
    public static Draft failed(
            StudyRecord study, PendingDraft pending, Failed failure, Instant at) {
        return draft(study, pending, at).setStatus(DraftStatus.FAILED).setFailure(failure).build();
    }

    private static Draft.Builder draft(StudyRecord study, PendingDraft pending, Instant at) {
        return Draft.newBuilder()
                .setDraftId(pending.getJobId())
                .setPatientKey(study.getPatientKey())
                .setStudyInstanceUid(study.getStudyInstanceUid())
                .setRevision(pending.getRevision())
                .setPartial(pending.getPartial())
                .setSupersedes(pending.getSupersedes())
                .setPriority(pending.getPriority())
                .setModality(pending.getModality())
                .setInstances(pending.getInstances())
                .setSeries(pending.getSeries())
                .setHeader(pending.getHeader())
                .setLastReceivedAt(pending.getLastReceivedAt())
                .setClosedAt(pending.getClosedAt())
                .setSettledAt(at);
    }
}
