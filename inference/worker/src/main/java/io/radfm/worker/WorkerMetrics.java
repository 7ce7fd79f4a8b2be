// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.radfm.model.Answer;
import io.radfm.model.RadFm;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/// What a worker counts. Labels are classes, outcomes and steps, never studies.
final class WorkerMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();

    WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("radfm.worker.in.flight", inFlight, AtomicInteger::get)
                .description("Jobs that this worker holds")
                .register(registry);
    }

    /// Shows what this model's engine does from now on.
    void engine(RadFm model) {
        EngineMetrics.register(registry, model);
    }

    void taken() {
        inFlight.incrementAndGet();
    }

    void left() {
        inFlight.decrementAndGet();
    }

    /// From the making of a job to the first time a worker took it.
    void queued(boolean urgent, Instant createdAt) {
        var wait = Duration.between(createdAt, Instant.now());
        Timer.builder("radfm.worker.queue")
                .description("From the making of a job to its first delivery")
                .tag("class", urgent ? "stat" : "routine")
                .publishPercentileHistogram()
                .register(registry)
                .record(wait.isNegative() ? Duration.ZERO : wait);
    }

    /// @param outcome drafted, a failure's code, or why it was let go
    void ended(boolean urgent, String outcome) {
        Counter.builder("radfm.worker.jobs")
                .description("Deliveries, by how they ended")
                .tag("class", urgent ? "stat" : "routine")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    void step(String step, Duration took) {
        Timer.builder("radfm.worker.step")
                .description("Time that the steps of a draft take")
                .tag("step", step)
                .publishPercentileHistogram()
                .register(registry)
                .record(took);
    }

    /// @param first of its job; the scans were encoded for all of them once
    void answered(Answer answer, boolean first) {
        if (first) {
            step("vision", answer.timings().vision());
        }
        step("prefill", answer.timings().prefill());
        step("decode", answer.timings().decode());
        tokens("prompt", answer.promptTokens());
        tokens("answer", answer.newTokens());
    }

    private void tokens(String kind, int count) {
        Counter.builder("radfm.worker.tokens")
                .description("Tokens read and written")
                .tag("kind", kind)
                .register(registry)
                .increment(count);
    }

    /// @param outcome told, or dropped because Kafka or the registry was away
    void progress(String outcome) {
        Counter.builder("radfm.worker.progress")
                .description("Texts under way, told to open pages or dropped")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    /// @param event renewed or lost
    void lock(String event) {
        Counter.builder("radfm.worker.locks")
                .description("Locks of running jobs, renewed or lost")
                .tag("event", event)
                .register(registry)
                .increment();
    }
}
