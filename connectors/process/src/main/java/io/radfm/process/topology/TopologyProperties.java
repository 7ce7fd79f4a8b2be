// SPDX-License-Identifier: Apache-2.0
package io.radfm.process.topology;

import io.radfm.events.Topics;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// How Kafka Streams is run in every role that has a topology; RATIONALE in the README of streams
/// says why.
public final class TopologyProperties {
    private TopologyProperties() {}

    /// What differs between roles.
    ///
    /// @param replicas copies of changelogs; -1 for the broker's default
    /// @param session until a member that died is given up
    public record Member(
            String applicationId,
            String instanceId,
            Path stateDir,
            int replicas,
            int threads,
            Duration commit,
            Duration session) {}

    /// @param mostBytes of a record that is written
    /// @param clients properties for any Kafka client
    public static Properties of(Member member, int mostBytes, Map<String, Object> clients) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, member.applicationId());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, member.commit().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, member.threads());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, member.replicas());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, member.stateDir().toAbsolutePath().toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);

        // a member that comes back under its name takes its tasks again at once
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                member.instanceId());
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                (int) member.session().toMillis());
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");

        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                Topics.DEAD_LETTERS.name());
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DeadLetters.Unreadable.class);
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                DeadLetters.Unprocessable.class);

        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), mostBytes);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // a broker that is away for hours is waited for, not given up
        properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Long.MAX_VALUE);
        properties.putAll(clients);
        return properties;
    }
}
