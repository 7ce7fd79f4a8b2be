// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.events.DraftProgress;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Progress on its topic, best effort: one copy acknowledges, nothing is sent twice, nothing waits
/// longer than three seconds or in more than a megabyte. Its producer is its own, so results never
/// stand behind it.
final class KafkaProgress implements ProgressTeller.Out {
    private static final int LINGER_MS = 20;
    private static final int WAIT_MS = 1_000;
    private static final int REQUEST_MS = 2_000;
    private static final int DELIVERY_MS = 3_000;
    private static final long BUFFER_BYTES = 1 << 20;
    private static final String PATIENCE = "schema.registry.patience.ms";

    private final Producer<byte[], byte[]> producer;
    private final Serializer<DraftProgress> serializer;
    private final WorkerMetrics metrics;

    /// @param client properties of any client of the cluster
    /// @param settings of the schema registry
    KafkaProgress(Map<String, Object> client, Map<String, ?> settings, WorkerMetrics metrics) {
        var hasty = new HashMap<>(client);
        hasty.put(ProducerConfig.ACKS_CONFIG, "1");
        hasty.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        hasty.put(ProducerConfig.RETRIES_CONFIG, 0);
        hasty.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        hasty.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT_MS);
        hasty.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        hasty.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        hasty.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        producer = new KafkaProducer<>(hasty, new ByteArraySerializer(), new ByteArraySerializer());
        var impatient = new HashMap<String, Object>(settings);
        impatient.put(PATIENCE, Integer.toString(WAIT_MS));
        serializer = new AvroSerde.Factory(impatient).of(Topics.DRAFT_PROGRESS).serializer();
        this.metrics = metrics;
    }

    @Override
    public void tell(DraftProgress progress) {
        var topic = Topics.DRAFT_PROGRESS.name();
        var key = progress.getPatientKey().getBytes(StandardCharsets.UTF_8);
        var value = serializer.serialize(topic, progress);
        producer.send(
                new ProducerRecord<>(topic, key, value),
                (_, failure) -> metrics.progress(failure == null ? "told" : "dropped"));
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
