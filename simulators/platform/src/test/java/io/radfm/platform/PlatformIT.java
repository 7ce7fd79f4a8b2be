// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.InstanceRef;
import io.radfm.events.ScanUsed;
import io.radfm.events.TopicAdmin;
import io.radfm.events.Topics;
import io.radfm.events.registry.RegistryConfig;
import io.radfm.events.registry.RegistryRefusal;
import io.radfm.events.registry.SchemaRegistry;
import io.radfm.testkit.Eventually;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A real broker and a real registry, started, killed and started again on the same folder.
class PlatformIT {
    @TempDir Path folder;

    /// One test of several sentences: each start takes seconds.
    @Test
    void topicsAndSchemasSurviveARestartAtTheSameAddressesAndAKillOfTheRegistry() throws Exception {
        String brokers;
        String registryUrl;
        int id;
        try (var platform = Platform.start(folder)) {
            brokers = platform.broker().bootstrapServers();
            registryUrl = platform.registry().url();
            id = registry(platform).register("scans-value", ScanUsed.getClassSchema());
            assertEquals(expectedTopics(), topics(platform));
            assertRefusesASchemaThatOldReadersCouldNotFollow(registry(platform));
        }
        var registered = new HashMap<Integer, Schema>();
        try (var platform = Platform.start(folder)) {
            assertEquals(brokers, platform.broker().bootstrapServers());
            assertEquals(registryUrl, platform.registry().url());
            assertEquals(expectedTopics(), topics(platform));
            assertEquals(ScanUsed.getClassSchema(), registry(platform).schema(id));

            var client = registry(platform);
            for (int i = 0; i < 20; i++) { // the last of them a moment ago
                var schema = SchemaBuilder.record("Numbered" + i).fields().endRecord();
                registered.put(client.register("numbered-" + i, schema), schema);
            }
            platform.registry().kill();
        }
        try (var again = RegistryProcess.begin(folder.resolve("registry"))) {
            again.awaitReady();
            var client = registry(again.url());
            for (var each : registered.entrySet()) {
                assertEquals(each.getValue(), client.schema(each.getKey()));
            }
        }
    }

    private static void assertRefusesASchemaThatOldReadersCouldNotFollow(SchemaRegistry registry)
            throws Exception {
        registry.register("refs-value", InstanceRef.getClassSchema());
        var other =
                SchemaBuilder.record("InstanceRef")
                        .namespace("io.radfm.events")
                        .fields()
                        .requiredString("somethingNew")
                        .endRecord();
        assertEquals(false, registry.compatible("refs-value", other));
        var refusal =
                assertThrows(RegistryRefusal.class, () -> registry.register("refs-value", other));
        assertEquals(409, refusal.status());
    }

    @Test
    void acknowledgedRecordsSurviveAKilledBroker() throws Exception {
        try (var broker = BrokerProcess.start(folder);
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicAdmin(admin).create((short) 1, 1);
            var settings =
                    Map.<String, Object>of(
                            "bootstrap.servers", broker.bootstrapServers(), "acks", "all");
            try (var producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                var record = new ProducerRecord<>(Topics.DEAD_LETTERS.name(), "key", "value");
                assertEquals(0, producer.send(record).get().offset());
                broker.kill();
                broker.restart();
                assertEquals(1, producer.send(record).get().offset());
            }
        }
    }

    @Test
    void describeSaysWhatDiffersFromTheCatalogue() throws Exception {
        try (var broker = EmbeddedBroker.start(folder);
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var topics = new TopicAdmin(admin);
            assertTrue(topics.describe().stream().noneMatch(TopicAdmin.Found::exists));
            topics.create((short) 1, 2);
            // the controller answers, and the broker hears of it a moment later
            Eventually.holds(
                    "no difference",
                    Duration.ofMinutes(1),
                    () ->
                            topics.describe().stream()
                                    .allMatch(found -> found.differences().isEmpty()));
            admin.deleteTopics(Set.of(Topics.DRAFTS.name())).all().get();
            Eventually.get(
                    "what is missing",
                    Duration.ofMinutes(1),
                    () ->
                            topics.describe().stream()
                                    .filter(found -> !found.exists())
                                    .map(found -> found.topic().name())
                                    .toList(),
                    List.of("drafts")::equals);
        }
    }

    private static SchemaRegistry registry(Platform platform) {
        return registry(platform.registry().url());
    }

    private static SchemaRegistry registry(String url) {
        return new SchemaRegistry(RegistryConfig.of(Map.of(RegistryConfig.URL, url)));
    }

    private static Set<String> topics(Platform platform) throws Exception {
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", platform.broker().bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static Set<String> expectedTopics() {
        return Topics.all().stream().map(topic -> topic.name()).collect(Collectors.toSet());
    }
}
