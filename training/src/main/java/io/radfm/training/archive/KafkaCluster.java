// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.SchemaRegistry;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/// A running cluster and its registry.
final class KafkaCluster implements Cluster {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> settings;
    private final short replicas;
    private final Admin admin;
    private final SchemaRegistry registry;

    /// @param settings that lead to broker and registry
    /// @param replicas of topics that are made
    KafkaCluster(Map<String, Object> settings, short replicas) {
        this.settings = settings;
        this.replicas = replicas;
        registry = new SchemaRegistry(RegistryConfig.of(settings));
        admin = Admin.create(settings);
    }

    @Override
    public void create(String name, int partitions) throws IOException {
        var found = partitions(name);
        if (found.isEmpty()) {
            make(declared(name), partitions);
            await(name);
        } else if (found.getAsInt() != partitions) {
            throw new IOException(
                    "%s has %d partitions here and %d in the archive: keys would be elsewhere"
                            .formatted(name, found.getAsInt(), partitions));
        }
    }

    private static Topic<?> declared(String name) throws IOException {
        return Topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(name + " is no topic of this version"));
    }

    private void make(Topic<?> topic, int partitions) throws IOException {
        try {
            var made = topic.withPartitions(partitions).toCreate(replicas);
            admin.createTopics(List.of(made)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw away(e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// A topic that was made is not known at once.
    private void await(String name) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (partitions(name).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(name + " was made and is not there");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private OptionalInt partitions(String name) throws IOException {
        try {
            var topic = admin.describeTopics(List.of(name)).topicNameValues().get(name).get();
            return OptionalInt.of(topic.partitions().size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            throw away(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException away(ExecutionException e) {
        return new IOException(
                "the broker does not answer: " + e.getCause().getMessage(), e.getCause());
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    @Override
    public Writer write(Place place, String origin, Payloads.Schemas schemas) throws IOException {
        return new KafkaWriter(settings, registry, place, origin, schemas);
    }

    @Override
    public void close() {
        admin.close(CLOSING);
    }
}
