// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.radfm.process.Cluster;
import io.radfm.streams.assembly.StudyPolicy;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.nio.file.Path;
import java.time.Duration;

/// The settings of the streams role, read once.
///
/// @param policy by which studies are assembled and composed
/// @param replicas copies of the state's changelogs; -1 for the broker's default
/// @param sessionTimeout after so long a silence of this process others take its partitions
record StreamsSettings(
        StudyPolicy policy,
        String applicationId,
        String instanceId,
        Path stateDir,
        int threads,
        int replicas,
        Duration sessionTimeout,
        Duration commitInterval) {

    private static final String APPLICATION = "application.id";
    private static final String INSTANCE = "instance.id";
    private static final String STATE = "state.dir";
    private static final String THREADS = "threads";
    private static final String REPLICAS = "replication.factor";
    private static final String SESSION = "session.timeout.ms";
    private static final String COMMIT = "commit.interval.ms";

    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;

    public static final ConfigDef KEYS = Cluster.define(own());

    private static ConfigDef own() {
        return new ConfigDef(StudyPolicy.KEYS)
                .define(
                        APPLICATION,
                        Type.STRING,
                        "radfm-streams",
                        new NonEmptyString(),
                        LOW,
                        "Names the consumer group, the transactions and the changelog topics.")
                .define(
                        INSTANCE,
                        Type.STRING,
                        "streams-1",
                        new NonEmptyString(),
                        MEDIUM,
                        "Names this process among those of the group; keep it over restarts.")
                .define(
                        STATE,
                        Type.STRING,
                        "data/streams",
                        new NonEmptyString(),
                        MEDIUM,
                        "Folder of the local copy of the state; rebuilt from Kafka when lost.")
                .define(
                        THREADS,
                        Type.INT,
                        1,
                        between(1, 64),
                        MEDIUM,
                        "Threads that share the partitions.")
                .define(
                        REPLICAS,
                        Type.INT,
                        -1,
                        between(-1, 9),
                        LOW,
                        "Copies of the changelog topics; -1 for the broker's default.")
                .define(
                        SESSION,
                        Type.INT,
                        15 * (int) SECOND,
                        between(6 * SECOND, HOUR / 2),
                        LOW,
                        "After so long a silence of this process its partitions go to the others. A"
                                + " process that is back under its name sooner keeps them.")
                .define(
                        COMMIT,
                        Type.LONG,
                        100L,
                        between(10, 10 * SECOND),
                        LOW,
                        "How often results become visible, in milliseconds.");
    }

    static StreamsSettings of(AbstractConfig config) {
        return new StreamsSettings(
                StudyPolicy.of(config),
                config.getString(APPLICATION),
                config.getString(INSTANCE),
                Path.of(config.getString(STATE)),
                config.getInt(THREADS),
                config.getInt(REPLICAS),
                Duration.ofMillis(config.getInt(SESSION)),
                millis(config, COMMIT));
    }

    private static Duration millis(AbstractConfig config, String key) {
        return Duration.ofMillis(config.getLong(key));
    }
}
