// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.InferenceJob;
import io.radfm.events.Topics;
import io.radfm.process.Health;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Workers against a real broker: every job ends once, whatever happens to those who work on it.
@ExtendWith(OneHospital.class)
class WorkerIT {
    @TempDir static Path folder;
    private static final String REPEAT = "answer.repeat.limit";
    private static Hospital hospital;

    @BeforeAll
    static void find(Hospital running) {
        hospital = running;
    }

    @Test
    void everyCommittedJobGetsItsDraftAndSaysWhoWroteIt() throws Exception {
        var jobs = List.of(hospital.jobs.ofVolume(8), hospital.jobs.ofVolume(9));
        var aborted = hospital.jobs.ofVolume(4);
        hospital.publishAndAbort(Topics.JOBS_ROUTINE, aborted);
        hospital.publish(Topics.JOBS_ROUTINE, jobs.getFirst());
        hospital.publish(Topics.JOBS_STAT, jobs.getLast());

        try (var _ = hospital.worker("w", Map.of())) {
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
    void aReportCanBeFollowedWhileItIsWritten() throws Exception {
        var job = hospital.jobs.slow(1);
        hospital.publish(Topics.JOBS_ROUTINE, job);
        try (var _ = hospital.worker("w", Map.of("progress.interval.ms", "1", REPEAT, "0"))) {
            var drafted = (Drafted) hospital.awaitResult(job).getOutcome();
            var report = drafted.getAnswers().getFirst();
            var told =
                    Eventually.get(
                            "progress",
                            Hospital.LONG,
                            () -> hospital.progressOf(job),
                            found -> !found.isEmpty());
            for (var progress : told) {
                assertTrue(report.getText().startsWith(progress.getText()));
                assertEquals(job.getContext().getPatientKey(), progress.getPatientKey());
                assertEquals(MiniModel.NOTICE, progress.getModel().getNotice());
            }
        }
    }

    @Test
    void whatCannotBeDraftedFailsAloneWithItsReason() throws Exception {
        var broken = hospital.jobs.broken();
        var missing = hospital.jobs.missing();
        var good = hospital.jobs.ofVolume(4);
        hospital.publish(Topics.JOBS_ROUTINE, broken, missing, good);

        try (var _ = hospital.worker("w", Map.of("job.patience.ms", "0", "delivery.limit", "3"))) {
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

        try (var _ = hospital.worker("w", Map.of())) {
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
            assertTrue(Files.readString(process.log()).contains("no model.json"));
        }
    }

    @Test
    void aJobUnderWayIsGivenBackWhenItsWorkerIsToldToStop() throws Exception {
        var job = hospital.jobs.slow(1);
        var first = hospital.worker("first", Map.of("drain.timeout.ms", "0", REPEAT, "0"));
        hospital.publish(Topics.JOBS_ROUTINE, job);
        Eventually.holds("it has the job", Hospital.LONG, () -> first.holds() == 1);

        first.close();

        assertEquals(Health.State.DRAINING, first.worker().health().state());
        assertEquals(List.of(), hospital.resultsOf(job));
        try (var _ = hospital.worker("second", Map.of())) {
            assertTrue(hospital.awaitResult(job).getWorker().startsWith("second"));
        }
    }

    @Test
    void aStatJobThatComesLaterIsDraftedFirst() throws Exception {
        // the first outlives the way of the STAT job through the broker
        var routine = List.of(hospital.jobs.slow(16), hospital.jobs.slow(1), hospital.jobs.slow(1));
        var stat = hospital.jobs.ofVolume(4);
        try (var worker = hospital.worker("w", Map.of("worker.slots", "1", REPEAT, "0"))) {
            hospital.publish(Topics.JOBS_ROUTINE, routine.toArray(InferenceJob[]::new));
            Eventually.holds("it has a job", Hospital.LONG, () -> worker.holds() == 1);

            hospital.publish(Topics.JOBS_STAT, stat);

            var drafted = (Drafted) hospital.awaitResult(stat).getOutcome();
            for (var job : routine) {
                var later = (Drafted) hospital.awaitResult(job).getOutcome();
                assertTrue(drafted.getFinishedAt().isBefore(later.getFinishedAt()));
            }
        }
    }

    @Test
    void aLongJobIsKeptByRenewingItsLock() throws Exception {
        var job = hospital.jobs.slow(8);
        var settings = Map.of("lock.duration.ms", "1000", "lock.renew.ms", "250", REPEAT, "0");
        try (var first = hospital.worker("first", settings);
                var second = hospital.worker("second", settings)) {
            hospital.publish(Topics.JOBS_ROUTINE, job);
            hospital.awaitResult(job);
            Eventually.holds(
                    "nobody is at it", Hospital.LONG, () -> first.holds() + second.holds() == 0);

            assertTrue(first.locks("renewed") + second.locks("renewed") >= 4);
            assertEquals(0, first.locks("lost") + second.locks("lost"));
            assertEquals(1, first.deliveries() + second.deliveries());
        }
        assertEquals(1, hospital.resultsOf(job).size());
    }

    @Test
    void aJobGoesToWhoeverIsFree() throws Exception {
        var slow = hospital.jobs.slow(8);
        var quick = new InferenceJob[5];
        for (int i = 0; i < quick.length; i++) {
            quick[i] = hospital.jobs.ofVolume(4);
        }
        var one = Map.of("worker.slots", "1", REPEAT, "0");
        try (var busy = hospital.worker("busy", one);
                var free = hospital.worker("free", one)) {
            hospital.publish(Topics.JOBS_ROUTINE, slow);
            Eventually.holds(
                    "one has the job", Hospital.LONG, () -> busy.holds() + free.holds() == 1);

            hospital.publish(Topics.JOBS_ROUTINE, quick);

            var last = (Drafted) hospital.awaitResult(slow).getOutcome();
            for (var job : quick) {
                var before = (Drafted) hospital.awaitResult(job).getOutcome();
                assertTrue(before.getFinishedAt().isBefore(last.getFinishedAt()));
            }
        }
    }
}
