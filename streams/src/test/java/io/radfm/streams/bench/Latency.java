// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.bench;

import io.radfm.events.StudyContext;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.streams.RepeatingWorker;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What the role adds to waiting and drafting, in a quiet hour: one study at a time, from one
/// thread that sends, answers and looks.
final class Latency {
    private static final int IMAGES = 5;
    private static final int FIRST_STUDY = 1_000_000;

    private final Map<String, String> cluster;
    private final AvroSerde.Factory serdes;
    private final Duration quiet;
    private final List<Double> toJob = new ArrayList<>();
    private final List<Double> toDraft = new ArrayList<>();

    Latency(Map<String, String> cluster, Duration quiet) {
        this.cluster = cluster;
        this.serdes = new AvroSerde.Factory(cluster);
        this.quiet = quiet;
    }

    void measure(int studies) throws Exception {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("acks", "all");
        try (var images = producer(Topics.DICOM_INSTANCES, settings);
                var results = producer(Topics.RESULTS, settings);
                var jobs = consumer(Topics.JOBS_ROUTINE);
                var drafts = consumer(Topics.DRAFTS)) {
            for (int i = 0; i < studies; i++) {
                var last = Instant.now();
                for (int number = 1; number <= IMAGES; number++) {
                    last = Instant.now();
                    var image = Load.slice(FIRST_STUDY + i, number).setReceivedAt(last).build();
                    images.send(
                                    new ProducerRecord<>(
                                            Topics.DICOM_INSTANCES.name(),
                                            image.getPatientKey(),
                                            image))
                            .get();
                }
                var uid = Load.slice(FIRST_STUDY + i, 1).getStudyInstanceUid();
                var job = next(jobs, it -> isWhole(it.getContext(), uid));
                toJob.add(millis(last.plus(quiet)));
                var result = RepeatingWorker.result(job.getContext(), "Findings: none.");
                var answered = Instant.now();
                results.send(
                                new ProducerRecord<>(
                                        Topics.RESULTS.name(), result.getPatientKey(), result))
                        .get();
                next(drafts, it -> it.getDraftId().equals(job.getJobId()));
                toDraft.add(millis(answered));
            }
        }
    }

    private static double millis(Instant since) {
        return Duration.between(since, Instant.now()).toNanos() / 1e6;
    }

    private <V extends SpecificRecord> KafkaProducer<String, V> producer(
            Topic<V> topic, Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), serdes.of(topic).serializer());
    }

    private <V extends SpecificRecord> KafkaConsumer<String, V> consumer(Topic<V> topic) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", "1");
        var consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), serdes.of(topic).deserializer());
        var partitions =
                consumer.partitionsFor(topic.name()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    /// A sender that is slow on a busy machine makes two revisions; the whole one counts.
    private static boolean isWhole(StudyContext context, String study) {
        return context.getStudyInstanceUid().equals(study) && context.getInstances() == IMAGES;
    }

    private static <V> V next(KafkaConsumer<String, V> consumer, Predicate<V> wanted) {
        while (true) {
            for (var record : consumer.poll(Duration.ofSeconds(1))) {
                if (wanted.test(record.value())) {
                    return record.value();
                }
            }
        }
    }

    String toJob() {
        return summary(toJob);
    }

    String toDraft() {
        return summary(toDraft);
    }

    private static String summary(List<Double> millis) {
        var sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return "%.0f ms median, %.0f ms at most"
                .formatted(sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
