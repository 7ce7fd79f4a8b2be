// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.RegisteredModel;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryRefusal;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Topic `models`, followed from its first record. Belongs to no group; used by one thread. The
/// registry is only asked when there is a record.
public final class ModelLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLog.class);
    private static final TopicPartition MODELS = new TopicPartition(Topics.MODELS.name(), 0);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(3);
    private static final int MOST_MODELS = 10_000;
    private static final int NOT_FOUND = 404;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<RegisteredModel> values;
    private final Registered registered = new Registered();

    /// @param client properties for any Kafka client
    /// @param settings that lead to the registry
    public ModelLog(Map<String, ?> client, Map<String, ?> settings) {
        values = new AvroSerde.Factory(settings).of(Topics.MODELS).deserializer();
        var properties = new HashMap<String, Object>(client);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "earliest");
        properties.put("allow.auto.create.topics", false);
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(MODELS));
    }

    /// Everything that is there now.
    ///
    /// @throws IOException when broker or registry are away
    public Registered read() throws IOException {
        try {
            long end = consumer.endOffsets(List.of(MODELS)).get(MODELS);
            long waitUntil = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(MODELS) < end) {
                long before = consumer.position(MODELS);
                poll(POLL);
                if (consumer.position(MODELS) > before) {
                    waitUntil = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > waitUntil) {
                    throw new IOException("topic models cannot be read to its end");
                }
            }
            return registered;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new IOException("the broker does not answer: " + e.getMessage(), e);
        }
    }

    /// What comes within this time, and all before it.
    public Registered poll(Duration wait) throws IOException {
        try {
            for (var record : consumer.poll(wait)) {
                take(record);
            }
            return registered;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new IOException("the broker does not answer: " + e.getMessage(), e);
        }
    }

    /// A record that nobody can read changes nothing. Where the registry is away it is read again.
    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            var model = values.deserialize(record.topic(), record.value());
            var id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            if (model != null && !model.getModelId().equals(id)) {
                LOG.error("models-0 offset {} has another key than its model", record.offset());
            } else if (registered.knows(id) || registered.all().size() < MOST_MODELS) {
                registered.add(id, model);
            } else {
                LOG.error("models-0 holds more than {} models; the rest is ignored", MOST_MODELS);
            }
        } catch (RegistryRefusal e) {
            if (e.status() != NOT_FOUND) {
                consumer.seek(MODELS, record.offset());
                throw e;
            }
            LOG.error("models-0 offset {} has an unknown schema", record.offset());
        } catch (SerializationException e) {
            LOG.error("models-0 offset {} is no model: {}", record.offset(), e.getMessage());
        } catch (KafkaException e) {
            consumer.seek(MODELS, record.offset());
            throw e;
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
