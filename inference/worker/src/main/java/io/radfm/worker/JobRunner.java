// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.InferenceJob;
import io.radfm.events.InferenceResult;
import io.radfm.events.registry.RegistryRefusal;
import io.radfm.events.registry.RegistryUnavailable;

import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What happens to a job: it is drafted and its result published, or it fails with a reason, or it
/// is let go to be tried again.
///
/// ```
///                    ┌ drafted ──────────────► result: Drafted          DONE
///  delivery n ───────┤ can never be drafted ─► result: Failed(code)     DONE
///                    ├ failed, n + 1 < limit ►                          LATER
///                    └ failed, n + 1 = limit ► result: DELIVERY_LIMIT   NEVER
///  delivery limit ───► not tried ────────────► result: DELIVERY_LIMIT   NEVER
/// ```
///
/// From the limit on a delivery is not tried. It comes when the one before ended without a word: it
/// took its process with it, and would again, and then nobody could say that the job failed.
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final int FRAMES_TOLD = 12;
    private static final int NOT_FOUND = 404;
    private static final String DELIVERY_LIMIT = "DELIVERY_LIMIT";

    private final String worker;
    private final boolean urgent;
    private final Deserializer<InferenceJob> jobs;
    private final Drafting drafting;
    private final Outbox outbox;
    private final Rules rules;
    private final WorkerMetrics metrics;
    private volatile String trouble = "";

    /// @param deliveryLimit from this delivery on a job is not tried
    /// @param patience how long one delivery waits for the world
    record Rules(int deliveryLimit, Patience patience) {}

    /// @param worker named in results
    /// @param urgent whether its jobs go before others
    JobRunner(
            String worker,
            boolean urgent,
            Deserializer<InferenceJob> jobs,
            Drafting drafting,
            Outbox outbox,
            Rules rules,
            WorkerMetrics metrics) {
        this.worker = worker;
        this.urgent = urgent;
        this.jobs = jobs;
        this.drafting = drafting;
        this.outbox = outbox;
        this.rules = rules;
        this.metrics = metrics;
    }

    /// What it waits for at the moment, in a sentence; empty when for nothing.
    Optional<String> trouble() {
        return Optional.of(trouble).filter(why -> !why.isEmpty());
    }

    /// Runs a delivery to its end. Throws nothing: whatever happens is an ending.
    Ending run(Delivery delivery, Stop stop) {
        metrics.taken();
        try {
            return end(delivery, stop);
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("{} was interrupted: we stop", delivery, e);
            return ended(Ending.GIVEN_BACK, "given_back");
        } finally {
            trouble = "";
            metrics.left();
        }
    }

    private Ending end(Delivery delivery, Stop stop) throws InterruptedException {
        InferenceJob job;
        try {
            job = insist(() -> read(delivery), stop);
        } catch (CannotDraft e) {
            return deadLetter(delivery, e.getMessage(), stop);
        } catch (IOException e) {
            return isLast(delivery)
                    ? deadLetter(delivery, Reasons.of(e), stop)
                    : ended(Ending.LATER, "released");
        }
        if (delivery.count() == 1) {
            metrics.queued(urgent, job.getCreatedAt());
        }
        if (isLast(delivery)) {
            LOG.error("{} was never brought to an end; it has failed", delivery);
            return failed(
                    job,
                    DELIVERY_LIMIT,
                    "no worker that took it came to an end",
                    rules.deliveryLimit() - 1,
                    Ending.NEVER,
                    stop);
        }
        return draft(job, delivery, stop);
    }

    private Ending draft(InferenceJob job, Delivery delivery, Stop stop)
            throws InterruptedException {
        try {
            var drafted = insist(() -> drafting.draft(job, urgent, stop), stop);
            publish(result(job, drafted), rules.patience(), stop);
            return ended(Ending.DONE, "drafted");
        } catch (CannotDraft e) {
            LOG.warn("{} cannot be drafted: {} {}", delivery, e.code(), e.getMessage());
            int attempts = delivery.count();
            return failed(job, e.code(), e.getMessage(), attempts, Ending.DONE, stop);
        } catch (InterruptedException | InterruptException e) {
            if (!stop.timedOut()) {
                throw e;
            }
            Thread.interrupted(); // Kafka's exception leaves the flag up, and we go on
            return again(job, delivery, "it took longer than a job may", new Stop());
        } catch (IOException e) {
            return again(job, delivery, Reasons.of(e), stop);
        } catch (RuntimeException | Error e) {
            if (stop.requested() && !stop.timedOut()) {
                return ended(Ending.GIVEN_BACK, "given_back");
            }
            // ours to mend; its message may speak of the patient, its kind and place do not
            var place = Arrays.stream(e.getStackTrace()).limit(FRAMES_TOLD).toList();
            LOG.error("{}: {} at {}", delivery, e.getClass().getName(), place);
            return again(job, delivery, Reasons.of(e), stop);
        }
    }

    private InferenceJob read(Delivery delivery) throws IOException, CannotDraft {
        try {
            var job = jobs.deserialize(delivery.topic(), delivery.value());
            if (job == null) {
                throw new CannotDraft("NO_JOB", "a record without a value", null);
            }
            return job;
        } catch (RegistryRefusal e) {
            if (e.status() == NOT_FOUND) {
                throw new CannotDraft("NO_JOB", e.getMessage(), e);
            }
            throw new IOException(e.getMessage(), e);
        } catch (RegistryUnavailable e) {
            throw new IOException(e.getMessage(), e);
        } catch (SerializationException e) {
            throw new CannotDraft("NO_JOB", e.getMessage(), e);
        }
    }

    private boolean isLast(Delivery delivery) {
        return delivery.count() >= rules.deliveryLimit();
    }

    /// It failed this time. The last time that it is tried, that is its end.
    private Ending again(InferenceJob job, Delivery delivery, String reason, Stop stop)
            throws InterruptedException {
        if (delivery.count() + 1 < rules.deliveryLimit()) {
            LOG.warn("{} failed and is let go: {}", delivery, reason);
            return ended(Ending.LATER, "released");
        }
        LOG.error("{} failed for the last time: {}", delivery, reason);
        return failed(
                job,
                DELIVERY_LIMIT,
                "tried %d times; the last time: %s".formatted(delivery.count(), reason),
                delivery.count(),
                Ending.NEVER,
                stop);
    }

    /// Insists for ever on saying that it failed: a job let go now may never come back.
    private Ending failed(
            InferenceJob job, String code, String reason, int attempts, Ending ending, Stop stop)
            throws InterruptedException {
        try {
            var result = result(job, new Failed(code, reason, attempts));
            publish(result, rules.patience().endless(), stop);
            return ended(ending, code.toLowerCase(Locale.ROOT));
        } catch (IOException | RuntimeException e) {
            LOG.error("the failure {} cannot be published: {}", code, Reasons.of(e));
            return ended(Ending.LATER, "released");
        }
    }

    private Ending deadLetter(Delivery delivery, String reason, Stop stop)
            throws InterruptedException {
        LOG.error("{} is no job: {}", delivery, reason);
        try {
            insistOn(() -> outbox.deadLetter(delivery, reason), rules.patience().endless(), stop);
            return ended(Ending.NEVER, "dead_letter");
        } catch (IOException | RuntimeException e) {
            LOG.error("{} cannot be put away: {}", delivery, Reasons.of(e));
            return ended(Ending.LATER, "released");
        }
    }

    private void publish(InferenceResult result, Patience patience, Stop stop)
            throws IOException, InterruptedException {
        insistOn(() -> outbox.result(result), patience, stop);
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    private void insistOn(Action action, Patience patience, Stop stop)
            throws IOException, InterruptedException {
        try {
            patience.insist(
                    () -> {
                        action.run();
                        return true;
                    },
                    stop,
                    this::waits);
        } catch (CannotDraft e) {
            throw new IllegalStateException("publishing drafts nothing", e);
        }
    }

    private <T> T insist(Patience.Step<T> step, Stop stop)
            throws IOException, CannotDraft, InterruptedException {
        return rules.patience().insist(step, stop, this::waits);
    }

    private void waits(String why) {
        if (!why.isEmpty() && trouble.isEmpty()) {
            LOG.warn("{} waits: {}", worker, why);
        }
        trouble = why;
    }

    /// @param outcome [Drafted] or [Failed]
    private InferenceResult result(InferenceJob job, Object outcome) {
        var context = job.getContext();
        return new InferenceResult(
                job.getJobId(),
                context.getPatientKey(),
                context.getStudyInstanceUid(),
                context.getRevision(),
                worker,
                outcome);
    }

    private Ending ended(Ending ending, String outcome) {
        metrics.ended(urgent, outcome);
        return ending;
    }
}
