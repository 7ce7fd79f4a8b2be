// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.events.InstanceReceived;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Puts events on `dicom.instances`, acknowledged by all replicas, in order, each once per send
/// (idempotent producer), within a bounded time.
final class EventPublisher implements AutoCloseable {
    private final Producer<String, InstanceReceived> producer;
    private volatile Optional<String> trouble = Optional.of("no event was acknowledged yet");

    /// @param client properties of any Kafka client of this role
    /// @param patience how long an event may wait for its acknowledgement
    EventPublisher(Map<String, Object> client, AvroSerde.Factory serdes, Duration patience) {
        var settings = new HashMap<>(client);
        int bound = Math.toIntExact(patience.toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, bound);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, bound / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, bound);
        producer =
                new KafkaProducer<>(
                        settings,
                        new StringSerializer(),
                        serdes.of(Topics.DICOM_INSTANCES).serializer());
    }

    /// Completes when Kafka has the event, or exceptionally when that is not certain. May block
    /// while the topic or the registry is out of reach, no longer than an event may wait.
    CompletionStage<Void> publish(InstanceReceived event) {
        var result = new CompletableFuture<Void>();
        var entry =
                new ProducerRecord<>(Topics.DICOM_INSTANCES.name(), event.getPatientKey(), event);
        try {
            producer.send(
                    entry,
                    (_, failure) -> {
                        trouble = Optional.ofNullable(failure).map(EventPublisher::reason);
                        if (failure == null) {
                            result.complete(null);
                        } else {
                            result.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            trouble = Optional.of(reason(e));
            result.completeExceptionally(e);
        }
        return result;
    }

    /// Why the next event is likely to fail; empty when it is not.
    Optional<String> trouble() {
        return trouble;
    }

    /// Asks for the topic, so that health is known before the first object comes. Blocks.
    void reach() {
        try {
            producer.partitionsFor(Topics.DICOM_INSTANCES.name());
            trouble = Optional.empty();
        } catch (KafkaException e) {
            trouble = Optional.of(reason(e));
        }
    }

    private static String reason(Throwable e) {
        return "Kafka: " + e.getClass().getSimpleName();
    }

    /// Waits for events under way.
    @Override
    public void close() {
        producer.close();
    }
}
