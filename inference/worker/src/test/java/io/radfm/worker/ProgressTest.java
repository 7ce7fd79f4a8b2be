// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.DraftProgress;
import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;
import io.radfm.testkit.Eventually;

import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A draft and what is told of it meanwhile, with the small model.
@Timeout(120)
class ProgressTest {
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final Duration ALWAYS = Duration.ofMillis(1);

    /// Nobody listens at port 1 of this machine.
    private static final String NOWHERE = "127.0.0.1:1";

    @TempDir static Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void model() throws Exception {
        MiniModel.in(folder.resolve("model"));
    }

    @Test
    void whatIsToldIsHowTheReportBegins() throws Exception {
        var told = new CopyOnWriteArrayList<DraftProgress>();
        var listener =
                new ProgressTeller.Out() {
                    @Override
                    public void tell(DraftProgress progress) {
                        told.add(progress);
                    }

                    @Override
                    public void close() {}
                };
        try (var jobs = new Jobs(folder);
                var teller = ProgressTeller.start(ALWAYS, listener, new WorkerMetrics(meters))) {
            var job = jobs.slow(2);
            var report = draft(job, teller).getAnswers().getFirst();
            assertTrue(!told.isEmpty(), "1,500 tokens take longer than a millisecond");
            for (var progress : told) {
                assertTrue(report.getText().startsWith(progress.getText()));
                assertTrue(progress.getTokens() <= report.getTokens());
                assertEquals(job.getJobId(), progress.getJobId());
                assertEquals(MiniModel.NOTICE, progress.getModel().getNotice());
            }
        }
    }

    @Test
    void aJobIsDraftedTheSameWhileBrokerAndRegistryAreAway() throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", NOWHERE);
        var registry = Map.of("schema.registry.url", "http://" + NOWHERE);
        var metrics = new WorkerMetrics(meters);
        try (var jobs = new Jobs(folder);
                var teller =
                        ProgressTeller.start(
                                ALWAYS, new KafkaProgress(client, registry, metrics), metrics)) {
            var job = jobs.slow(1);
            assertEquals(draft(job, Progress.NONE).getAnswers(), draft(job, teller).getAnswers());
            Eventually.holds("what was told is lost", HANG, () -> dropped() > 0);
        }
    }

    private double dropped() {
        var counter = meters.find("radfm.worker.progress").tag("outcome", "dropped").counter();
        return counter == null ? 0 : counter.count();
    }

    private Drafted draft(InferenceJob job, Progress progress) throws Exception {
        var settings =
                Map.of(
                        "data.dir",
                        folder.toString(),
                        "engine.threads",
                        "1",
                        "answer.repeat.limit",
                        "0");
        var config = WorkerConfig.of(new AbstractConfig(WorkerConfig.KEYS, settings, false));
        var bench =
                Bench.open(
                        config,
                        config.model(),
                        progress,
                        new WorkerMetrics(new SimpleMeterRegistry()));
        try (bench) {
            return bench.draft(job, false, new Stop());
        }
    }
}
