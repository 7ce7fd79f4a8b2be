// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.Draft;
import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.InferenceResult;
import io.radfm.events.PendingDraft;
import io.radfm.events.StudyPhase;
import io.radfm.events.StudyRecord;
import io.radfm.events.StudyStage;
import io.radfm.streams.assembly.UnusableRecord;
import io.radfm.streams.assembly.Usable;
import io.radfm.streams.settlement.Settlement;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;

/// Workers answer at least once; this makes it exactly one draft per study revision.
final class Settler implements Processor<String, InferenceResult, String, Outcome> {
    private final StudyMetrics metrics;
    private ProcessorContext<String, Outcome> context;
    private StudyStores stores;

    Settler(StudyMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Outcome> context) {
        this.context = context;
        this.stores = new StudyStores(context);
    }

    @Override
    public void process(Record<String, InferenceResult> record) {
        Usable.check(record.key(), record.value());
        var result = record.value();
        var id = new StudyId(result.getPatientKey(), result.getStudyInstanceUid());
        var study = stores.study(id);
        var pending =
                stores.pending(id, result.getRevision())
                        .filter(job -> job.getJobId().equals(result.getJobId()));
        Usable.require(study.isPresent() && pending.isPresent(), "result of an unknown job");
        if (pending.get().getSettled()) {
            metrics.settledAlready();
            return;
        }
        settle(record, study.get(), pending.get());
    }

    private void settle(
            Record<String, InferenceResult> record, StudyRecord study, PendingDraft pending) {
        long wall = context.currentSystemTimeMs();
        var at = Instant.ofEpochMilli(wall);
        var draft =
                switch (record.value().getOutcome()) {
                    case Drafted drafted -> Settlement.drafted(study, pending, drafted, at);
                    case Failed failed -> Settlement.failed(study, pending, failed, at);
                    default -> throw new UnusableRecord("result without an outcome");
                };
        stores.put(StudyId.of(study), Settlement.settled(pending));
        metrics.settled(draft);
        context.forward(record.withValue(new Outcome.DraftMade(draft)));
        if (study.getPhase() == StudyPhase.CLOSED && study.getRevision() == draft.getRevision()) {
            var shown = shown(study, draft, wall);
            stores.put(shown);
            context.forward(record.withValue(Shown.of(shown)));
        }
    }

    private static StudyRecord shown(StudyRecord study, Draft draft, long wall) {
        var failure = draft.getFailure();
        var known =
                StudyRecord.newBuilder(study)
                        .setFailure(failure == null ? null : failure.getReason())
                        .build();
        return Shown.at(known, failure == null ? StudyStage.DRAFTED : StudyStage.FAILED, wall);
    }
}
