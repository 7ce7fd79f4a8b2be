// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.process.Cluster;
import io.radfm.process.Health;
import io.radfm.process.Role;
import io.radfm.process.RoleCommand;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The outcomes role: compares drafts with the reports that are signed about their studies. Waits
/// for broker and topics, then runs its topology until closed.
public final class Outcomes implements Role {
    public static final Role.Spec SPEC =
            new Role.Spec(
                    "outcomes",
                    "Compares drafts with the reports that are signed about their studies.",
                    OutcomesConfig.KEYS,
                    Outcomes::start);

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final List<String> NEEDED =
            List.of(Topics.DRAFTS.name(), Topics.RIS_REPORTS.name(), Topics.DRAFT_OUTCOMES.name());

    private final AbstractConfig settings;
    private final OutcomesConfig config;
    private final MeterRegistry metrics;
    private final Thread starter;
    private volatile Health beforeRunning = Health.starting("waiting for the broker");
    private volatile KafkaStreams streams;
    private volatile boolean closed;

    private Outcomes(AbstractConfig settings, MeterRegistry metrics) {
        this.settings = settings;
        this.config = OutcomesConfig.of(settings);
        this.metrics = metrics;
        this.starter = Thread.ofPlatform().name("outcomes-start").unstarted(this::begin);
    }

    public static Role start(AbstractConfig settings, MeterRegistry metrics) {
        var role = new Outcomes(settings, metrics);
        role.starter.start();
        return role;
    }

    public static void main(String... arguments) {
        System.exit(RoleCommand.of(SPEC).execute(arguments));
    }

    private void begin() {
        try (var admin = Admin.create(Cluster.clientProperties(settings))) {
            while (!closed && !isThere(admin)) {
                Thread.sleep(RETRY);
            }
            run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException e) {
            LOG.error("The topology cannot start", e);
            beforeRunning = Health.down(e.getMessage());
        }
    }

    private boolean isThere(Admin admin) throws InterruptedException {
        try {
            var found =
                    admin.describeTopics(NEEDED)
                            .allTopicNames()
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            int drafts = found.get(Topics.DRAFTS.name()).partitions().size();
            int reports = found.get(Topics.RIS_REPORTS.name()).partitions().size();
            if (drafts != reports) {
                throw new IllegalStateException(
                        "%s has %d partitions and %s has %d: they must be the same"
                                .formatted(NEEDED.get(0), drafts, NEEDED.get(1), reports));
            }
            return true;
        } catch (TimeoutException e) {
            beforeRunning = Health.starting("the broker does not answer");
        } catch (ExecutionException e) {
            beforeRunning =
                    Health.starting(
                            e.getCause() instanceof UnknownTopicOrPartitionException
                                    ? "topics are missing: run `./radfm topics create`"
                                    : "the broker does not answer");
        }
        return false;
    }

    private synchronized void run() {
        if (closed) {
            return;
        }
        var serdes = new AvroSerde.Factory(settings.values());
        var topology = new OutcomeTopology(serdes::of, metrics, config.keep()).build();
        var properties = config.streams(Cluster.clientProperties(settings));
        streams = new KafkaStreams(topology, new StreamsConfig(properties));
        streams.setUncaughtExceptionHandler(
                e -> {
                    LOG.error("A stream thread died and is replaced", e);
                    return StreamThreadExceptionResponse.REPLACE_THREAD;
                });
        streams.start();
    }

    @Override
    public Health health() {
        if (closed) {
            return Health.draining("closing");
        }
        var running = streams;
        if (running == null) {
            return beforeRunning;
        }
        return switch (running.state()) {
            case RUNNING -> Health.READY;
            case CREATED, REBALANCING -> Health.starting("joining the group and restoring state");
            case PENDING_SHUTDOWN -> Health.draining("closing");
            case PENDING_ERROR, ERROR, NOT_RUNNING -> Health.down("the topology has stopped");
        };
    }

    @Override
    public void close() {
        closed = true;
        starter.interrupt();
        synchronized (this) {
            if (streams != null) {
                streams.close(CLOSING);
            }
        }
    }
}
