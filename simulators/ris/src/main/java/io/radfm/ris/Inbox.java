// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import io.radfm.events.Topic;
import io.radfm.events.wire.AvroSerde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A topic from its beginning, what is committed of it. Belongs to no group: whoever starts reads
/// all.
final class Inbox<T extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<T> values;
    private final List<TopicPartition> partitions;

    Inbox(Map<String, String> cluster, Topic<T> topic, AvroSerde.Factory serdes) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100); // closing waits as long
        values = serdes.of(topic).deserializer();
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    /// Reads all that is committed now.
    void readToEnd(Consumer<T> each) {
        var end = consumer.endOffsets(partitions);
        while (end.entrySet().stream()
                .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
            poll(each);
        }
    }

    /// Answers how many records came.
    int poll(Consumer<T> each) {
        var records = consumer.poll(POLL);
        for (var record : records) {
            read(record, each);
        }
        return records.count();
    }

    /// A registry that does not answer is the caller's to try again; bytes that are no record are
    /// passed over.
    private void read(ConsumerRecord<byte[], byte[]> record, Consumer<T> each) {
        T value;
        try {
            value = values.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LOG.warn(
                    "{}-{} at {} cannot be read",
                    record.topic(),
                    record.partition(),
                    record.offset());
            return;
        }
        each.accept(value);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
