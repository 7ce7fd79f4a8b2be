// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.radfm.wire.dimse.DimseStatus;

import java.time.Duration;
import java.util.function.IntSupplier;

/// What ingest counts. Labels are statuses, never senders or patients.
final class IngestMetrics {
    private final MeterRegistry registry;
    private final Counter bytes;
    private final Timer durable;

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        bytes =
                Counter.builder("radfm.ingest.bytes")
                        .description("Bytes of acknowledged objects")
                        .baseUnit("bytes")
                        .register(registry);
        durable =
                Timer.builder("radfm.ingest.durable")
                        .description("From an object's last byte to durable object and event")
                        .publishPercentileHistogram()
                        .register(registry);
    }

    void gauge(String name, String description, IntSupplier value) {
        Gauge.builder("radfm.ingest." + name, value, IntSupplier::getAsInt)
                .description(description)
                .register(registry);
    }

    void answered(DimseStatus status) {
        Counter.builder("radfm.ingest.instances")
                .description("Objects answered, by DIMSE status")
                .tag("status", "%04X".formatted(status.code()))
                .register(registry)
                .increment();
    }

    void durable(long objectBytes, Duration sinceLastByte) {
        bytes.increment(objectBytes);
        durable.record(sinceLastByte);
    }
}
