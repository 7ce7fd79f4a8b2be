// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.storage.ObjectStore;
import io.radfm.testkit.Eventually;
import io.radfm.training.sample.DataSet;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `./radfm replay` from a real broker and registry; killed in the middle.
class ReplayIT {
    private static final int STUDIES = 24;

    @TempDir static Path folder;
    private static Platform platform;
    private static RecordedHospital hospital;

    /// The command as a process that can be killed.
    static final class Process {
        private Process() {}

        public static void main(String[] arguments) {
            System.exit(new CommandLine(new Replay()).execute(arguments));
        }
    }

    @BeforeAll
    static void aRecordedHospital() throws Exception {
        platform = Platform.start(folder.resolve("platform"));
        try (var store = ObjectStore.of(folder.resolve("objects").toUri());
                var producer = producer()) {
            hospital = new RecordedHospital(store);
            for (int i = 0; i < STUDIES; i++) {
                hospital.study(i, "patient-" + i / 2);
            }
            publish(producer, Topics.STUDY_CONTEXTS, hospital.contexts());
            publish(producer, Topics.RIS_ORDERS, hospital.orders());
            publish(producer, Topics.DRAFTS, hospital.drafts());
            publish(producer, Topics.RIS_REPORTS, hospital.reports());
            var poison =
                    new ProducerRecord<>(Topics.RIS_REPORTS.name(), "key-of-x", new byte[] {1});
            producer.send(poison).get();
        }
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                new HashMap<>(platform.settings()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// One record a second from noon on.
    private static <T extends SpecificRecord> void publish(
            KafkaProducer<String, byte[]> producer, Topic<T> topic, List<T> records)
            throws Exception {
        var values = new AvroSerde.Factory(platform.settings()).of(topic).serializer();
        for (int i = 0; i < records.size(); i++) {
            var record = records.get(i);
            var key = record.get(record.getSchema().getField("patientKey").pos()).toString();
            long at = RecordedHospital.NOON.plusSeconds(i).toEpochMilli();
            var bytes = values.serialize(topic.name(), record);
            producer.send(new ProducerRecord<>(topic.name(), null, at, key, bytes)).get();
        }
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void killedInTheMiddleItGoesOnAndComesToTheSameBytes() throws Exception {
        replay("whole", "--threads", "1");
        var slowly = arguments("killed", "--threads", "2", "--rate", "0.02");
        var process =
                JavaProcess.main(
                        "replay", folder.resolve("process"), "256m", Process.class, slowly);
        Eventually.holds("some studies are done", Duration.ofSeconds(60), () -> done("killed") > 3);
        process.kill();
        assertFalse(Files.exists(folder.resolve("killed/manifest.json")));
        replay("killed", "--threads", "3");
        assertEquals(contents("whole"), contents("killed"));
        var counts = DataSet.open(folder.resolve("whole")).manifest().counts();
        assertEquals(STUDIES, counts.get("studies"));
        assertEquals(1, counts.get("unreadable-records"));
    }

    @Test
    void aWindowIsReadByTimeOrOffset() throws Exception {
        var noon = RecordedHospital.NOON;
        assertEquals(10, studies("early", "--until", noon.plusSeconds(10).toString()));
        assertEquals(STUDIES - 10, studies("late", "--from", noon.plusSeconds(10).toString()));
        assertEquals(0, studies("none", "--from", "offset:1000"));
    }

    private static long studies(String name, String... more) throws Exception {
        replay(name, more);
        var counts = DataSet.open(folder.resolve(name)).manifest().counts();
        assertEquals(0L, counts.getOrDefault("studies.dropped.no-signed-report", 0L));
        return counts.getOrDefault("studies", 0L);
    }

    private static void replay(String name, String... more) {
        var errors = new StringWriter();
        var command = new CommandLine(new Replay()).setErr(new PrintWriter(errors));
        assertEquals(0, command.execute(arguments(name, more)), errors::toString);
    }

    private static String[] arguments(String name, String... more) {
        var all =
                new ArrayList<>(
                        List.of(
                                "--to", folder.resolve(name).toString(),
                                "--bootstrap-servers", platform.broker().bootstrapServers(),
                                "--schema-registry-url", platform.registry().url(),
                                "--object-store", folder.resolve("objects").toUri().toString(),
                                "--key", folder.resolve("replay.key").toString(),
                                "--image-size", "32"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static long done(String name) {
        var studies = folder.resolve(name).resolve(".staging/studies");
        try (var done = Files.walk(studies, 2)) {
            return done.filter(path -> studies.relativize(path).getNameCount() == 2).count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private static Map<String, String> contents(String name) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(folder.resolve(name))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.resolve(name).relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
