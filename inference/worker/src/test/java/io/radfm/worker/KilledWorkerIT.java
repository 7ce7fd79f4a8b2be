// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Answer;
import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.InferenceJob;
import io.radfm.events.InferenceResult;
import io.radfm.events.Topics;
import io.radfm.platform.JavaProcess;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.FreePort;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// kill -9 of worker processes in the middle of jobs.
@ExtendWith(OneHospital.class)
class KilledWorkerIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Hospital hospital;

    @BeforeAll
    static void find(Hospital running) {
        hospital = running;
    }

    @Test
    void theJobOfAKilledWorkerIsDraftedByAnother() throws Exception {
        var jobs = List.of(hospital.jobs.slow(150), hospital.jobs.ofVolume(4));
        try (var first = atWork("first", Map.of(), () -> publish(jobs.getFirst()));
                var survivor = hospital.worker("survivor", Map.of())) {
            assertEquals(0, survivor.holds(), "the first one has it");

            first.kill();
            Eventually.holds("it has the job", Hospital.LONG, () -> survivor.holds() == 1);

            publish(jobs.getLast());
            for (var job : jobs) {
                assertTrue(hospital.awaitResult(job).getWorker().startsWith("survivor"));
            }
        }
        for (var job : jobs) { // a second result is allowed, another draft is not
            var drafts = hospital.resultsOf(job).stream().map(KilledWorkerIT::texts).distinct();
            assertEquals(1, drafts.count());
        }
    }

    private static List<Answer> texts(InferenceResult result) {
        return ((Drafted) result.getOutcome()).getAnswers();
    }

    @Test
    void aJobThatKillsItsWorkersFailsAloneAtTheLimit() throws Exception {
        var poison = hospital.jobs.slow(4000); // nobody gets to its end
        var limit = Map.of("delivery.limit", "3");
        atWork("first", limit, () -> publish(poison)).kill();
        atWork("second", limit, () -> {}).kill();
        var good = hospital.jobs.ofVolume(4);
        publish(good);

        try (var _ = hospital.worker("third", limit)) {
            var failed = (Failed) hospital.awaitResult(poison).getOutcome();
            assertEquals("DELIVERY_LIMIT", failed.getCode());
            assertEquals(2, failed.getAttempts());
            assertTrue(hospital.awaitResult(good).getOutcome() instanceof Drafted);
        }
        assertEquals(1, hospital.resultsOf(poison).size());
    }

    /// A process that dies may be handed the last delivery, too: the broker does not know yet.
    @Test
    void aJobWhoseLastDeliveryWasLostFailsAllTheSame() throws Exception {
        var group = new ShareGroup("radfm-workers", Duration.ofSeconds(60), 3);
        try (var admin = Admin.create(hospital.cluster())) {
            group.configure(admin, Duration.ofSeconds(30));
        }
        var job = hospital.jobs.ofVolume(4);
        publish(job);
        takeAndLetGo(group, 3);

        try (var _ = hospital.worker("late", Map.of("delivery.limit", "3"))) {
            var failed = (Failed) hospital.awaitResult(job).getOutcome();
            assertEquals("DELIVERY_LIMIT", failed.getCode());
            assertEquals(2, failed.getAttempts());
        }
    }

    private static void takeAndLetGo(ShareGroup group, int times) {
        try (var member = group.consumer(hospital.cluster())) {
            member.subscribe(List.of(Topics.JOBS_ROUTINE.name()));
            int taken = 0;
            while (taken < times) {
                for (var record : member.poll(Duration.ofMillis(200))) {
                    assertEquals(++taken, record.deliveryCount().orElseThrow().intValue());
                    member.acknowledge(record, AcknowledgeType.RELEASE);
                }
                member.commitSync();
            }
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void publish(InferenceJob job) {
        hospital.publish(Topics.JOBS_ROUTINE, job);
    }

    /// A worker process that has a job; something is done when it is ready for one.
    private static JavaProcess atWork(String name, Map<String, String> settings, Action whenReady)
            throws Exception {
        int port = FreePort.next();
        var all = new HashMap<>(Map.of("answer.repeat.limit", "0"));
        all.putAll(settings);
        all.put("management.port", Integer.toString(port));
        var process = hospital.process(name, all);
        process.awaitReady(Hospital.LONG, () -> get(port, "/health").contains("ready\":true"));
        whenReady.run();
        process.awaitReady(
                Hospital.LONG, () -> get(port, "/metrics").contains("radfm_worker_in_flight 1.0"));
        return process;
    }

    private static String get(int port, String path) {
        try {
            var uri = URI.create("http://127.0.0.1:" + port + path);
            var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return HTTP.send(request, BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
