// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.radfm.events.Topics;
import io.radfm.process.Cluster;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.streams.StreamsConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// The settings of the outcomes role, and how Kafka Streams is run for it. They have a prefix: in
/// the lab the streams role is told its own in the same file.
///
/// @param replicas copies of the state's changelog; -1 for the broker's default
/// @param keep how long a draft or report waits for its counterpart
record OutcomesConfig(
        String applicationId, String instanceId, Path stateDir, int replicas, Duration keep) {
    private static final String APPLICATION = "outcomes.application.id";
    private static final String INSTANCE = "outcomes.instance.id";
    private static final String STATE = "outcomes.state.dir";
    private static final String REPLICAS = "outcomes.replication.factor";
    private static final String KEEP = "outcomes.keep.days";

    private static final int COMMIT_MS = 500;
    private static final int SESSION_MS = 15_000;

    static final ConfigDef KEYS =
            Cluster.define(
                    new ConfigDef()
                            .define(
                                    APPLICATION,
                                    Type.STRING,
                                    "radfm-outcomes",
                                    new NonEmptyString(),
                                    LOW,
                                    "Names the consumer group, the transactions and the changelog"
                                            + " topic.")
                            .define(
                                    INSTANCE,
                                    Type.STRING,
                                    "outcomes-1",
                                    new NonEmptyString(),
                                    MEDIUM,
                                    "Names this process among those of the group; keep it over"
                                            + " restarts.")
                            .define(
                                    STATE,
                                    Type.STRING,
                                    "data/outcomes",
                                    new NonEmptyString(),
                                    MEDIUM,
                                    "Folder of the local copy of the state, which holds drafts and"
                                            + " reports; rebuilt from Kafka when lost.")
                            .define(
                                    REPLICAS,
                                    Type.INT,
                                    -1,
                                    between(-1, 9),
                                    LOW,
                                    "Copies of the changelog topic; -1 for the broker's default.")
                            .define(
                                    KEEP,
                                    Type.INT,
                                    90,
                                    between(1, 3650),
                                    MEDIUM,
                                    "Days that a draft waits for its report, and a report for a"
                                            + " newer draft."));

    static OutcomesConfig of(AbstractConfig settings) {
        return new OutcomesConfig(
                settings.getString(APPLICATION),
                settings.getString(INSTANCE),
                Path.of(settings.getString(STATE)),
                settings.getInt(REPLICAS),
                Duration.ofDays(settings.getInt(KEEP)));
    }

    /// @param clients properties for any Kafka client
    Properties streams(Map<String, Object> clients) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toAbsolutePath().toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallStores.class);

        // a member that comes back under its name takes its tasks again at once
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
        properties.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MS);
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
                DeadLetters.Unusable.class);

        // what cannot be used is copied to the dead letters whole
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Topics.DEAD_LETTERS.maxRecordBytes());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // a broker that is away for hours is waited for, not given up
        properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, Long.MAX_VALUE);
        properties.putAll(clients);
        return properties;
    }
}
