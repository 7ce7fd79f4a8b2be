// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.worklist;

import io.radfm.events.DraftProgress;
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

/// Follows `draft.progress` into a [Worklist], from now on: what was told before is stale. Best
/// effort, as the topic is: while it cannot be read, drafts come all the same, and nobody's health
/// suffers.
public final class ProgressReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(2);
    private static final int ANSWER_WITHIN_MS = 10_000;

    private final Map<String, Object> client;
    private final Worklist worklist;
    private final AvroSerde<DraftProgress> serde;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private ProgressReader(
            Map<String, Object> client, AvroSerde.Factory serdes, Worklist worklist) {
        this.client = new HashMap<>(client);
        this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        this.client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
        this.worklist = worklist;
        this.serde = serdes.of(Topics.DRAFT_PROGRESS);
        this.thread = Thread.ofPlatform().name("progress").unstarted(this::run);
    }

    public static ProgressReader start(
            Map<String, Object> client, AvroSerde.Factory serdes, Worklist worklist) {
        var reader = new ProgressReader(client, serdes, worklist);
        reader.thread.start();
        return reader;
    }

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
            consumer.seekToEnd(partitions);
            while (!partitions.isEmpty() && closing.getCount() > 0) {
                consumer.poll(POLL).forEach(this::apply);
            }
        } catch (KafkaException e) {
            LOG.debug("progress cannot be read, trying again", e);
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        var found = consumer.partitionsFor(Topics.DRAFT_PROGRESS.name());
        return found == null
                ? List.of()
                : found.stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() != null) {
                worklist.apply(serde.deserializer().deserialize(record.topic(), record.value()));
            }
        } catch (RegistryUnavailable e) {
            throw e;
        } catch (SerializationException e) {
            LOG.warn(
                    "no progress: {}-{} offset {}: {}",
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
