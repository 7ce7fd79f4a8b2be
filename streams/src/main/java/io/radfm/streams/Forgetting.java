// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.Failed;
import io.radfm.events.PendingDraft;
import io.radfm.events.StudyPhase;
import io.radfm.events.StudyRecord;
import io.radfm.events.StudyStage;
import io.radfm.streams.assembly.Retention;
import io.radfm.streams.assembly.StudyMachine;
import io.radfm.streams.settlement.Settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What becomes of a closed study when its alarm rings: state is bounded by time. Pure.
record Forgetting(Retention retention) {
    private static final String UNANSWERED = "No worker answered in time.";

    /// @param outcomes drafts that failed for want of an answer, and the state that says so
    /// @param settled their jobs
    record Retired(List<Outcome> outcomes, List<PendingDraft> settled, Next next) {}

    sealed interface Next {}

    /// Not yet: look again later.
    record Keep(StudyRecord study, long until) implements Next {}

    /// Only this is kept of the study.
    record Forget(StudyRecord study, long until) implements Next {}

    /// Nothing is kept.
    record Drop() implements Next {}

    long settledMillis() {
        return retention.settled().toMillis();
    }

    Retired retire(StudyRecord study, List<PendingDraft> jobs, long now) {
        if (study.getPhase() == StudyPhase.FORGOTTEN) {
            return new Retired(List.of(), List.of(), new Drop());
        }
        var open = jobs.stream().filter(job -> !job.getSettled()).toList();
        if (open.isEmpty()) {
            return new Retired(
                    List.of(),
                    List.of(),
                    new Forget(StudyMachine.forget(study), now + retention.revision().toMillis()));
        }
        var outcomes = new ArrayList<Outcome>();
        var settled = new ArrayList<PendingDraft>();
        var after = study;
        for (var job : open) {
            if (now < job.getClosedAt().toEpochMilli() + retention.unanswered().toMillis()) {
                continue;
            }
            var failure = new Failed("UNANSWERED", UNANSWERED, 0);
            var at = Instant.ofEpochMilli(now);
            outcomes.add(new Outcome.DraftMade(Settlement.failed(study, job, failure, at)));
            settled.add(Settlement.settled(job));
            if (job.getRevision() == study.getRevision()) {
                after =
                        Shown.at(
                                StudyRecord.newBuilder(study).setFailure(UNANSWERED).build(),
                                StudyStage.FAILED,
                                now);
                outcomes.add(Shown.of(after));
            }
        }
        return new Retired(outcomes, settled, new Keep(after, now + settledMillis()));
    }
}
