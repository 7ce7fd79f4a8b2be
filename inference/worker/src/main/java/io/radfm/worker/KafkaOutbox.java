// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.InferenceResult;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryRefusal;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Publishes with every copy acknowledged, one record at a time.
final class KafkaOutbox implements Outbox, AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /// As Kafka Streams names the headers of its dead letters, so that one command drives both
    /// kinds again.
    private static final String HEADER = "__streams.errors.";

    private final Producer<byte[], byte[]> producer;
    private final Serializer<InferenceResult> results;

    /// @param durable properties of a producer that loses nothing
    KafkaOutbox(Map<String, Object> durable, AvroSerde.Factory serdes) {
        var settings = new HashMap<>(durable);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        int bound = Math.toIntExact(DELIVERY.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, bound);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, bound / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, bound);
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        results = serdes.of(Topics.RESULTS).serializer();
    }

    @Override
    public void result(InferenceResult result) throws IOException, InterruptedException {
        var topic = Topics.RESULTS.name();
        var key = result.getPatientKey().getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(topic, key, bytes(topic, result)));
    }

    private byte[] bytes(String topic, InferenceResult result) throws IOException {
        try {
            return results.serialize(topic, result);
        } catch (RegistryUnavailable | RegistryRefusal e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void deadLetter(Delivery delivery, String reason)
            throws IOException, InterruptedException {
        var letter =
                new ProducerRecord<>(Topics.DEAD_LETTERS.name(), delivery.key(), delivery.value());
        Map.of(
                        "message", reason,
                        "topic", delivery.topic(),
                        "partition", Integer.toString(delivery.partition()),
                        "offset", Long.toString(delivery.offset()))
                .forEach(
                        (name, value) ->
                                letter.headers()
                                        .add(
                                                HEADER + name,
                                                value.getBytes(StandardCharsets.UTF_8)));
        send(letter);
    }

    private void send(ProducerRecord<byte[], byte[]> record)
            throws IOException, InterruptedException {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException away) {
                throw new IOException("Kafka: " + away.getClass().getSimpleName(), away);
            }
            throw new IllegalStateException("Kafka refuses a " + record.topic(), e.getCause());
        } catch (RetriableException e) {
            throw new IOException("Kafka: " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
