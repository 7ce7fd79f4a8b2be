// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.TopicAdmin;
import io.radfm.events.Topics;
import io.radfm.process.DeadLettersCommand;
import io.radfm.testkit.Eventually;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/// `./radfm dead-letters` against a real broker.
class DeadLettersIT {
    private static final String ORIGIN = Topics.DICOM_INSTANCES.name();

    @TempDir static Path folder;
    private static EmbeddedBroker broker;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    private record Ran(int exitCode, List<String> lines, String errors) {}

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(folder);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(settings);
        new TopicAdmin(admin).create((short) 1, 2);
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        broker.close();
    }

    @BeforeEach
    void emptyTheTopics() throws Exception {
        var all = new HashMap<TopicPartition, RecordsToDelete>();
        for (var partition :
                List.of(
                        new TopicPartition(Topics.DEAD_LETTERS.name(), 0),
                        new TopicPartition(ORIGIN, 0),
                        new TopicPartition(ORIGIN, 1))) {
            all.put(partition, RecordsToDelete.beforeOffset(-1));
        }
        Eventually.holds(
                "the broker knows its topics",
                Duration.ofSeconds(30),
                () -> {
                    try {
                        admin.deleteRecords(all).all().get();
                        return true;
                    } catch (ExecutionException e) {
                        return false;
                    }
                });
    }

    @Test
    void aLetterGoesBackAsItWasAndOnlyOnce() throws Exception {
        var first = letter("key-a", "bytes-a", ORIGIN, "0", "17", "trace", "abc");
        letter("key-b", "bytes-b", ORIGIN, "1", "4", "other", "x");

        var listed = run("list");
        assertEquals(3, listed.lines().size());
        assertTrue(listed.lines().get(1).contains("dicom.instances/0/17"), listed.lines().get(1));
        assertTrue(listed.lines().get(1).contains("cannot be used"), listed.lines().get(1));
        assertFalse(String.join("", listed.lines()).contains("bytes-a"));
        assertFalse(String.join("", listed.lines()).contains("key-a"));

        assertEquals(0, run("redrive", first).exitCode());
        var back = records(ORIGIN);
        assertEquals(1, back.size());
        assertArrayEquals(bytes("bytes-a"), back.getFirst().value());
        assertArrayEquals(bytes("key-a"), back.getFirst().key());
        assertEquals(1, back.getFirst().headers().toArray().length);
        assertArrayEquals(bytes("abc"), back.getFirst().headers().lastHeader("trace").value());

        var again = run("redrive", first, "--json");
        assertEquals(0, again.exitCode());
        assertTrue(again.lines().getFirst().contains("\"verdict\":\"ALREADY\""));
        assertEquals(1, records(ORIGIN).size());
        assertEquals(2, run("list").lines().size());
        assertEquals(3, run("list", "--all").lines().size());

        assertTrue(run("redrive", "--all").lines().getFirst().contains("dicom.instances/1/4"));
        assertEquals(2, records(ORIGIN).size());
        assertEquals(List.of(), run("redrive", "--all").lines());
    }

    @Test
    void aWorkersLetterThatCameTwiceIsOneRecord() throws Exception {
        letter("k", "v", Topics.JOBS_STAT.name(), "0", "3", null, null);
        letter("k", "v", Topics.JOBS_STAT.name(), "0", "3", null, null);
        var ran = run("redrive", "--topic", Topics.JOBS_STAT.name());
        assertEquals(0, ran.exitCode());
        assertEquals(1, ran.lines().size());
        assertEquals(1, records(Topics.JOBS_STAT.name()).size());
    }

    @Test
    void aDryRunTellsAndDoesNothing() throws Exception {
        letter("k", "v", ORIGIN, "0", "3", null, null);
        var ran = run("redrive", "--all", "--dry-run");
        assertTrue(ran.lines().getFirst().contains("would be sent"), "" + ran);
        assertEquals(List.of(), records(ORIGIN));
        assertEquals(1, records(Topics.DEAD_LETTERS.name()).size());
    }

    @Test
    void whatCannotGoBackIsSaid() throws Exception {
        letter("k", "v", "no.such.topic", "0", "3", null, null);
        letter("k", "v", Topics.DEAD_LETTERS.name(), "0", "0", null, null);
        send(new ProducerRecord<>(Topics.DEAD_LETTERS.name(), bytes("k"), bytes("v")));
        letter("k", "v", ORIGIN, "zero", "3", null, null);
        var ran = run("redrive", "--all");
        assertEquals(1, ran.exitCode());
        assertEquals(4, ran.lines().size());
        assertEquals(4, records(Topics.DEAD_LETTERS.name()).size());
        assertFalse(admin.listTopics().names().get().contains("no.such.topic"));
        var missing = run("redrive", "9999", "10000");
        assertEquals(1, missing.exitCode());
        assertTrue(missing.errors().contains("9999") && missing.errors().contains("10000"));
        assertEquals(1, run("show", "9999").exitCode());
        assertEquals(2, run("redrive").exitCode());
        assertEquals(2, run("redrive", "1", "--all").exitCode());
    }

    @Test
    void oneLetterIsShownWithItsTraceAndWithoutItsContent() throws Exception {
        var offset = letter("key-a", "bytes-a", ORIGIN, "0", "17", null, null);
        var shown = String.join("\n", run("show", offset).lines());
        assertTrue(shown.contains("waiting") && shown.contains("at some.Place"), shown);
        assertFalse(shown.contains("bytes-a") || shown.contains("key-a"), shown);
        run("redrive", offset);
        assertTrue(run("show", offset, "--json").lines().getFirst().contains("\"redriven\":true"));
    }

    @Test
    void whatADyingRedriveLeftOpenDidNotHappen() throws Exception {
        letter("k", "v", ORIGIN, "0", "3", null, null);
        try (var dying = transactional()) {
            dying.initTransactions();
            dying.beginTransaction();
            dying.send(new ProducerRecord<>(ORIGIN, bytes("k"), bytes("v"))).get();
            var mark = new ProducerRecord<byte[], byte[]>(Topics.DEAD_LETTERS.name(), null, null);
            mark.headers().add("radfm.redriven", bytes(ORIGIN + "/0/3"));
            dying.send(mark).get();

            assertEquals(0, run("redrive", "--all").exitCode());
        }
        assertEquals(1, records(ORIGIN).size());
    }

    @Test
    void twoWhoRedriveAtOnceSendEachRecordOnce() throws Exception {
        for (int i = 0; i < 150; i++) {
            letter("k" + i, "v" + i, ORIGIN, "0", Integer.toString(i), null, null);
        }
        var both = new ArrayList<Thread>();
        for (int i = 0; i < 2; i++) {
            both.add(Thread.ofPlatform().start(() -> run("redrive", "--all")));
        }
        for (var thread : both) {
            thread.join();
        }
        assertEquals(0, run("redrive", "--all").exitCode());
        var values =
                records(ORIGIN).stream()
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                        .toList();
        assertEquals(150, values.size());
        assertEquals(150, Set.copyOf(values).size());
    }

    @Test
    void aRecordWithoutKeyOrValueGoesBackToItsPartition() throws Exception {
        letter(null, null, ORIGIN, "1", "3", null, null);
        assertEquals(0, run("redrive", "--all").exitCode());
        var back = records(ORIGIN).getFirst();
        assertEquals(1, back.partition());
        assertNull(back.key());
        assertNull(back.value());
    }

    private Ran run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        int exitCode =
                new CommandLine(new DeadLettersCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all.toArray(String[]::new));
        return new Ran(exitCode, out.toString().lines().toList(), err.toString());
    }

    /// Its offset.
    private String letter(
            String key,
            String value,
            String topic,
            String partition,
            String offset,
            String ownHeader,
            String ownValue)
            throws Exception {
        var letter =
                new ProducerRecord<>(
                        Topics.DEAD_LETTERS.name(),
                        key == null ? null : bytes(key),
                        value == null ? null : bytes(value));
        if (ownHeader != null) {
            letter.headers().add(ownHeader, bytes(ownValue));
        }
        Map.of(
                        "exception",
                        "some.Exception",
                        "message",
                        "cannot be used",
                        "stacktrace",
                        "some.Exception\n\tat some.Place",
                        "topic",
                        topic,
                        "partition",
                        partition,
                        "offset",
                        offset)
                .forEach(
                        (name, text) ->
                                letter.headers().add("__streams.errors." + name, bytes(text)));
        return send(letter);
    }

    private String send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return Long.toString(producer.send(record).get().offset());
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        "radfm-dead-letters-redrive"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// What committed transactions left in a topic.
    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("isolation.level", "read_committed");
        settings.put("fetch.max.wait.ms", 20); // closing waits for the last fetch
        settings.put("auto.offset.reset", "earliest");
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(each -> new TopicPartition(topic, each.partition()))
                            .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
