// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.DraftProgress;
import io.radfm.events.InferenceJob;
import io.radfm.events.InferenceResult;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.testkit.Eventually;
import io.radfm.worker.models.Promote;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// What stands around workers under test: a broker, an object store, jobs as streams writes them,
/// and somebody who reads what comes out.
final class Hospital implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(5);

    private final Path folder;
    private final Platform platform;
    private final AvroSerde.Factory serdes;
    private final KafkaProducer<String, byte[]> streams;
    private final Map<String, KafkaConsumer<byte[], byte[]>> readers = new HashMap<>();
    private final List<InferenceResult> results = new ArrayList<>();
    final Jobs jobs;

    Hospital(Path folder) throws Exception {
        this.folder = folder;
        MiniModel.in(folder.resolve("model"));
        jobs = new Jobs(folder);
        platform = Platform.start(folder.resolve("platform"));
        serdes = new AvroSerde.Factory(platform.settings());
        streams =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                platform.broker().bootstrapServers(),
                                "transactional.id",
                                "streams"),
                        new StringSerializer(),
                        new ByteArraySerializer());
        streams.initTransactions();
    }

    /// In one transaction, as the topology does.
    void publish(Topic<InferenceJob> topic, InferenceJob... batch) {
        send(topic, batch);
        streams.commitTransaction();
    }

    void publishAndAbort(Topic<InferenceJob> topic, InferenceJob... batch) {
        send(topic, batch);
        streams.flush();
        streams.abortTransaction();
    }

    private void send(Topic<InferenceJob> topic, InferenceJob... batch) {
        streams.beginTransaction();
        for (var job : batch) {
            var bytes = serdes.of(topic).serializer().serialize(topic.name(), job);
            streams.send(
                    new ProducerRecord<>(topic.name(), job.getContext().getPatientKey(), bytes));
        }
    }

    void publishBytes(Topic<InferenceJob> topic, byte[] bytes) {
        streams.beginTransaction();
        streams.send(new ProducerRecord<>(topic.name(), "somebody", bytes));
        streams.commitTransaction();
    }

    /// Where the broker is.
    Map<String, Object> cluster() {
        return Map.of("bootstrap.servers", platform.broker().bootstrapServers());
    }

    private Map<String, String> settings(Map<String, String> more) {
        var settings = new HashMap<>(platform.settings());
        settings.put("data.dir", folder.toString());
        settings.put("engine.threads", "1");
        settings.putAll(more);
        return settings;
    }

    /// A worker in this process, and what it counts.
    record Colleague(Worker worker, SimpleMeterRegistry meters) implements AutoCloseable {
        /// How many jobs it holds.
        double holds() {
            return meters.get("radfm.worker.in.flight").gauge().value();
        }

        double locks(String event) {
            var counter = meters.find("radfm.worker.locks").tag("event", event).counter();
            return counter == null ? 0 : counter.count();
        }

        /// @param outcome done or failed
        double changes(String outcome) {
            var counter =
                    meters.find("radfm.worker.model.changes").tag("outcome", outcome).counter();
            return counter == null ? 0 : counter.count();
        }

        boolean drafts(String version) {
            return meters.find("radfm.worker.model").tag("version", version).gauge() != null;
        }

        double deliveries() {
            return meters.find("radfm.worker.jobs").counters().stream()
                    .mapToDouble(Counter::count)
                    .sum();
        }

        @Override
        public void close() {
            worker.close();
        }
    }

    /// A ready worker in this process.
    Colleague worker(String name, Map<String, String> more) throws Exception {
        var settings = settings(more);
        settings.put("worker.name", name);
        var meters = new SimpleMeterRegistry();
        var worker = Worker.start(new AbstractConfig(WorkerConfig.KEYS, settings, false), meters);
        Eventually.get("a ready worker", LONG, worker::health, health -> health.isReady());
        return new Colleague(worker, meters);
    }

    /// What `./radfm promote` says with these arguments.
    record Said(int exitCode, String out, String err) {}

    Said promote(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--bootstrap-servers",
                        platform.broker().bootstrapServers(),
                        "--schema-registry-url",
                        platform.settings().get("schema.registry.url"),
                        "--object-store",
                        folder.resolve("objects").toUri().toString(),
                        "--threads",
                        "1"));
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                new CommandLine(new Promote())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all.toArray(String[]::new));
        return new Said(exitCode, out.toString(), err.toString());
    }

    /// A worker in a process of its own.
    JavaProcess process(String name, Map<String, String> more) throws Exception {
        var arguments = new ArrayList<String>();
        var settings = settings(more);
        settings.put("worker.name", name);
        settings.forEach(
                (key, value) -> arguments.addAll(List.of("--" + key.replace('.', '-'), value)));
        return JavaProcess.main(
                name, folder.resolve(name), "400m", Worker.class, arguments.toArray(String[]::new));
    }

    /// All results so far, in the order in which they were read.
    List<InferenceResult> results() {
        for (var record : reader(Topics.RESULTS).poll(Duration.ofMillis(20))) {
            results.add(serdes.of(Topics.RESULTS).deserializer().deserialize("", record.value()));
        }
        return List.copyOf(results);
    }

    List<InferenceResult> resultsOf(InferenceJob job) {
        return results().stream().filter(it -> it.getJobId().equals(job.getJobId())).toList();
    }

    /// What was told of a job while it was drafted, since the last call.
    List<DraftProgress> progressOf(InferenceJob job) {
        var found = new ArrayList<DraftProgress>();
        var serde = serdes.of(Topics.DRAFT_PROGRESS);
        for (var record : reader(Topics.DRAFT_PROGRESS).poll(Duration.ofMillis(50))) {
            found.add(serde.deserializer().deserialize("", record.value()));
        }
        found.removeIf(it -> !it.getJobId().equals(job.getJobId()));
        return found;
    }

    InferenceResult awaitResult(InferenceJob job) throws Exception {
        return Eventually.get(
                        "a result of " + job.getJobId(),
                        LONG,
                        () -> resultsOf(job),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /// Records of a topic since the last call.
    KafkaConsumer<byte[], byte[]> reader(Topic<?> topic) {
        return readers.computeIfAbsent(
                topic.name(),
                name -> {
                    var reader =
                            new KafkaConsumer<>(
                                    Map.<String, Object>of(
                                            "bootstrap.servers",
                                            platform.broker().bootstrapServers(),
                                            "auto.offset.reset",
                                            "earliest",
                                            "group.id",
                                            "test-" + UUID.randomUUID()),
                                    new ByteArrayDeserializer(),
                                    new ByteArrayDeserializer());
                    int partitions = reader.partitionsFor(name).size();
                    reader.assign(
                            IntStream.range(0, partitions)
                                    .mapToObj(p -> new TopicPartition(name, p))
                                    .toList());
                    return reader;
                });
    }

    @Override
    public void close() throws IOException {
        readers.values().forEach(KafkaConsumer::close);
        streams.close();
        jobs.close();
        platform.close();
    }
}
