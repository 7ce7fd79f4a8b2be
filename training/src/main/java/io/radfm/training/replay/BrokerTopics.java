// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.Topic;
import io.radfm.events.wire.AvroSerde;
import io.radfm.training.archive.Coordinates;
import io.radfm.training.sample.Sample.Source;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Topics of a running cluster, what is committed of them. Belongs to no group and leaves nothing
/// behind; memory is bounded by what one poll fetches.
final class BrokerTopics implements Recorded {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final AvroSerde.Factory serdes;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /// @param cluster settings that lead to broker and registry
    BrokerTopics(Map<String, ?> cluster) {
        serdes = new AvroSerde.Factory(cluster);
        var settings = new HashMap<String, Object>(cluster);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "none");
        settings.put("fetch.max.bytes", 16 << 20);
        settings.put(
                "fetch.max.wait.ms", 10); // what is read is there; a partition's end is soon told
        settings.put("default.api.timeout.ms", 30_000);
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public List<Extent> extents(Topic<?> topic, Window window) throws IOException {
        try {
            if (!consumer.listTopics().containsKey(topic.name())) {
                return List.of();
            }
            var partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                            .toList();
            var first = consumer.beginningOffsets(partitions);
            var end = consumer.endOffsets(partitions);
            var from = at(partitions, window.from(), end, first);
            var to = at(partitions, window.until(), end, end);
            var extents = new ArrayList<Extent>();
            for (var each : partitions) {
                long begin = Math.max(from.get(each), window.fromOffset().orElse(0));
                long stop = Math.max(begin, to.get(each));
                extents.add(new Extent(each.topic(), each.partition(), begin, stop));
            }
            return extents;
        } catch (KafkaException e) {
            throw new IOException("the broker does not answer: " + e.getMessage(), e);
        }
    }

    /// The first offset at or after a time; the end where there is none so late.
    private Map<TopicPartition, Long> at(
            List<TopicPartition> partitions,
            OptionalLong time,
            Map<TopicPartition, Long> end,
            Map<TopicPartition, Long> without) {
        if (time.isEmpty()) {
            return without;
        }
        var asked = new HashMap<TopicPartition, Long>();
        partitions.forEach(each -> asked.put(each, time.getAsLong()));
        var found = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(asked)
                .forEach(
                        (each, offset) ->
                                found.put(each, offset == null ? end.get(each) : offset.offset()));
        return found;
    }

    @Override
    public <T extends SpecificRecord> long read(Topic<T> topic, Extent extent, Sink<T> sink)
            throws IOException {
        var partition = new TopicPartition(extent.topic(), extent.partition());
        var values = serdes.of(topic).deserializer();
        long unreadable = 0;
        try {
            consumer.assign(List.of(partition));
            if (extent.records() > 0
                    && consumer.beginningOffsets(List.of(partition)).get(partition)
                            > extent.from()) {
                throw new IOException(
                        "records of " + partition + " that the replay began with are gone");
            }
            consumer.seek(partition, extent.from());
            long waitUntil = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < extent.to()) {
                long before = consumer.position(partition);
                for (var record : consumer.poll(POLL)) {
                    if (record.offset() < extent.to()) {
                        unreadable += take(record, values::deserialize, sink);
                    }
                }
                if (consumer.position(partition) > before) {
                    waitUntil = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > waitUntil) {
                    throw new IOException(partition + " cannot be read to its end");
                }
            }
        } catch (KafkaException e) {
            throw new IOException(partition + " cannot be read: " + e.getMessage(), e);
        }
        return unreadable;
    }

    private interface Decoder<T> {
        T decode(String topic, byte[] bytes);
    }

    private static <T> int take(
            ConsumerRecord<byte[], byte[]> record, Decoder<T> decoder, Sink<T> sink)
            throws IOException {
        T value;
        try {
            value = decoder.decode(record.topic(), record.value());
        } catch (SerializationException e) {
            return 1; // dead letters are for those who need every record
        }
        if (value != null) {
            sink.take(source(record), value);
        }
        return 0;
    }

    /// A record that was restored from an archive is named by where it was written.
    private static Source.Record source(ConsumerRecord<byte[], byte[]> record) {
        return Coordinates.first(record.headers())
                .map(first -> new Source.Record(first.topic(), first.partition(), first.offset()))
                .orElseGet(
                        () ->
                                new Source.Record(
                                        record.topic(), record.partition(), record.offset()));
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSING));
    }
}
