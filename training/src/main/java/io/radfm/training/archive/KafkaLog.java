// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.RegistryRefusal;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.registry.SchemaRegistry;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// The topics of a running cluster, and its registry. Belongs to no group and leaves nothing
/// behind; memory is bounded by what one poll fetches.
final class KafkaLog implements Log {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SchemaRegistry registry;

    /// @param cluster settings that lead to broker and registry
    KafkaLog(Map<String, Object> cluster) {
        registry = new SchemaRegistry(RegistryConfig.of(cluster));
        var settings = new HashMap<>(cluster);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("fetch.max.bytes", 16 << 20);
        settings.put("fetch.max.wait.ms", 10); // what is read is there
        settings.put("default.api.timeout.ms", 30_000);
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        admin = Admin.create(cluster);
    }

    @Override
    public String cluster() throws IOException {
        try {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw away(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException away(Throwable cause) {
        return new IOException("the broker does not answer: " + cause.getMessage(), cause);
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    @Override
    public Optional<Found> topic(String name) throws IOException {
        TopicDescription topic;
        try {
            topic = admin.describeTopics(List.of(name)).topicNameValues().get(name).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw away(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        var partitions =
                topic.partitions().stream()
                        .map(each -> new TopicPartition(name, each.partition()))
                        .toList();
        try {
            var begin = consumer.beginningOffsets(partitions);
            var end = consumer.endOffsets(partitions);
            var ranges =
                    partitions.stream()
                            .map(it -> new Range(it.partition(), begin.get(it), end.get(it)))
                            .toList();
            return Optional.of(new Found(topic.topicId().toString(), ranges));
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    @Override
    public void read(Place place, long from, long to, Sink sink)
            throws IOException, InterruptedException {
        var partition = new TopicPartition(place.topic(), place.partition());
        try {
            consumer.assign(List.of(partition));
            if (consumer.beginningOffsets(List.of(partition)).get(partition) > from) {
                throw new IOException(
                        "records of " + place + " from offset " + from + " on are gone");
            }
            consumer.seek(partition, from);
            long waitUntil = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < to) {
                long before = consumer.position(partition);
                for (var record : consumer.poll(POLL)) {
                    if (record.offset() < to) {
                        sink.take(archived(record));
                    }
                }
                if (consumer.position(partition) > before) {
                    waitUntil = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > waitUntil) {
                    throw new IOException(place + " cannot be read to its end");
                }
            }
        } catch (KafkaException e) {
            throw new IOException(place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Archived archived(ConsumerRecord<byte[], byte[]> record) {
        return new Archived(
                record.offset(),
                record.timestamp(),
                record.key(),
                List.of(record.headers().toArray()),
                record.value());
    }

    @Override
    public Optional<Schema> schema(int id) throws IOException {
        try {
            return Optional.of(registry.schema(id));
        } catch (SchemaParseException e) {
            return Optional.empty();
        } catch (RegistryRefusal e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new IOException(e.getMessage(), e);
        } catch (RegistryUnavailable e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
        admin.close(CLOSING);
    }
}
