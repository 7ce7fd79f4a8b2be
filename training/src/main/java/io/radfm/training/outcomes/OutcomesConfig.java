// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.radfm.events.Topics;
import io.radfm.process.Cluster;
import io.radfm.process.topology.TopologyProperties;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;

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

    private static final Duration COMMIT = Duration.ofMillis(500);
    private static final Duration SESSION = Duration.ofSeconds(15);

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
        return TopologyProperties.of(
                new TopologyProperties.Member(
                        applicationId, instanceId, stateDir, replicas, 1, COMMIT, SESSION),
                Topics.DEAD_LETTERS.maxRecordBytes(), // what cannot be used is copied there whole
                clients);
    }
}
