// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.bench;

import io.radfm.events.InferenceResult;
import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyContext;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.platform.Platform;
import io.radfm.streams.Images;
import io.radfm.streams.RepeatingWorker;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// Records on the topics: CT studies of 100 slices, 40 arriving at the same time, as a busy morning
/// two hours ago.
final class Load {
    static final int SLICES = 100;
    private static final int AT_ONCE = 40;
    private static final long EVERY_MILLIS = 5;

    private final Map<String, String> cluster;
    private final AvroSerde.Factory serdes;

    Load(Map<String, String> cluster) {
        this.cluster = cluster;
        this.serdes = new AvroSerde.Factory(cluster);
    }

    /// Writes so many images; records per second by the clock.
    double images(int count) {
        var values = serdes.of(Topics.DICOM_INSTANCES).serializer();
        var topic = Topics.DICOM_INSTANCES.name();
        var records = new ArrayList<ProducerRecord<String, byte[]>>(count);
        var start = Instant.now().minus(Duration.ofHours(2));
        for (int i = 0; i < count; i++) {
            int crowd = i / (AT_ONCE * SLICES);
            int within = i % (AT_ONCE * SLICES);
            int study = crowd * AT_ONCE + within % AT_ONCE;
            var event =
                    slice(study, within / AT_ONCE + 1)
                            .setReceivedAt(start.plusMillis(i * EVERY_MILLIS))
                            .build();
            records.add(
                    new ProducerRecord<>(
                            topic, event.getPatientKey(), values.serialize(topic, event)));
        }
        return write(records);
    }

    static InstanceReceived.Builder slice(int study, int number) {
        return Images.slice("1.2.826.0.1.3680043.10." + study, 2 + number % 2, number)
                .setStudyDescription("CT chest abdomen pelvis with contrast")
                .setSeriesDescription("Portal venous 5.0 B30f")
                .setProtocolName("Thorax-Abdomen routine")
                .setBodyPart("CHEST")
                .setPatientAge("063Y")
                .setPatientSex("F")
                .setIndication("Staging of a known tumour, follow-up after chemotherapy");
    }

    /// Answers all contexts there are; how many.
    int answers() {
        var values = serdes.of(Topics.RESULTS).serializer();
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        read(
                Topics.STUDY_CONTEXTS.name(),
                serdes.of(Topics.STUDY_CONTEXTS).deserializer(),
                context -> records.add(answer(context, values::serialize)));
        write(records);
        return records.size();
    }

    /// Empties topics.
    void forget(Topic<?>... topics) throws Exception {
        try (var admin = Admin.create(new HashMap<String, Object>(cluster))) {
            var all = new HashMap<TopicPartition, RecordsToDelete>();
            for (var topic : topics) {
                for (int partition = 0; partition < Platform.PARTITIONS; partition++) {
                    all.put(
                            new TopicPartition(topic.name(), partition),
                            RecordsToDelete.beforeOffset(-1));
                }
            }
            admin.deleteRecords(all).all().get();
        }
    }

    private interface Writer {
        byte[] bytes(String topic, InferenceResult result);
    }

    private static ProducerRecord<String, byte[]> answer(StudyContext context, Writer values) {
        var topic = Topics.RESULTS.name();
        var result = RepeatingWorker.result(context, "Findings: none. Impression: normal.");
        return new ProducerRecord<>(topic, result.getPatientKey(), values.bytes(topic, result));
    }

    /// Reads a topic to its end; records per second by the clock.
    double reads(String topic) {
        return read(topic, new ByteArrayDeserializer(), _ -> {});
    }

    private double write(List<ProducerRecord<String, byte[]>> records) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("acks", "all");
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", "5");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            var sent = records.stream().map(producer::send).toList();
            for (var one : sent) {
                one.get();
            }
            return records.size() / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot write the load", e);
        }
    }

    private <V> double read(String topic, Deserializer<V> values, Consumer<V> each) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long start = System.nanoTime();
            long count = 0;
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    each.accept(record.value());
                    count++;
                }
            }
            return count / ((System.nanoTime() - start) / 1e9);
        }
    }
}
