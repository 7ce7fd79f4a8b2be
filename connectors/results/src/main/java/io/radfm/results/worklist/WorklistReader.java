// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.worklist;

import io.radfm.events.Draft;
import io.radfm.events.StudyState;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.wire.AvroSerde;
import io.radfm.process.Health;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Reads `study.states` and `drafts` from their beginning into a [Worklist], and follows them.
/// Every results process reads all of both, so it belongs to no consumer group. What cannot be read
/// is left out of the view and logged by topic, partition and offset.
public final class WorklistReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorklistReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(1);
    private static final Duration ASK_EVERY = Duration.ofSeconds(10);
    private static final int ANSWER_WITHIN_MS = 10_000;

    private final Map<String, Object> client;
    private final Worklist worklist;
    private final AvroSerde<StudyState> states;
    private final AvroSerde<Draft> drafts;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Health health = Health.starting("the worklist is being read");

    private WorklistReader(
            Map<String, Object> client, AvroSerde.Factory serdes, Worklist worklist) {
        this.client = new HashMap<>(client);
        this.client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        this.worklist = worklist;
        this.states = serdes.of(Topics.STUDY_STATES);
        this.drafts = serdes.of(Topics.DRAFTS);
        this.thread = Thread.ofPlatform().name("worklist").unstarted(this::run);
    }

    public static WorklistReader start(
            Map<String, Object> client, AvroSerde.Factory serdes, Worklist worklist) {
        var reader = new WorklistReader(client, serdes, worklist);
        reader.thread.start();
        return reader;
    }

    /// Ready once all that was there at the start has been read, and while Kafka answers.
    public Health health() {
        return health;
    }

    /// Reads until closed. What fails is begun again, where it was left.
    private void run() {
        try {
            do {
                read();
            } while (!closing.await(BETWEEN_STARTS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (var consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            positions.forEach(consumer::seek);
            follow(consumer, partitions);
        } catch (KafkaException e) {
            LOG.warn("worklist cannot be read, trying again: {}", e.getMessage());
            health = Health.down("the worklist cannot be read: " + e.getMessage());
        }
    }

    /// A consumer that has lost its brokers waits in silence, so they are asked now and then.
    private void follow(
            KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        var atStart = consumer.endOffsets(partitions);
        long asked = System.nanoTime();
        while (closing.getCount() > 0) {
            for (var record : consumer.poll(POLL)) {
                apply(record);
                positions.put(
                        new TopicPartition(record.topic(), record.partition()),
                        record.offset() + 1);
            }
            if (System.nanoTime() - asked > ASK_EVERY.toNanos()) {
                consumer.endOffsets(partitions);
                asked = System.nanoTime();
            }
            if (!health.isReady() && isPast(consumer, atStart)) {
                health = Health.READY;
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        var partitions = new ArrayList<TopicPartition>();
        for (var topic : List.of(Topics.STUDY_STATES, Topics.DRAFTS)) {
            var found = consumer.partitionsFor(topic.name());
            if (found == null || found.isEmpty()) {
                throw new UnknownTopicOrPartitionException(
                        "there is no topic " + topic.name() + " yet");
            }
            found.forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
        }
        return partitions;
    }

    private static boolean isPast(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /// A registry that is away is the reader's trouble, not the record's.
    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                return; // a study whose state was deleted: it leaves with the bound
            }
            if (record.topic().equals(Topics.DRAFTS.name())) {
                worklist.apply(drafts.deserializer().deserialize(record.topic(), record.value()));
            } else {
                worklist.apply(states.deserializer().deserialize(record.topic(), record.value()));
            }
        } catch (RegistryUnavailable e) {
            throw e;
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.warn(
                    "left out of the worklist: {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
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
