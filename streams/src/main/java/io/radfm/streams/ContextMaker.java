// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.Failed;
import io.radfm.events.InferenceJob;
import io.radfm.events.PendingDraft;
import io.radfm.events.StudyRecord;
import io.radfm.events.StudyStage;
import io.radfm.streams.composition.Composer;
import io.radfm.streams.composition.Composition;
import io.radfm.streams.composition.CompositionPolicy;
import io.radfm.streams.composition.StudyContexts;
import io.radfm.streams.settlement.Settlement;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;

/// Turns a closed study into its context and the job that asks about it. A study without anything
/// to look at fails here, without bothering a worker.
final class ContextMaker implements Processor<String, Outcome.StudyClosed, String, Outcome> {
    private static final String NO_SCANS = "The study holds no image that the model could read.";

    private final String policyName;
    private final Composer composer;
    private final StudyMetrics metrics;

    private ProcessorContext<String, Outcome> context;
    private StudyStores stores;

    ContextMaker(CompositionPolicy policy, String policyName, StudyMetrics metrics) {
        this.policyName = policyName;
        this.composer = new Composer(policy);
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Outcome> context) {
        this.context = context;
        this.stores = new StudyStores(context);
    }

    @Override
    public void process(Record<String, Outcome.StudyClosed> record) {
        var closed = record.value();
        var id = StudyId.of(closed.study());
        var composition = composer.compose(stores.instances(id));
        var made =
                StudyContexts.of(closed.study(), closed.by(), closed.at(), composition, policyName);
        metrics.context();
        context.forward(record.withValue(new Outcome.ContextMade(made)));

        long wall = context.currentSystemTimeMs();
        var study = composed(closed.study(), composition);
        var questions = composition.questions();
        var pending = Settlement.pending(made, study, closed.study().getSupersedes(), questions);
        if (composition.hasScans()) {
            study = Shown.at(study, StudyStage.DRAFTING, wall);
            var job = new InferenceJob(made.getContextId(), made, questions, at(wall));
            context.forward(record.withValue(new Outcome.JobMade(job)));
        } else {
            study = Shown.at(failed(study), StudyStage.FAILED, wall);
            fail(record, study, pending, wall);
            pending = Settlement.settled(pending);
        }
        stores.put(id, pending);
        stores.put(study);
        context.forward(record.withValue(Shown.of(study)));
    }

    private static StudyRecord composed(StudyRecord study, Composition composition) {
        return StudyRecord.newBuilder(study)
                .setSupersedes(study.getRevision())
                .setSeries(composition.series())
                .setHeader(composition.header())
                .setModality(composition.modality())
                .build();
    }

    private static StudyRecord failed(StudyRecord study) {
        return StudyRecord.newBuilder(study).setFailure(NO_SCANS).build();
    }

    private void fail(
            Record<String, Outcome.StudyClosed> record,
            StudyRecord study,
            PendingDraft pending,
            long wall) {
        var draft =
                Settlement.failed(study, pending, new Failed("NO_SCANS", NO_SCANS, 0), at(wall));
        metrics.settled(draft);
        context.forward(record.withValue(new Outcome.DraftMade(draft)));
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
