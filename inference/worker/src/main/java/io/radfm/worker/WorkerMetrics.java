// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.radfm.model.Answer;
import io.radfm.model.Description;
import io.radfm.model.RadFm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What a worker counts. Labels are classes, outcomes and steps, never studies.
final class WorkerMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final EngineMetrics engines;
    private final MultiGauge models;

    WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.models =
                MultiGauge.builder("radfm.worker.model")
                        .description("The model that drafts")
                        .register(registry);
        this.engines = EngineMetrics.in(registry);
        Gauge.builder("radfm.worker.in.flight", inFlight, AtomicInteger::get)
                .description("Jobs that this worker holds")
                .register(registry);
    }

    /// Counts what this model's engine does from now on.
    void opened(RadFm model) {
        engines.opened(model);
    }

    /// What it did stays counted.
    void closing(RadFm model) {
        engines.closing(model);
    }

    /// Says which model drafts.
    void drafts(Description model) {
        models.register(
                List.of(
                        Row.of(
                                Tags.of(
                                        "name", model.name(),
                                        "version", model.version(),
                                        "weights", model.weightsSha256()),
                                1)),
                true);
    }

    /// @param outcome done, or failed and the one before drafts on
    void modelChange(String outcome) {
        Counter.builder("radfm.worker.model.changes")
                .description("Changes to another model, done or failed")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
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
