// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.topic;

import io.radfm.events.Topic;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.wire.AvroSerde;

import org.apache.avro.specific.SpecificRecord;
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
import java.util.function.Consumer;

/// Follows a topic that may be missed without harm: while it cannot be read, or where there is no
/// such topic, drafts come all the same and nobody's health suffers. What fails is begun again; a
/// record that nobody can read is left out and logged by its place.
public final class TopicFollower<V extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(2);

    /// A cluster of an earlier version has no such topic; perhaps it is made one day.
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private static final int ANSWER_WITHIN_MS = 10_000;

    private final Map<String, Object> client;
    private final Topic<V> topic;
    private final boolean fromBeginning;
    private final Consumer<V> to;
    private final AvroSerde<V> serde;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean missing;

    private TopicFollower(
            Map<String, Object> client,
            AvroSerde.Factory serdes,
            Topic<V> topic,
            boolean fromBeginning,
            Consumer<V> to) {
        this.client = new HashMap<>(client);
        this.client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.client.put(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, fromBeginning ? "earliest" : "latest");
        this.client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        this.topic = topic;
        this.fromBeginning = fromBeginning;
        this.to = to;
        this.serde = serdes.of(topic);
        this.thread = Thread.ofPlatform().name("follow-" + topic.name()).unstarted(this::run);
    }

    /// All that is on the topic, each record once.
    ///
    /// @param to is called by one thread
    public static <V extends SpecificRecord> TopicFollower<V> fromBeginning(
            Map<String, Object> client, AvroSerde.Factory serdes, Topic<V> topic, Consumer<V> to) {
        return started(new TopicFollower<>(client, serdes, topic, true, to));
    }

    /// What comes from now on: what was told before, or while it could not be read, is stale.
    ///
    /// @param to is called by one thread
    public static <V extends SpecificRecord> TopicFollower<V> fromNow(
            Map<String, Object> client, AvroSerde.Factory serdes, Topic<V> topic, Consumer<V> to) {
        return started(new TopicFollower<>(client, serdes, topic, false, to));
    }

    private static <V extends SpecificRecord> TopicFollower<V> started(TopicFollower<V> follower) {
        follower.thread.start();
        return follower;
    }

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
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
                positions.forEach(consumer::seek);
            } else {
                consumer.seekToEnd(partitions);
            }
            while (closing.getCount() > 0) {
                for (var record : consumer.poll(POLL)) {
                    apply(record);
                    positions.put(
                            new TopicPartition(record.topic(), record.partition()),
                            record.offset() + 1);
                }
            }
        } catch (KafkaException e) {
            LOG.debug("{} cannot be read, trying again", topic.name(), e);
        }
        return BETWEEN_STARTS;
    }

    /// Says once that there are none.
    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        var found = consumer.partitionsFor(topic.name());
        if (found == null || found.isEmpty()) {
            if (!missing) {
                LOG.info("there is no topic {}; looking again each minute", topic.name());
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
                to.accept(serde.deserializer().deserialize(record.topic(), record.value()));
            }
        } catch (RegistryUnavailable e) {
            throw e;
        } catch (SerializationException e) {
            LOG.warn(
                    "left out: {}-{} offset {}: {}",
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
