// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// A small role with everything a role has, for tests of the process around it.
final class Guesthouse implements Role {
    static final Role.Spec SPEC = spec(new AtomicInteger(), new CompletableFuture<>());

    private final AtomicInteger closings;
    private final CompletableFuture<Integer> end;

    volatile Health health = Health.starting("the beds are being made");

    private Guesthouse(AtomicInteger closings, CompletableFuture<Integer> end) {
        this.closings = closings;
        this.end = end;
    }

    static Role.Spec spec(AtomicInteger closings, CompletableFuture<Integer> end) {
        var keys =
                new ConfigDef()
                        .define(
                                "beds",
                                Type.INT,
                                7,
                                Range.atLeast(1),
                                Importance.HIGH,
                                "How many beds.")
                        .define(
                                "open",
                                Type.BOOLEAN,
                                true,
                                Importance.HIGH,
                                "Whether guests come in.");
        return new Role.Spec(
                "guesthouse",
                "Lets rooms.",
                keys,
                (settings, metrics) -> start(settings, metrics, closings, end));
    }

    private static Role start(
            AbstractConfig settings,
            MeterRegistry metrics,
            AtomicInteger closings,
            CompletableFuture<Integer> end) {
        if (!settings.getBoolean("open")) {
            throw new IllegalStateException(
                    "no guests", new IllegalArgumentException("the door is locked"));
        }
        metrics.gauge("guesthouse.beds", settings.getInt("beds"));
        return new Guesthouse(closings, end);
    }

    public static void main(String[] arguments) {
        System.exit(RoleCommand.of(SPEC).execute(arguments));
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public int await() throws InterruptedException {
        System.out.println("open");
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closings.incrementAndGet();
        System.out.println("closed");
    }
}
