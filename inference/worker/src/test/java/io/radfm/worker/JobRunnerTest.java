// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.InferenceJob;
import io.radfm.events.InferenceResult;
import io.radfm.events.ModelInfo;
import io.radfm.model.ModelFailure;

import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// How a delivery ends, in a world where each part can be away. A job is handed out three times at
/// most.
class JobRunnerTest {
    private static final Drafted DRAFT =
            new Drafted(
                    List.of(),
                    List.of(),
                    new ModelInfo("m", "1", "", "e", "fp32", "cpu", false, null),
                    Instant.EPOCH,
                    Instant.EPOCH);
    private static final int LIMIT = 3;

    private static InferenceJob job;
    private Drafting drafting = (it, urgent, stop) -> DRAFT;
    private boolean readable = true;
    private final Topic topic = new Topic();
    private final Stop stop = new Stop();

    /// The results topic, which refuses the first records it is given.
    private static final class Topic implements Outbox {
        private final List<InferenceResult> results = new ArrayList<>();
        private final List<String> letters = new ArrayList<>();
        private int refusals;

        @Override
        public void result(InferenceResult result) throws IOException {
            refuse();
            results.add(result);
        }

        @Override
        public void deadLetter(Delivery delivery, String reason) throws IOException {
            refuse();
            letters.add(reason);
        }

        private void refuse() throws IOException {
            if (refusals-- > 0) {
                throw new IOException("away");
            }
        }

        Failed failure() {
            return (Failed) results.getFirst().getOutcome();
        }
    }

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        try (var jobs = new Jobs(folder)) {
            job = jobs.ofVolume(3);
        }
    }

    @Test
    void aDraftIsPublishedUnderItsJobThenDone() {
        assertEquals(Ending.DONE, delivered(1));
        var result = topic.results.getFirst();
        assertEquals(job.getJobId(), result.getJobId());
        assertEquals(job.getContext().getPatientKey(), result.getPatientKey());
        assertEquals("here", result.getWorker());
        assertEquals(DRAFT, result.getOutcome());
    }

    @Test
    void aResultWaitsForKafka() {
        topic.refusals = 3;
        assertEquals(Ending.DONE, delivered(1));
        assertEquals(1, topic.results.size());
    }

    @Test
    void whatCanNeverBeDraftedFailsAtOnce() {
        drafting = fails(new CannotDraft("UNDECODABLE", "scan 0: broken", null));
        assertEquals(Ending.DONE, delivered(1));
        assertEquals(new Failed("UNDECODABLE", "scan 0: broken", 1), topic.failure());
    }

    @Test
    void whatIsNotThereYetIsWaitedFor() {
        var tries = new AtomicInteger();
        drafting =
                (it, urgent, stop) -> {
                    if (tries.incrementAndGet() < 4) {
                        throw new IOException("not yet");
                    }
                    return DRAFT;
                };
        assertEquals(Ending.DONE, delivered(1));
        assertEquals(4, tries.get());
    }

    @Test
    void whatStaysAwayIsLetGoAndFailsAtTheLastTry() {
        drafting = fails(new IOException("no object 7"));
        assertEquals(Ending.LATER, delivered(1));
        assertEquals(List.of(), topic.results);
        assertEquals(Ending.NEVER, delivered(2));
        assertEquals(
                new Failed(
                        "DELIVERY_LIMIT",
                        "tried 2 times; the last time: IOException: no object 7",
                        2),
                topic.failure());
    }

    @Test
    void theLastDeliveryIsNotTriedButSaidToHaveFailed() {
        drafting = fails(new AssertionError("it is not tried"));
        assertEquals(Ending.NEVER, delivered(LIMIT));
        assertEquals("DELIVERY_LIMIT", topic.failure().getCode());
        assertEquals(LIMIT - 1, topic.failure().getAttempts());
    }

    @Test
    void whereTheLastDeliveryWasLostTheNextSaysTheSame() {
        drafting = fails(new AssertionError("it is not tried"));
        assertEquals(Ending.NEVER, delivered(LIMIT + 1));
        assertEquals("DELIVERY_LIMIT", topic.failure().getCode());
        assertEquals(LIMIT - 1, topic.failure().getAttempts());
    }

    @Test
    void memoryThatRunsOutIsAFailureOfThisJobAlone() {
        drafting = fails(new OutOfMemoryError("heap"));
        assertEquals(Ending.LATER, delivered(1));
        assertEquals(Ending.NEVER, delivered(2));
        assertTrue(topic.failure().getReason().endsWith("OutOfMemoryError"));
        drafting = (it, urgent, stop) -> DRAFT;
        assertEquals(Ending.DONE, delivered(1));
    }

    @Test
    void ofOurBugsOnlyTheKindIsTold() {
        drafting = fails(new IllegalStateException("Doe^Jane"));
        assertEquals(Ending.NEVER, delivered(2));
        assertFalse(topic.failure().getReason().contains("Doe"));
        assertTrue(topic.failure().getReason().endsWith("IllegalStateException"));
    }

    @Test
    void ofTheEngineTheMessageIsTold() {
        drafting = fails(new ModelFailure("the logits are no numbers"));
        assertEquals(Ending.NEVER, delivered(2));
        assertTrue(topic.failure().getReason().endsWith("the logits are no numbers"));
    }

    @Test
    void aJobThatIsToldToStopIsGivenBackWithoutAResult() {
        for (var interruption :
                List.of(new InterruptedException(), new InterruptException("Kafka's"))) {
            stop.request(Stop.Reason.DRAINING);
            drafting = fails(interruption);
            assertEquals(Ending.GIVEN_BACK, delivered(2));
            Thread.interrupted();
        }
        assertEquals(List.of(), topic.results);
    }

    @Test
    void aJobThatTakesTooLongCountsAsFailed() {
        drafting =
                (it, urgent, running) -> {
                    running.request(Stop.Reason.TIMED_OUT);
                    throw new InterruptException("Kafka's");
                };
        assertEquals(Ending.NEVER, delivered(2));
        assertTrue(topic.failure().getReason().endsWith("longer than a job may"));
    }

    @Test
    void bytesThatAreNoJobAreADeadLetter() {
        readable = false;
        topic.refusals = 2;
        assertEquals(Ending.NEVER, delivered(1));
        assertEquals(List.of("not Avro"), topic.letters);
    }

    private static Drafting fails(Throwable how) {
        return (it, urgent, stop) -> {
            switch (how) {
                case IOException e -> throw e;
                case CannotDraft e -> throw e;
                case InterruptedException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalArgumentException(how);
            }
        };
    }

    private Ending delivered(int count) {
        var patience =
                new Patience(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(2));
        var runner =
                new JobRunner(
                        "here",
                        false,
                        (name, bytes) -> {
                            if (!readable) {
                                throw new SerializationException("not Avro");
                            }
                            return job;
                        },
                        drafting,
                        topic,
                        new JobRunner.Rules(LIMIT, patience),
                        new WorkerMetrics(new SimpleMeterRegistry()));
        return runner.run(new Delivery("jobs", 0, 7, null, new byte[0], count), stop);
    }
}
