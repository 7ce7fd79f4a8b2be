// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.radfm.events.Draft;
import io.radfm.events.DraftOutcome;
import io.radfm.events.DraftStatus;
import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.streams.assembly.UnusableRecord;
import io.radfm.training.replay.Sections;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// Brings each draft and each version of its study's signed report together, once, whichever comes
/// first: a report meets the newest draft, a new draft the newest report.
///
/// Of drafts the higher revision is newer; of reports the one signed later, at the same time the
/// correction. What is not newer than what is known meets nothing, so nothing meets twice.
/// Preliminary reports are not signed, addenda are no whole reports: they meet nothing.
abstract sealed class Meeting<V> implements Processor<String, V, String, DraftOutcome> {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,128}");
    private static final int LONGEST_ID = 512;
    private final Means means;
    private ProcessorContext<String, DraftOutcome> context;
    private Waiting waiting;

    /// @param keep how long a draft or report waits for its counterpart
    record Means(
            Comparison comparison, OutcomeMetrics metrics, ValueSerdes serdes, Duration keep) {}

    private Meeting(Means means) {
        this.means = means;
    }

    @Override
    public void init(ProcessorContext<String, DraftOutcome> context) {
        this.context = context;
        this.waiting = new Waiting(context, means.serdes());
    }

    /// Compares before it keeps: a record on which this fails leaves nothing behind.
    ///
    /// @throws UnusableRecord its reason holds no value of the record
    @Override
    public void process(Record<String, V> record) {
        require(record.value() != null, "no value");
        met(waiting, record.key(), record.value())
                .ifPresent(
                        outcome -> {
                            means.metrics().compared(outcome);
                            context.forward(record.withValue(outcome));
                        });
    }

    final void forgetWhatIsOld(long now) {
        waiting.forget(now - means.keep().toMillis());
    }

    abstract Optional<DraftOutcome> met(Waiting waiting, String key, V value);

    Optional<DraftOutcome> passedOver(PassedOver why) {
        means.metrics().passedOver(why);
        return Optional.empty();
    }

    DraftOutcome compared(Draft draft, RadiologyReport report) {
        return means.comparison().of(draft, report);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new UnusableRecord(otherwise);
        }
    }

    private static void check(String key, String patient, String study, String id) {
        require(patient.equals(key), "record key is not the patient key");
        require(NAME.matcher(patient).matches(), "bad patient key");
        require(NAME.matcher(study).matches(), "bad Study Instance UID");
        require(id.length() <= LONGEST_ID, "too long an id");
    }

    /// Also looks, for both, what has waited too long.
    static final class OfDrafts extends Meeting<Draft> {
        private static final Duration FORGET_EVERY = Duration.ofHours(6);

        OfDrafts(Means means) {
            super(means);
        }

        @Override
        public void init(ProcessorContext<String, DraftOutcome> context) {
            super.init(context);
            context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, this::forgetWhatIsOld);
        }

        @Override
        Optional<DraftOutcome> met(Waiting waiting, String key, Draft draft) {
            var patient = draft.getPatientKey();
            var study = draft.getStudyInstanceUid();
            check(key, patient, study, draft.getDraftId());
            if (draft.getStatus() != DraftStatus.DRAFTED) {
                return passedOver(PassedOver.NO_DRAFT);
            }
            require(
                    draft.getText() != null && draft.getProvenance() != null,
                    "a draft without a text or a model");
            var known = waiting.draft(patient, study);
            if (known.isPresent() && known.get().getRevision() >= draft.getRevision()) {
                return passedOver(PassedOver.NOT_NEWER);
            }
            var outcome = waiting.report(patient, study).map(report -> compared(draft, report));
            waiting.put(draft);
            return outcome;
        }
    }

    static final class OfReports extends Meeting<RadiologyReport> {
        private static final Comparator<RadiologyReport> BY_AGE =
                Comparator.comparing(RadiologyReport::getSignedAt)
                        .thenComparing(it -> it.getStatus() == ReportStatus.CORRECTED)
                        .thenComparing(RadiologyReport::getReportId);

        OfReports(Means means) {
            super(means);
        }

        @Override
        Optional<DraftOutcome> met(Waiting waiting, String key, RadiologyReport report) {
            var patient = report.getPatientKey();
            var study = report.getStudyInstanceUid();
            switch (report.getStatus()) {
                case PRELIMINARY -> {
                    return passedOver(PassedOver.NOT_SIGNED);
                }
                case ADDENDUM -> {
                    return passedOver(PassedOver.ADDENDUM);
                }
                case FINAL, CORRECTED -> {}
            }
            if (study == null) {
                return passedOver(PassedOver.NO_STUDY_UID);
            }
            check(key, patient, study, report.getReportId());
            if (Sections.of(report).isEmpty()) {
                return passedOver(PassedOver.EMPTY_REPORT);
            }
            var known = waiting.report(patient, study);
            if (known.isPresent() && !isNewer(report, known.get())) {
                return passedOver(PassedOver.NOT_NEWER);
            }
            var outcome = waiting.draft(patient, study).map(draft -> compared(draft, report));
            waiting.put(report);
            return outcome;
        }

        /// A record with the same id is the same report, whatever else it says.
        private static boolean isNewer(RadiologyReport report, RadiologyReport known) {
            return !report.getReportId().equals(known.getReportId())
                    && BY_AGE.compare(report, known) > 0;
        }
    }
}
