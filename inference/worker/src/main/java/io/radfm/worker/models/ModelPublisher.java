// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.RegisteredModel;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryRefusal;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Writes a record to topic `models`, with every copy acknowledged.
final class ModelPublisher {
    private static final int PATIENCE_MS = 30_000;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Map<String, ?> cluster;

    /// @param cluster settings that lead to broker and registry
    ModelPublisher(Map<String, ?> cluster) {
        this.cluster = cluster;
    }

    void publish(RegisteredModel model) throws IOException {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 0);
        settings.put("max.block.ms", PATIENCE_MS);
        settings.put("request.timeout.ms", PATIENCE_MS / 2);
        settings.put("delivery.timeout.ms", PATIENCE_MS);
        var producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            var topic = Topics.MODELS.name();
            var serializer = new AvroSerde.Factory(cluster).of(Topics.MODELS).serializer();
            var key = model.getModelId().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, model)))
                    .get();
        } catch (RegistryUnavailable | RegistryRefusal e) {
            throw new IOException(e.getMessage(), e);
        } catch (ExecutionException e) {
            throw new IOException("the broker did not take it: " + e.getCause().getMessage(), e);
        } catch (KafkaException e) {
            throw new IOException("the broker did not take it: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped before the broker answered");
        } finally {
            producer.close(CLOSING);
        }
    }
}
