// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that is committed on a topic, from its beginning. For one thread.
final class TopicLog<V> implements AutoCloseable {
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final KafkaConsumer<String, V> consumer;
    private final List<ConsumerRecord<String, V>> seen = new ArrayList<>();

    TopicLog(Map<String, String> cluster, String topic, Deserializer<V> values) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("fetch.max.wait.ms", "20"); // a fetch that finds nothing makes the next wait
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values);
        consumer.assign(
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList());
    }

    /// All that is committed now.
    List<ConsumerRecord<String, V>> records() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(A_MOMENT).forEach(seen::add);
        }
        return List.copyOf(seen);
    }

    List<V> values() {
        return records().stream().map(ConsumerRecord::value).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
