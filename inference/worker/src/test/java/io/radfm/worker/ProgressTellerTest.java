// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.DraftProgress;
import io.radfm.events.InferenceJob;
import io.radfm.events.ModelInfo;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// What is told of texts under way, when, and what happens to them when nobody listens.
@Timeout(60)
class ProgressTellerTest {
    private static final Duration HANG = Duration.ofSeconds(30);
    private static final ModelInfo MODEL =
            new ModelInfo("mini", "1", "00", "ort", "fp32", "cpu", false, MiniModel.NOTICE);

    @TempDir Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Listener listener = new Listener();
    private Jobs jobs;
    private InferenceJob job;

    /// Keeps what it is told.
    private static class Listener implements ProgressTeller.Out {
        final List<DraftProgress> told = new CopyOnWriteArrayList<>();

        @Override
        public void tell(DraftProgress progress) {
            told.add(progress);
        }

        @Override
        public void close() {}

        boolean heardTheEnd(String end) {
            return told.stream().anyMatch(it -> it.getText().endsWith(end));
        }

        boolean heard(String text) {
            return told.stream().anyMatch(it -> it.getText().equals(text));
        }
    }

    @BeforeEach
    void open() throws Exception {
        jobs = new Jobs(folder);
        job = jobs.ofVolume(1);
    }

    @AfterEach
    void close() throws Exception {
        jobs.close();
    }

    @Test
    void everyRecordHoldsTheWholeTextSoFarAndSaysWhoWrites() throws Exception {
        try (var teller = teller(Duration.ofMillis(1), listener);
                var writing = teller.begin(job, MODEL)) {
            writing.add("No acute");
            Eventually.holds("the beginning", HANG, () -> listener.heard("No acute"));
            writing.add(" haemorrhage");
            Eventually.holds("more", HANG, () -> listener.heard("No acute haemorrhage"));
        }
        var last = listener.told.getLast();
        assertEquals(job.getJobId(), last.getJobId());
        assertEquals(job.getContext().getStudyInstanceUid(), last.getStudyInstanceUid());
        assertEquals(1, last.getRevision());
        assertEquals(2, last.getTokens());
        assertEquals(MODEL, last.getModel());
    }

    @Test
    void aTextIsToldOnceHoweverOftenItIsLookedAt() throws Exception {
        try (var teller = teller(Duration.ofMillis(1), listener);
                var writing = teller.begin(job, MODEL);
                var other = teller.begin(job, MODEL)) {
            writing.add("No acute");
            for (int i = 0; i < 20; i++) { // looks pass
                var next = "other " + i;
                other.add(next);
                Eventually.holds(next, HANG, () -> listener.heardTheEnd(next));
            }
        }
        assertEquals(
                1, listener.told.stream().filter(it -> it.getText().equals("No acute")).count());
    }

    @Test
    void betweenTwoLooksNothingIsTold() {
        try (var teller = teller(Duration.ofHours(1), listener);
                var writing = teller.begin(job, MODEL)) {
            for (int i = 0; i < 10_000; i++) {
                writing.add("word ");
            }
        }
        assertEquals(List.of(), listener.told);
    }

    @Test
    void aTextThatHasEndedIsToldNoMore() throws Exception {
        try (var teller = teller(Duration.ofMillis(1), listener)) {
            var ended = teller.begin(job, MODEL);
            ended.close();
            ended.add("too late");
            try (var writing = teller.begin(job, MODEL)) {
                writing.add("in time");
                Eventually.holds("the other", HANG, () -> listener.heard("in time"));
            }
        }
        assertTrue(listener.told.stream().noneMatch(it -> it.getText().equals("too late")));
    }

    @Test
    void anEndlessTextIsToldInPart() throws Exception {
        try (var teller = teller(Duration.ofMillis(1), listener);
                var writing = teller.begin(job, MODEL)) {
            for (int i = 0; i < 1000; i++) {
                writing.add("x".repeat(100));
            }
            Eventually.holds(
                    "all tokens",
                    HANG,
                    () -> !listener.told.isEmpty() && listener.told.getLast().getTokens() == 1000);
        }
        int told = listener.told.getLast().getText().length();
        assertTrue(told <= ProgressTeller.LONGEST && told > ProgressTeller.LONGEST - 100);
    }

    @Test
    void aListenerThatNeverReturnsHoldsUpNobody() throws Exception {
        var deaf = new CountDownLatch(1);
        var entered = new CountDownLatch(1);
        var never =
                new Listener() {
                    @Override
                    public void tell(DraftProgress progress) {
                        entered.countDown();
                        while (deaf.getCount() > 0) { // an interrupt does not wake it either
                            Thread.onSpinWait();
                        }
                    }
                };
        try (var teller = teller(Duration.ofMillis(1), never);
                var writing = teller.begin(job, MODEL)) {
            writing.add("No acute");
            entered.await();
            for (int i = 0; i < 10_000; i++) {
                writing.add("word ");
            }
            teller.begin(job, MODEL).close();
        } finally {
            deaf.countDown();
        }
    }

    @Test
    void aListenerThatFailsIsToldTheNextAndWhatWasLostIsCounted() throws Exception {
        var failing =
                new Listener() {
                    @Override
                    public void tell(DraftProgress progress) {
                        super.tell(progress);
                        if (told.size() == 1) {
                            throw new IllegalStateException("away");
                        }
                    }
                };
        try (var teller = teller(Duration.ofMillis(1), failing);
                var writing = teller.begin(job, MODEL)) {
            writing.add("No");
            Eventually.holds("a failure", HANG, () -> failing.heard("No"));
            writing.add(" acute");
            Eventually.holds("the next", HANG, () -> failing.heard("No acute"));
        }
        assertEquals(
                1, meters.get("radfm.worker.progress").tag("outcome", "dropped").counter().count());
    }

    private ProgressTeller teller(Duration every, ProgressTeller.Out out) {
        return ProgressTeller.start(every, out, new WorkerMetrics(meters));
    }
}
