// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.DraftProgress;
import io.radfm.events.InferenceJob;
import io.radfm.events.ModelInfo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells how far each text is, once in a while, on a thread of its own.
///
/// ```
///  model's thread ─ add ─► a text per job ◄─ look, every interval ─ teller's thread ─► Out
/// ```
///
/// Nobody waits for anybody: who writes only adds to a buffer, and what was not told before the
/// next look is told as part of a longer text, or never. What waits is never more than one text for
/// each job under way, of at most [#LONGEST] characters.
final class ProgressTeller implements Progress, AutoCloseable {
    /// More of a text is not told; the draft will have it all.
    static final int LONGEST = 32_768;

    private static final Logger LOG = LoggerFactory.getLogger(ProgressTeller.class);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Duration every;
    private final Out out;
    private final WorkerMetrics metrics;
    private final Set<Text> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean trouble;

    /// Where progress goes. May take its time, and may fail: then that record is lost.
    interface Out extends AutoCloseable {
        void tell(DraftProgress progress);

        @Override
        void close();
    }

    private ProgressTeller(Duration every, Out out, WorkerMetrics metrics) {
        this.every = every;
        this.out = out;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().name("progress").daemon().unstarted(this::run);
    }

    /// @param every the time between two looks, which is the least between two records of a job
    static ProgressTeller start(Duration every, Out out, WorkerMetrics metrics) {
        var teller = new ProgressTeller(every, out, metrics);
        teller.thread.start();
        return teller;
    }

    @Override
    public Writing begin(InferenceJob job, ModelInfo model) {
        var text = new Text(job, model);
        open.add(text);
        return text;
    }

    private void run() {
        try {
            while (!closing.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                open.forEach(text -> text.news().ifPresent(this::tell));
            }
        } catch (InterruptedException e) {
            LOG.debug("telling was interrupted: we stop", e);
        }
    }

    /// Says once that it does not work, and by its class alone: what is told is about a patient.
    private void tell(DraftProgress progress) {
        try {
            out.tell(progress);
            trouble = false;
        } catch (RuntimeException e) {
            metrics.progress("dropped");
            if (!trouble && closing.getCount() > 0) {
                LOG.warn("Texts cannot be followed now: {}", e.getClass().getSimpleName());
            }
            trouble = true;
        }
    }

    private final class Text implements Writing {
        private final InferenceJob job;
        private final ModelInfo model;
        private final Instant startedAt = Instant.now();
        private final StringBuilder words = new StringBuilder();
        private int tokens;
        private int told;

        Text(InferenceJob job, ModelInfo model) {
            this.job = job;
            this.model = model;
        }

        @Override
        public synchronized void add(String piece) {
            tokens++;
            if (words.length() + piece.length() <= LONGEST) {
                words.append(piece);
            }
        }

        /// What was not told yet.
        synchronized Optional<DraftProgress> news() {
            if (words.isEmpty() || tokens == told) {
                return Optional.empty();
            }
            told = tokens;
            var context = job.getContext();
            return Optional.of(
                    new DraftProgress(
                            job.getJobId(),
                            context.getPatientKey(),
                            context.getStudyInstanceUid(),
                            context.getRevision(),
                            startedAt,
                            Instant.now(),
                            words.toString(),
                            tokens,
                            model));
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.close();
    }
}
