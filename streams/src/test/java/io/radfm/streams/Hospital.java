// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.Draft;
import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyState;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.platform.BrokerProcess;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.testkit.FreePort;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is around the streams role: a real broker and registry, senders, a worker, readers of what
/// is published; and the role itself as processes that can be killed.
final class Hospital implements AutoCloseable {
    private static final String GROUP = "radfm-streams";

    private final Path folder;
    private final Platform platform;
    private final AvroSerde.Factory serdes;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final TopicLog<StudyContext> contexts;
    private final TopicLog<Draft> drafts;
    private final TopicLog<StudyState> states;
    private final TopicLog<byte[]> deadLetters;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Hospital(Path folder) throws IOException {
        this.folder = folder;
        this.platform = Platform.startWithBrokerProcess(folder.resolve("platform"));
        this.serdes = new AvroSerde.Factory(cluster());
        var settings = new HashMap<String, Object>(cluster());
        admin = Admin.create(settings);
        settings.put("acks", "all");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        contexts = log(Topics.STUDY_CONTEXTS);
        drafts = log(Topics.DRAFTS);
        states = log(Topics.STUDY_STATES);
        deadLetters =
                new TopicLog<>(cluster(), Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer());
    }

    private <V extends SpecificRecord> TopicLog<V> log(Topic<V> topic) {
        return new TopicLog<>(cluster(), topic.name(), serdes.of(topic).deserializer());
    }

    Map<String, String> cluster() {
        return platform.settings();
    }

    BrokerProcess broker() {
        return (BrokerProcess) platform.broker();
    }

    /// A streams process under this name, ready; started again it finds what it left on disk.
    ///
    /// @param grace how long senders have to return after a break
    JavaProcess streams(String name, Duration grace) throws IOException {
        var home = folder.resolve(name);
        int port = FreePort.next();
        var settings = new HashMap<>(cluster());
        settings.put("instance.id", name);
        settings.put("state.dir", home.resolve("state").toString());
        settings.put("management.port", Integer.toString(port));
        settings.put("session.timeout.ms", "6000");
        settings.put("study.quiet.times.ms", "CT=4000");
        settings.put("study.restart.grace.ms", Long.toString(grace.toMillis()));
        var options =
                settings.entrySet().stream()
                        .flatMap(
                                setting ->
                                        Stream.of(
                                                "--" + setting.getKey().replace('.', '-'),
                                                setting.getValue()))
                        .toArray(String[]::new);
        var process = JavaProcess.main(name, home, "256m", Streams.class, options);
        process.awaitReady(Duration.ofSeconds(90), () -> isReady(port));
        return process;
    }

    private static boolean isReady(int port) {
        try (var http = HttpClient.newHttpClient()) {
            var health = URI.create("http://127.0.0.1:" + port + "/health");
            var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// An image arrives now.
    void sends(InstanceReceived.Builder image) {
        sends(image, Instant.now());
    }

    void sends(InstanceReceived.Builder image, Instant at) {
        var event = image.setReceivedAt(at).build();
        sendsBytes(Topics.DICOM_INSTANCES, event.getPatientKey(), bytes(event));
    }

    byte[] bytes(InstanceReceived event) {
        return serdes.of(Topics.DICOM_INSTANCES)
                .serializer()
                .serialize(Topics.DICOM_INSTANCES.name(), event);
    }

    void sendsBytes(Topic<?> topic, String key, byte[] value) {
        sent.add(producer.send(new ProducerRecord<>(topic.name(), key, value)));
    }

    /// Until the broker has all that was sent.
    void flush() throws Exception {
        for (var one : sent) {
            one.get();
        }
        sent.clear();
    }

    /// Whether the role has processed, and committed, all that it was sent.
    boolean isRead() throws Exception {
        var read = admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (var topic : List.of(Topics.DICOM_INSTANCES.name(), Topics.RESULTS.name())) {
            for (int partition = 0; partition < Platform.PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(ends).all().get().entrySet().stream()
                .allMatch(
                        end -> {
                            var at = read.get(end.getKey());
                            return end.getValue().offset() == (at == null ? 0 : at.offset());
                        });
    }

    /// The processes of the role that have partitions now.
    Set<String> owners() throws Exception {
        return admin
                .describeConsumerGroups(List.of(GROUP))
                .all()
                .get()
                .get(GROUP)
                .members()
                .stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .flatMap(member -> member.groupInstanceId().stream())
                .collect(Collectors.toSet());
    }

    List<StudyContext> contexts(String study) {
        return contexts.values().stream()
                .filter(it -> it.getStudyInstanceUid().equals(study))
                .toList();
    }

    List<Draft> drafts(String study) {
        return drafts.values().stream()
                .filter(it -> it.getStudyInstanceUid().equals(study))
                .toList();
    }

    /// How many drafts each study has of each revision.
    Map<String, Long> draftsByRevision() {
        return drafts.values().stream()
                .collect(
                        Collectors.groupingBy(
                                it -> it.getStudyInstanceUid() + " r" + it.getRevision(),
                                Collectors.counting()));
    }

    List<StudyState> states(String study) {
        return states.records().stream()
                .filter(it -> it.key().equals(study))
                .map(ConsumerRecord::value)
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> deadLetters() {
        return deadLetters.records();
    }

    @Override
    public void close() {
        admin.close();
        producer.close();
        contexts.close();
        drafts.close();
        states.close();
        deadLetters.close();
        platform.close();
    }
}
