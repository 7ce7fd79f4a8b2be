// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.DraftOutcome;
import io.radfm.events.ReportStatus;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.platform.Platform;
import io.radfm.process.Role;
import io.radfm.testkit.Eventually;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The role against a real broker and registry, stopped and started anew.
@Timeout(180)
class OutcomesIT {
    private static final Duration HANG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void afterARestartNoPairIsComparedAgainAndNoneIsMissed() throws Exception {
        try (var platform = Platform.start(folder.resolve("platform"));
                var hospital = new Hospital(platform)) {
            try (var role = role(platform, "state")) {
                hospital.send(Topics.DRAFTS, Said.draft("Left pleural effusion.", ""));
                hospital.send(Topics.RIS_REPORTS, Said.report("Left pleural effusion.", ""));
                hospital.await("draft-1/report-1");
                Eventually.holds("ready", HANG, () -> role.health().isReady());
            }
            hospital.send(Topics.RIS_REPORTS, Said.report("Left pleural effusion.", ""));
            hospital.sendBytes(Topics.RIS_REPORTS, new byte[] {1, 2, 3});
            hospital.send(
                    Topics.RIS_REPORTS,
                    Said.report("b", ReportStatus.CORRECTED, 5, "Clear lungs.", ""));
            // the folder is lost; the broker still knows what waits
            try (var _ = role(platform, "another-state")) {
                hospital.await("draft-1/report-1", "draft-1/b");
                assertArrayEquals(new byte[] {1, 2, 3}, hospital.deadLetter());
            }
        }
    }

    private Role role(Platform platform, String state) {
        var settings = new HashMap<>(platform.settings());
        settings.put("outcomes.state.dir", folder.resolve(state).toString());
        settings.put("outcomes.replication.factor", "1");
        return Outcomes.start(
                new AbstractConfig(OutcomesConfig.KEYS, settings, false),
                new SimpleMeterRegistry());
    }

    /// Who drafts and signs, and who reads outcomes.
    private static final class Hospital implements AutoCloseable {
        private final AvroSerde.Factory serdes;
        private final KafkaProducer<String, byte[]> producer;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<byte[]> dead = new ArrayList<>();
        private final List<String> read = new ArrayList<>();

        Hospital(Platform platform) {
            serdes = new AvroSerde.Factory(platform.settings());
            Map<String, Object> client =
                    Map.of("bootstrap.servers", platform.broker().bootstrapServers());
            producer =
                    new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
            var reading = new HashMap<>(client);
            reading.put("isolation.level", "read_committed");
            reading.put("auto.offset.reset", "earliest");
            consumer =
                    new KafkaConsumer<>(
                            reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer.assign(
                    Stream.of(Topics.DRAFT_OUTCOMES, Topics.DEAD_LETTERS)
                            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList());
        }

        <V extends SpecificRecord> void send(Topic<V> topic, V value) throws Exception {
            sendBytes(topic, serdes.of(topic).serializer().serialize(topic.name(), value));
        }

        void sendBytes(Topic<?> topic, byte[] bytes) throws Exception {
            producer.send(new ProducerRecord<>(topic.name(), Said.PATIENT, bytes)).get();
        }

        /// All that were ever published, in their order.
        void await(String... ids) throws Exception {
            var found =
                    Eventually.get("outcomes", HANG, this::read, all -> all.size() >= ids.length);
            assertEquals(List.of(ids), found);
        }

        private List<String> read() {
            var values = serdes.of(Topics.DRAFT_OUTCOMES).deserializer();
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
                    dead.add(record.value());
                } else {
                    DraftOutcome outcome = values.deserialize(record.topic(), record.value());
                    read.add(outcome.getOutcomeId());
                }
            }
            return read;
        }

        /// The only one.
        byte[] deadLetter() throws Exception {
            Eventually.holds("a dead letter", HANG, () -> read() != null && !dead.isEmpty());
            assertEquals(1, dead.size());
            return dead.getFirst();
        }

        @Override
        public void close() {
            consumer.close();
            producer.close();
        }
    }
}
