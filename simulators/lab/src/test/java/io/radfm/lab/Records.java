// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.events.Draft;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What lies on the topics, as whoever reads only what was committed finds it.
final class Records {
    private Records() {}

    /// Each of these studies has exactly one draft, of all its instances.
    static void assertOneDraftEach(Map<String, String> cluster, Map<String, Integer> instances) {
        var drafts =
                all(cluster, Topics.DRAFTS).stream()
                        .filter(draft -> instances.containsKey(draft.getStudyInstanceUid()))
                        .collect(Collectors.groupingBy(Draft::getStudyInstanceUid));
        assertEquals(instances.keySet(), drafts.keySet());
        drafts.forEach(
                (study, its) -> {
                    assertEquals(
                            List.of(1),
                            its.stream().map(Draft::getRevision).toList(),
                            "revisions drafted of " + study);
                    assertEquals(instances.get(study), its.getFirst().getInstances());
                });
    }

    private static <V extends SpecificRecord> List<V> all(
            Map<String, String> cluster, Topic<V> topic) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("isolation.level", "read_committed");
        var values = new AvroSerde.Factory(cluster).of(topic).deserializer();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            var partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<V>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
            return found;
        }
    }
}
