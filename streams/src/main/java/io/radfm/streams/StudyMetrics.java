// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.radfm.events.ClosedBy;
import io.radfm.events.Draft;
import io.radfm.events.DraftStatus;
import io.radfm.streams.assembly.StudyMachine.Change;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the topology counts. After a crash records are processed again, and counted again; topics
/// are exact, counters are not.
///
/// arrivals = new + replaced + duplicate + outdated. Alert when `radfm_studies_open` grows for
/// hours, or when `radfm_studies_closed_total{by="deadline"}` rises: a sender never pauses.
final class StudyMetrics {
    private final Map<Change, Counter> arrivals = new EnumMap<>(Change.class);
    private final Map<ClosedBy, Counter> closed = new EnumMap<>(ClosedBy.class);
    private final Map<DraftStatus, Counter> drafts = new EnumMap<>(DraftStatus.class);
    private final Counter contexts;
    private final Counter settledAlready;
    private final Timer latency;
    private final AtomicInteger open;

    StudyMetrics(MeterRegistry registry) {
        for (var change : Change.values()) {
            arrivals.put(change, counter(registry, "radfm.instances.arrived", "as", change));
        }
        for (var by : ClosedBy.values()) {
            closed.put(by, counter(registry, "radfm.studies.closed", "by", by));
        }
        for (var status : DraftStatus.values()) {
            drafts.put(status, counter(registry, "radfm.drafts", "status", status));
        }
        contexts = registry.counter("radfm.contexts");
        settledAlready = registry.counter("radfm.results.repeated");
        latency =
                Timer.builder("radfm.draft.latency")
                        .description("From the study's closing to its draft")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
        open = registry.gauge("radfm.studies.open", new AtomicInteger());
    }

    private static Counter counter(MeterRegistry registry, String name, String tag, Enum<?> value) {
        return registry.counter(name, tag, value.name().toLowerCase(Locale.ROOT));
    }

    void arrived(Change change) {
        arrivals.get(change).increment();
    }

    void closed(ClosedBy by) {
        closed.get(by).increment();
    }

    void context() {
        contexts.increment();
    }

    void settled(Draft draft) {
        drafts.get(draft.getStatus()).increment();
        var took = Duration.between(draft.getClosedAt(), draft.getSettledAt());
        latency.record(took.isNegative() ? Duration.ZERO : took);
    }

    void settledAlready() {
        settledAlready.increment();
    }

    void open(int more) {
        open.addAndGet(more);
    }
}
