// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab.bench;

import io.radfm.events.Draft;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.lab.LabProcess;
import io.radfm.lab.Senders;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// From a study's last C-STORE response to its draft, less quiet time and model time, beside
/// Kafka's own hops.
///
/// A lab as a process, one small CT study after the other. An image's event, the job, the result
/// and the draft are four hops through the broker; a hop alone is measured on the same broker
/// before. Arguments: `[studies (12)]`. The first two warm up.
public final class LatencyBench {
    private static final int WARM_UP = 2;
    private static final int HOPS = 4;

    /// All in milliseconds.
    private record Measured(int images, double total, double model, double before, double after) {
        double ours() {
            return total - LabProcess.QUIET.toMillis() - model;
        }
    }

    private LatencyBench() {}

    public static void main(String[] arguments) throws Exception {
        int studies = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 12;
        var folder = Files.createTempDirectory("radfm-bench-latency");
        try (var lab = LabProcess.start(folder)) {
            double hop = Hop.millis(lab.cluster().get("bootstrap.servers"));
            var measured = new ArrayList<Measured>();
            for (int i = 0; i < WARM_UP + studies; i++) {
                var one = measure(lab, folder, i);
                if (i >= WARM_UP) {
                    measured.add(one);
                    System.out.printf(
                            "study %2d  %3d images  %6.0f ms, of which ours %5.0f ms%n",
                            i - WARM_UP + 1, one.images(), one.total(), one.ours());
                }
            }
            print(measured, hop);
        } finally {
            delete(folder);
        }
    }

    private static Measured measure(LabProcess lab, Path folder, int number) throws Exception {
        var files = Senders.simulated(folder.resolve("study-" + number), 1, 1000 + number);
        var instances = Senders.instances(files);
        var study = instances.keySet().iterator().next();
        try (var drafts = new Drafts(lab.cluster())) {
            var sending =
                    Senders.send(
                            files,
                            "RADFM@127.0.0.1:" + lab.dicomPort(),
                            folder.resolve("journal-" + number));
            if (sending.get() != 0) {
                throw new IOException("the study was not taken");
            }
            long answered = System.currentTimeMillis();
            var draft = drafts.await(study);
            long read = System.currentTimeMillis();
            var model = draft.getProvenance();
            return new Measured(
                    instances.get(study),
                    read - answered,
                    Duration.between(model.getStartedAt(), model.getFinishedAt()).toMillis(),
                    model.getStartedAt().toEpochMilli() - answered - LabProcess.QUIET.toMillis(),
                    read - model.getFinishedAt().toEpochMilli());
        }
    }

    private static void print(List<Measured> all, double hop) {
        double ours = median(all, Measured::ours);
        System.out.printf(
                """

                Last C-STORE response to draft, %d studies of simulated CT, untrained model; medians in ms

                | in all | quiet time | model | ours | before the model | after it | %d hops through Kafka | ours is |
                |---|---|---|---|---|---|---|---|
                | %.0f | %d | %.0f | %.0f | %.0f | %.0f | %.0f (%.1f each) | %.1f x |
                """,
                all.size(),
                HOPS,
                median(all, Measured::total),
                LabProcess.QUIET.toMillis(),
                median(all, Measured::model),
                ours,
                median(all, Measured::before),
                median(all, Measured::after),
                HOPS * hop,
                hop,
                ours / (HOPS * hop));
    }

    private static double median(List<Measured> all, ToDoubleFunction<Measured> value) {
        return all.stream().mapToDouble(value).sorted().toArray()[all.size() / 2];
    }

    /// The drafts that come from now on.
    private static final class Drafts implements AutoCloseable {
        private final KafkaConsumer<String, Draft> consumer;

        Drafts(Map<String, String> cluster) {
            var settings = new HashMap<String, Object>(cluster);
            settings.put("isolation.level", "read_committed");
            consumer =
                    new KafkaConsumer<>(
                            settings,
                            new StringDeserializer(),
                            new AvroSerde.Factory(cluster).of(Topics.DRAFTS).deserializer());
            var partitions =
                    consumer.partitionsFor(Topics.DRAFTS.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        }

        Draft await(String study) throws IOException {
            long deadline = System.nanoTime() + LabProcess.PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.value().getStudyInstanceUid().equals(study)) {
                        return record.value();
                    }
                }
            }
            throw new IOException("no draft came");
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
