// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.Topics;
import io.radfm.process.Health;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Workers against a real broker: every job ends once, whatever happens to those who work on it.
class WorkerIT {
    @TempDir static Path folder;
    private static Hospital hospital;

    @BeforeAll
    static void open() throws Exception {
        hospital = new Hospital(folder);
    }

    @AfterAll
    static void close() throws Exception {
        hospital.close();
    }

    @Test
    void everyCommittedJobGetsItsDraftAndSaysWhoWroteIt() throws Exception {
        var jobs = List.of(hospital.jobs.ofVolume(8), hospital.jobs.ofVolume(9));
        var aborted = hospital.jobs.ofVolume(4);
        hospital.publishAndAbort(Topics.JOBS_ROUTINE, aborted);
        hospital.publish(Topics.JOBS_ROUTINE, jobs.getFirst());
        hospital.publish(Topics.JOBS_STAT, jobs.getLast());

        try (var _ = hospital.worker(Map.of("worker.name", "w"))) {
            for (var job : jobs) {
                var result = hospital.awaitResult(job);
                assertEquals(job.getContext().getPatientKey(), result.getPatientKey());
                assertEquals(job.getContext().getStudyInstanceUid(), result.getStudyInstanceUid());
                assertTrue(result.getWorker().startsWith("w/"));
                var drafted = (Drafted) result.getOutcome();
                assertEquals("report", drafted.getAnswers().getFirst().getQuestionId());
                assertTrue(drafted.getAnswers().getFirst().getTokens() <= 8);
                assertEquals(List.of(1, 64, 64, 8), drafted.getScans().getFirst().getShape());
                assertFalse(drafted.getModel().getTrained());
                assertEquals(MiniModel.NOTICE, drafted.getModel().getNotice());
            }
        }
        assertEquals(List.of(), hospital.resultsOf(aborted));
    }

    @Test
    void whatCannotBeDraftedFailsAloneWithItsReason() throws Exception {
        var broken = hospital.jobs.broken();
        var missing = hospital.jobs.missing();
        var good = hospital.jobs.ofVolume(4);
        hospital.publish(Topics.JOBS_ROUTINE, broken, missing, good);

        try (var _ = hospital.worker(Map.of("job.patience.ms", "0", "delivery.limit", "3"))) {
            var undecodable = (Failed) hospital.awaitResult(broken).getOutcome();
            assertEquals("UNDECODABLE", undecodable.getCode());
            assertEquals(1, undecodable.getAttempts());
            var away = (Failed) hospital.awaitResult(missing).getOutcome();
            assertEquals("DELIVERY_LIMIT", away.getCode());
            assertEquals(2, away.getAttempts());
            assertTrue(away.getReason().contains("no object 000"), away.getReason());
            assertTrue(hospital.awaitResult(good).getOutcome() instanceof Drafted);
        }
    }

    @Test
    void bytesThatAreNoJobBecomeADeadLetterWithItsOrigin() throws Exception {
        hospital.publishBytes(Topics.JOBS_STAT, new byte[] {1, 2, 3});

        try (var _ = hospital.worker(Map.of())) {
            var letters =
                    Eventually.get(
                            "a dead letter",
                            Hospital.LONG,
                            () -> hospital.reader(Topics.DEAD_LETTERS).poll(Duration.ofMillis(50)),
                            found -> !found.isEmpty());
            var letter = letters.iterator().next();
            assertEquals(3, letter.value().length);
            var origin = letter.headers().lastHeader("__streams.errors.topic").value();
            assertEquals(Topics.JOBS_STAT.name(), new String(origin));
        }
    }

    @Test
    void aWorkerWithoutAModelSaysSoAndEnds() throws Exception {
        var settings = Map.of("model.dir", folder.resolve("nothing").toString());
        try (var process = hospital.process("unarmed", settings)) {
            Eventually.holds("its end", Hospital.LONG, () -> !process.isAlive());
        }
    }

    @Test
    void aJobUnderWayIsGivenBackWhenItsWorkerIsTold() throws Exception {
        var job = hospital.jobs.slow(60);
        var first = hospital.worker(Map.of("drain.timeout.ms", "100", "worker.name", "first"));
        hospital.publish(Topics.JOBS_ROUTINE, job);
        Thread.sleep(1000);
        first.close();
        assertEquals(Health.State.DRAINING, first.health().state());
        assertEquals(List.of(), hospital.resultsOf(job));
        try (var _ = hospital.worker(Map.of("worker.name", "second"))) {
            assertTrue(hospital.awaitResult(job).getWorker().startsWith("second"));
        }
    }
}
