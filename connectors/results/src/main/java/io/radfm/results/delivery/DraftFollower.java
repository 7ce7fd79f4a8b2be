// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import io.radfm.events.Draft;
import io.radfm.events.DraftStatus;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryUnavailable;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Takes each draft with a text through one step, in order, until the step is done; then commits
/// its offset. A step that fails is tried again with growing pauses, for ever, while the consumer
/// keeps its place in the group. The drafts behind it in its partition wait, so the order of a
/// study's revisions is kept; other partitions go on.
public final class DraftFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DraftFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    /// A killed process holds its partitions for so long; a step that takes longer is no death.
    private static final int DEAD_AFTER_MS = 10_000;

    /// What is done with a draft; doing it twice is the same as once.
    @FunctionalInterface
    public interface Step {
        /// @param attempt 1 for the first
        /// @throws IOException when it may work later
        void take(Draft draft, int attempt) throws IOException, InterruptedException;
    }

    private final String group;
    private final Map<String, Object> client;
    private final AvroSerde<Draft> drafts;
    private final Step step;
    private final Backoff backoff;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile String trouble;
    private final Map<TopicPartition, Waiting> waiting = new HashMap<>();

    /// A draft whose step failed, how often, and when it is next tried.
    private record Waiting(ConsumerRecord<byte[], byte[]> record, int attempts, long dueNanos) {
        boolean isDue() {
            return dueNanos - System.nanoTime() <= 0;
        }
    }

    private DraftFollower(
            String group,
            Map<String, Object> client,
            AvroSerde.Factory serdes,
            Step step,
            Backoff backoff) {
        this.group = group;
        this.client = new HashMap<>(client);
        this.client.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        this.client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        this.client.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, DEAD_AFTER_MS);
        this.drafts = serdes.of(Topics.DRAFTS);
        this.step = step;
        this.backoff = backoff;
        this.thread = Thread.ofPlatform().name(group).unstarted(this::run);
    }

    public static DraftFollower start(
            String group,
            Map<String, Object> client,
            AvroSerde.Factory serdes,
            Step step,
            Backoff backoff) {
        var follower = new DraftFollower(group, client, serdes, step, backoff);
        follower.thread.start();
        return follower;
    }

    /// Why it does not get on at the moment, in a sentence; empty when it does.
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void run() {
        while (isOpen()) {
            try (var consumer =
                    new KafkaConsumer<>(
                            client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                waiting.clear();
                consumer.subscribe(List.of(Topics.DRAFTS.name()), new Rebalance());
                while (isOpen()) {
                    follow(consumer);
                }
            } catch (KafkaException e) {
                LOG.warn("{} starts over: {}", group, e.getMessage());
                trouble = "Kafka: " + e.getMessage();
                pause(POLL);
            }
        }
    }

    /// One step at most for a new draft and one for a waiting draft, so that the consumer is heard
    /// of in time.
    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        for (var record : consumer.poll(POLL)) {
            take(consumer, record, 1);
        }
        waiting.values().stream()
                .filter(Waiting::isDue)
                .findFirst()
                .ifPresent(due -> take(consumer, due.record(), due.attempts() + 1));
    }

    private void take(
            KafkaConsumer<byte[], byte[]> consumer,
            ConsumerRecord<byte[], byte[]> record,
            int attempt) {
        var partition = new TopicPartition(record.topic(), record.partition());
        try {
            var draft = read(record);
            if (draft.isPresent() && draft.get().getStatus() == DraftStatus.DRAFTED) {
                step.take(draft.get(), attempt);
            }
        } catch (IOException | RegistryUnavailable e) {
            later(consumer, partition, record, attempt, e.getMessage());
            return;
        } catch (RuntimeException e) {
            LOG.error("{} failed at {} offset {}", group, partition, record.offset(), e);
            later(consumer, partition, record, attempt, "an error of this program");
            return;
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted to stop", group, e);
            return;
        }
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        if (waiting.remove(partition) != null) {
            consumer.resume(List.of(partition));
        }
        if (waiting.isEmpty()) {
            trouble = null;
        }
    }

    private void later(
            KafkaConsumer<?, ?> consumer,
            TopicPartition partition,
            ConsumerRecord<byte[], byte[]> record,
            int attempt,
            String why) {
        var due = System.nanoTime() + backoff.after(attempt).toNanos();
        waiting.put(partition, new Waiting(record, attempt, due));
        consumer.pause(List.of(partition));
        trouble = why;
        LOG.warn("{} waits after attempt {}: {}", group, attempt, why);
    }

    /// Empty for a record that is no draft: it is logged by its place and left behind.
    private Optional<Draft> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(
                    drafts.deserializer().deserialize(record.topic(), record.value()));
        } catch (RegistryUnavailable e) {
            throw e;
        } catch (SerializationException e) {
            LOG.error(
                    "{} left behind {}-{} offset {}, which is no draft: {}",
                    group,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /// A draft that waits in a partition that goes is tried by whoever gets the partition.
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // each begins at its committed offset
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            waiting.keySet().removeAll(partitions);
            if (waiting.isEmpty()) {
                trouble = null;
            }
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void pause(Duration duration) {
        try {
            closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted to stop", group, e);
        }
    }

    /// Lets the step under way end, for a moment, then breaks it off: it is taken again at the next
    /// start.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(STOP_WITHIN)) {
                thread.interrupt();
                thread.join(STOP_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
