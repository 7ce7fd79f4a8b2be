// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.events.InstanceReceived;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads back what is on `dicom.instances`.
final class Events {
    private Events() {}

    /// All events there are now.
    static List<InstanceReceived> all(Map<String, String> cluster) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("auto.offset.reset", "earliest");
        settings.put("fetch.max.wait.ms", 20); // closing waits for the last fetch
        var values = new AvroSerde.Factory(cluster).of(Topics.DICOM_INSTANCES).deserializer();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            var partitions =
                    consumer.partitionsFor(Topics.DICOM_INSTANCES.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            var events = new ArrayList<InstanceReceived>();
            while (!partitions.stream()
                    .allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
                for (var entry : consumer.poll(Duration.ofMillis(100))) {
                    if (!entry.key().equals(entry.value().getPatientKey())) {
                        throw new AssertionError("an event is not under its patient key");
                    }
                    events.add(entry.value());
                }
            }
            return events;
        }
    }

    /// The events of one instance, in order.
    static List<InstanceReceived> of(Map<String, String> cluster, String sopInstanceUid) {
        return all(cluster).stream()
                .filter(event -> event.getInstance().getSopInstanceUid().equals(sopInstanceUid))
                .toList();
    }
}
