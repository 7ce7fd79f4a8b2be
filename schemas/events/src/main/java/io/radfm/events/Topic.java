// SPDX-License-Identifier: Apache-2.0
package io.radfm.events;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One topic of the system, declared once: its name, what its records are, how long they stay.
///
/// @param name the topic's name
/// @param key what the key (a UTF-8 string) is, for people
/// @param value the generated class of the value; empty where the bytes are those of another topic
/// @param partitions how many partitions it is created with
/// @param retention how long records stay; [#FOR_EVER] for compacted topics
/// @param compacted whether only the last record of each key is kept
/// @param maxRecordBytes the largest record the broker takes
/// @param purpose one sentence, for people
public record Topic<V extends SpecificRecord>(
        String name,
        String key,
        Optional<Class<V>> value,
        int partitions,
        Duration retention,
        boolean compacted,
        int maxRecordBytes,
        String purpose) {

    public static final Duration FOR_EVER = Duration.ofMillis(-1);

    private static final Duration SEGMENT = Duration.ofDays(1);

    /// The schema that this version of the system writes.
    public Schema schema() {
        var type =
                value.orElseThrow(
                        () -> new IllegalStateException(name + " has no schema of its own"));
        return org.apache.avro.specific.SpecificData.get().getSchema(type);
    }

    /// The same topic with another number of partitions; topics that have a single one keep it.
    public Topic<V> withPartitions(int count) {
        int kept = partitions == 1 ? 1 : count;
        return new Topic<>(name, key, value, kept, retention, compacted, maxRecordBytes, purpose);
    }

    /// What an administrator creates.
    public NewTopic toCreate(short replicationFactor) {
        return new NewTopic(name, partitions, replicationFactor)
                .configs(configuration(replicationFactor));
    }

    Map<String, String> configuration(short replicationFactor) {
        var configuration = new TreeMap<String, String>();
        configuration.put("cleanup.policy", compacted ? "compact" : "delete");
        configuration.put("retention.ms", Long.toString(retention.toMillis()));
        if (!retention.isNegative() && retention.compareTo(SEGMENT) < 0) {
            // only whole segments are deleted, and one is open for a week
            configuration.put("segment.ms", Long.toString(retention.toMillis()));
        }
        configuration.put("max.message.bytes", Integer.toString(maxRecordBytes));
        configuration.put("min.insync.replicas", replicationFactor > 2 ? "2" : "1");
        return configuration;
    }
}
