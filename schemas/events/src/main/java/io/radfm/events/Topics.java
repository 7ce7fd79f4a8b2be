// SPDX-License-Identifier: Apache-2.0
package io.radfm.events;

import org.apache.avro.specific.SpecificRecord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Every topic there is. Nothing else in the system names one.
///
/// All topics on the way from image to draft are keyed by patient key. Those that streams reads
/// have the same number of partitions, so that one patient's events meet in one partition, in
/// order.
public final class Topics {
    /// Partitions of the topics keyed by patient; also the most stream tasks that can share the
    /// work.
    public static final int PARTITIONS = 12;

    private static final int MIB = 1 << 20;
    private static final String BY_PATIENT = "patient key";

    public static final Topic<InstanceReceived> DICOM_INSTANCES =
            delete(
                    "dicom.instances",
                    InstanceReceived.class,
                    30,
                    "one DICOM object, durable in the object store");

    public static final Topic<ImagingOrder> RIS_ORDERS =
            delete("ris.orders", ImagingOrder.class, 365, "what the RIS asks modalities for");

    public static final Topic<RadiologyReport> RIS_REPORTS =
            delete("ris.reports", RadiologyReport.class, 365, "what radiologists wrote and signed");

    public static final Topic<StudyContext> STUDY_CONTEXTS =
            delete(
                    "study.contexts",
                    StudyContext.class,
                    365,
                    "exactly what the model is given for a study revision");

    public static final Topic<InferenceJob> JOBS_STAT =
            jobs("inference.jobs.stat", "urgent contexts, taken by workers first");

    public static final Topic<InferenceJob> JOBS_ROUTINE =
            jobs("inference.jobs.routine", "all other contexts, taken by workers");

    public static final Topic<InferenceResult> RESULTS =
            delete(
                    "inference.results",
                    InferenceResult.class,
                    30,
                    "what workers answered, at least once");

    public static final Topic<DraftProgress> DRAFT_PROGRESS =
            new Topic<>(
                    "draft.progress",
                    BY_PATIENT,
                    Optional.of(DraftProgress.class),
                    PARTITIONS,
                    Duration.ofHours(1),
                    false,
                    MIB,
                    "what is being written, for open pages only: unfinished, best effort");

    public static final Topic<Draft> DRAFTS =
            delete(
                    "drafts",
                    Draft.class,
                    365,
                    "the one draft of each study revision, or why there is none");

    public static final Topic<DraftOutcome> DRAFT_OUTCOMES =
            delete(
                    "draft.outcomes",
                    DraftOutcome.class,
                    365,
                    "how drafts compare with the reports that were signed");

    public static final Topic<StudyState> STUDY_STATES =
            new Topic<>(
                    "study.states",
                    "study UID",
                    Optional.of(StudyState.class),
                    PARTITIONS,
                    Topic.FOR_EVER,
                    true,
                    MIB,
                    "where each study is now, for worklists");

    /// One partition: which model is current follows from the order of the records.
    public static final Topic<RegisteredModel> MODELS =
            new Topic<>(
                    "models",
                    "model id",
                    Optional.of(RegisteredModel.class),
                    1,
                    Topic.FOR_EVER,
                    true,
                    MIB,
                    "models that were promoted, and which of them drafts");

    public static final Topic<SpecificRecord> DEAD_LETTERS =
            new Topic<>(
                    "dead.letters",
                    "as it was",
                    Optional.empty(),
                    1,
                    Duration.ofDays(365),
                    false,
                    8 * MIB,
                    "records nobody could use, bytes as they were, reason and origin in the"
                            + " headers");

    private Topics() {}

    public static List<Topic<?>> all() {
        return List.of(
                DICOM_INSTANCES,
                RIS_ORDERS,
                RIS_REPORTS,
                STUDY_CONTEXTS,
                JOBS_STAT,
                JOBS_ROUTINE,
                RESULTS,
                DRAFT_PROGRESS,
                DRAFTS,
                DRAFT_OUTCOMES,
                STUDY_STATES,
                MODELS,
                DEAD_LETTERS);
    }

    /// One partition, for any number of workers: a share group deals the jobs of a partition to
    /// whoever is free, but deals partitions to its members. With several of them a job can wait
    /// behind a busy worker, or until a dead one is missed, while another has nothing to do.
    private static Topic<InferenceJob> jobs(String name, String purpose) {
        return new Topic<>(
                name,
                BY_PATIENT,
                Optional.of(InferenceJob.class),
                1,
                Duration.ofDays(7),
                false,
                8 * MIB,
                purpose);
    }

    private static <V extends SpecificRecord> Topic<V> delete(
            String name, Class<V> value, int days, String purpose) {
        return new Topic<>(
                name,
                BY_PATIENT,
                Optional.of(value),
                PARTITIONS,
                Duration.ofDays(days),
                false,
                8 * MIB,
                purpose);
    }
}
