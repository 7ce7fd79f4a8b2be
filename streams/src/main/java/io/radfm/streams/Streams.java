// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.micrometer.core.instrument.Gauge;
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
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// The streams role: assemble, compose, settle. Waits for broker and topics, then runs the topology
/// until closed.
public final class Streams implements Role {
    public static final Role.Spec ROLE =
            new Role.Spec(
                    "streams",
                    "Assemble studies from images, make their contexts, settle one draft for each.",
                    StreamsSettings.KEYS,
                    Streams::start);

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final StreamsSettings settings;
    private final AbstractConfig config;
    private final MeterRegistry metrics;
    private final Thread starter;
    private volatile Health health = Health.starting("waiting for the broker");
    private volatile InputWatch watch;
    private volatile KafkaStreams streams;
    private volatile boolean closed;

    private Streams(StreamsSettings settings, AbstractConfig config, MeterRegistry metrics) {
        this.settings = settings;
        this.config = config;
        this.metrics = metrics;
        this.starter = Thread.ofPlatform().name("streams-start").start(this::begin);
    }

    public static Role start(AbstractConfig config, MeterRegistry metrics) {
        return new Streams(StreamsSettings.of(config), config, metrics);
    }

    public static void main(String[] arguments) {
        System.exit(RoleCommand.of(ROLE).execute(arguments));
    }

    private void begin() {
        var clients = Cluster.clientProperties(config);
        var admin = Admin.create(clients);
        while (!closed) {
            try {
                int partitions = partitions(admin);
                run(admin, clients, partitions);
                return;
            } catch (ExecutionException e) {
                retryLater(
                        e.getCause() instanceof UnknownTopicOrPartitionException
                                ? "topics are missing: run `./radfm topics create`"
                                : "the broker does not answer");
            } catch (TimeoutException e) {
                retryLater("the broker does not answer");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException e) {
                LOG.error("The topology cannot start", e);
                health = Health.down(e.getMessage());
                break;
            }
        }
        admin.close(Duration.ofSeconds(1));
    }

    private void retryLater(String reason) {
        health = Health.starting(reason);
        LockSupport.parkNanos(RETRY.toNanos());
    }

    /// Topics that meet in one task must have the same number of partitions.
    private static int partitions(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        var names = Topics.all().stream().map(topic -> topic.name()).toList();
        var found =
                admin.describeTopics(names)
                        .allTopicNames()
                        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        int images = found.get(Topics.DICOM_INSTANCES.name()).partitions().size();
        int results = found.get(Topics.RESULTS.name()).partitions().size();
        if (images != results) {
            throw new IllegalStateException(
                    "%s has %d partitions and %s has %d: they must be the same"
                            .formatted(
                                    Topics.DICOM_INSTANCES.name(),
                                    images,
                                    Topics.RESULTS.name(),
                                    results));
        }
        return images;
    }

    private synchronized void run(Admin admin, Map<String, Object> clients, int partitions) {
        if (closed) {
            admin.close(Duration.ofSeconds(1));
            return;
        }
        watch =
                new InputWatch(
                        admin,
                        settings.applicationId(),
                        partitions,
                        settings.policy().restartGrace());
        Gauge.builder("radfm.streams.behind.seconds", watch, InputWatch::behindSeconds)
                .description("Since when the partition farthest behind has unread images")
                .register(metrics);
        var serdes = new AvroSerde.Factory(config.values());
        var topology = new StudyTopology(settings, serdes::of, watch::sight, metrics).build();
        streams =
                new KafkaStreams(
                        topology, new StreamsConfig(StreamsProperties.of(settings, clients)));
        streams.setUncaughtExceptionHandler(
                e -> {
                    LOG.error("A stream thread died and is replaced", e);
                    return StreamThreadExceptionResponse.REPLACE_THREAD;
                });
        streams.start();
        health = Health.starting("joining the group and restoring state");
    }

    @Override
    public Health health() {
        if (closed) {
            return Health.draining("closing");
        }
        var running = streams;
        if (running == null) {
            return health;
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
        LockSupport.unpark(starter);
        starter.interrupt();
        synchronized (this) {
            if (streams != null) {
                streams.close(CLOSING);
            }
            if (watch != null) {
                watch.close();
            }
        }
    }
}
