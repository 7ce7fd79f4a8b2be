// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.outcomes;

import io.radfm.events.DraftOutcome;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Reads `draft.outcomes` from its beginning into [Outcomes], and follows it. While it cannot be
/// read, or where there is no such topic, drafts come all the same and nobody's health suffers.
public final class OutcomesReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomesReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(2);

    /// A cluster of an earlier version has no such topic; perhaps it is made one day.
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private static final int ANSWER_WITHIN_MS = 10_000;

    private final Map<String, Object> client;
    private final Outcomes outcomes;
    private final AvroSerde<DraftOutcome> serde;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean missing;

    private OutcomesReader(
            Map<String, Object> client, AvroSerde.Factory serdes, Outcomes outcomes) {
        this.client = new HashMap<>(client);
        this.client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        this.outcomes = outcomes;
        this.serde = serdes.of(Topics.DRAFT_OUTCOMES);
        this.thread = Thread.ofPlatform().name("outcomes").unstarted(this::run);
    }

    public static OutcomesReader start(
            Map<String, Object> client, AvroSerde.Factory serdes, Outcomes outcomes) {
        var reader = new OutcomesReader(client, serdes, outcomes);
        reader.thread.start();
        return reader;
    }

    /// Reads until closed. What fails is begun again, where it was left.
    private void run() {
        try {
            Duration pause;
            do {
                pause = read();
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return after what time to try again
    private Duration read() {
        try (var consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                return BETWEEN_LOOKS;
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            positions.forEach(consumer::seek);
            while (closing.getCount() > 0) {
                for (var record : consumer.poll(POLL)) {
                    apply(record);
                    positions.put(
                            new TopicPartition(record.topic(), record.partition()),
                            record.offset() + 1);
                }
            }
        } catch (KafkaException e) {
            LOG.debug("outcomes cannot be read, trying again", e);
        }
        return BETWEEN_STARTS;
    }

    /// Says once that there are none.
    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        var found = consumer.partitionsFor(Topics.DRAFT_OUTCOMES.name());
        if (found == null || found.isEmpty()) {
            if (!missing) {
                LOG.info("there is no topic {}: no outcomes", Topics.DRAFT_OUTCOMES.name());
            }
            missing = true;
            return List.of();
        }
        missing = false;
        return found.stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                outcomes.apply(serde.deserializer().deserialize(record.topic(), record.value()));
            }
        } catch (RegistryUnavailable e) {
            throw e;
        } catch (SerializationException e) {
            LOG.warn(
                    "no outcome: {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
