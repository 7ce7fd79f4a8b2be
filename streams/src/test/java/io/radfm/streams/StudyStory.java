// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.Answer;
import io.radfm.events.Draft;
import io.radfm.events.Drafted;
import io.radfm.events.Failed;
import io.radfm.events.InferenceJob;
import io.radfm.events.InferenceResult;
import io.radfm.events.InstanceReceived;
import io.radfm.events.ModelInfo;
import io.radfm.events.ScanSegment;
import io.radfm.events.StudyContext;
import io.radfm.events.StudyState;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.streams.assembly.Sight;
import io.radfm.streams.assembly.WatchLog;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The topology on a day that begins at noon: seconds pass, images arrive, workers answer. What the
/// broker holds and what is read of it are told apart, so that a story can be hours behind.
final class StudyStory implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration STEP = Duration.ofMillis(500);
    private static final List<String> STORES =
            List.of(
                    StudyStores.STUDIES,
                    StudyStores.INSTANCES,
                    StudyStores.ALARMS,
                    StudyStores.PENDING);

    private final Path state;
    private final StreamsSettings settings;
    private SimpleMeterRegistry metrics;
    private final List<InstanceReceived> unread = new ArrayList<>();
    private boolean alone;
    private boolean brokerAway;
    private long written;
    private long read;
    private Instant now = NOON;
    private WatchLog watch;
    private TopologyTestDriver driver;

    StudyStory(Map<String, String> changed) {
        try {
            state = Files.createTempDirectory("story");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var values = new HashMap<>(changed);
        values.put("state.dir", state.toString());
        settings = StreamsSettings.of(new AbstractConfig(StreamsSettings.KEYS, values, false));
        open();
    }

    /// A replay: nothing but events.
    static StudyStory replay(Map<String, String> changed) {
        var story = new StudyStory(changed);
        story.alone = true;
        return story;
    }

    private void open() {
        metrics = new SimpleMeterRegistry();
        watch =
                new WatchLog(
                        now.toEpochMilli(), 5_000, settings.policy().restartGrace().toMillis());
        var topology =
                new StudyTopology(settings, StudyStory::serde, (p, wall) -> sight(wall), metrics)
                        .build();
        // the driver forgets dead letters of unreadable bytes under exactly-once; StreamsIT sees
        // them
        var properties =
                StreamsProperties.of(
                        settings,
                        Map.of(
                                "bootstrap.servers",
                                "nowhere:1",
                                "processing.guarantee",
                                "at_least_once"));
        driver = new TopologyTestDriver(topology, properties, now);
        look();
    }

    private Sight sight(long wall) {
        return alone ? Sight.OF_EVENTS_ALONE : watch.sight(0, wall);
    }

    private void look() {
        if (!brokerAway) {
            watch.looked(now.toEpochMilli(), Map.of(0, written), Map.of(0, read));
        }
    }

    static <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        return new StateSerde<>(topic.value().orElseThrow());
    }

    /// Lets time pass, tick by tick, until so many seconds after noon.
    StudyStory at(double seconds) {
        var until = NOON.plusMillis((long) (seconds * 1000));
        while (now.isBefore(until)) {
            var left = Duration.between(now, until);
            var step = left.compareTo(STEP) < 0 ? left : STEP;
            now = now.plus(step);
            look();
            driver.advanceWallClockTime(step);
        }
        return this;
    }

    /// An image arrives now and is read at once.
    StudyStory receives(InstanceReceived.Builder image) {
        return arrives(image).reads();
    }

    /// An image arrives now and waits in the broker.
    StudyStory arrives(InstanceReceived.Builder image) {
        unread.add(image.setReceivedAt(now).build());
        written++;
        return this;
    }

    /// Reads all that waits in the broker.
    StudyStory reads() {
        var input =
                driver.createInputTopic(
                        Topics.DICOM_INSTANCES.name(),
                        new StringSerializer(),
                        serde(Topics.DICOM_INSTANCES).serializer());
        for (var image : unread) {
            input.pipeInput(new TestRecord<>(image.getPatientKey(), image, image.getReceivedAt()));
            read++;
        }
        unread.clear();
        return this;
    }

    /// Lets all the time until then pass at once.
    StudyStory longAfter(Instant then) {
        driver.advanceWallClockTime(Duration.between(now, then));
        now = then;
        return this;
    }

    /// Reads images that arrived at times of their own.
    StudyStory reads(List<InstanceReceived> images) {
        unread.addAll(images);
        written += images.size();
        return reads();
    }

    /// Bytes arrive on a topic as they are.
    StudyStory receivesBytes(Topic<?> topic, byte[] key, byte[] value) {
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, now));
        return this;
    }

    /// The broker stops answering, or answers again.
    StudyStory brokerIsAway(boolean away) {
        brokerAway = away;
        return this;
    }

    /// The role stops now and starts again so many seconds after noon, with the state it had.
    StudyStory restartsAt(double seconds) {
        var stores = new LinkedHashMap<String, List<KeyValue<Bytes, Object>>>();
        for (var name : STORES) {
            var entries = new ArrayList<KeyValue<Bytes, Object>>();
            try (var all = driver.<Bytes, Object>getKeyValueStore(name).all()) {
                all.forEachRemaining(entries::add);
            }
            stores.put(name, entries);
        }
        driver.close();
        now = NOON.plusMillis((long) (seconds * 1000));
        open();
        stores.forEach(
                (name, entries) -> driver.<Bytes, Object>getKeyValueStore(name).putAll(entries));
        return this;
    }

    /// A worker answers a job.
    StudyStory answers(StudyContext context, String text) {
        return results(result(context, drafted(text)));
    }

    StudyStory fails(StudyContext context, String code) {
        return results(result(context, new Failed(code, "It did not work.", 3)));
    }

    StudyStory results(InferenceResult result) {
        driver.createInputTopic(
                        Topics.RESULTS.name(),
                        new StringSerializer(),
                        serde(Topics.RESULTS).serializer())
                .pipeInput(new TestRecord<>(result.getPatientKey(), result, now));
        return this;
    }

    static InferenceResult result(StudyContext context, Object outcome) {
        return InferenceResult.newBuilder()
                .setJobId(context.getContextId())
                .setPatientKey(context.getPatientKey())
                .setStudyInstanceUid(context.getStudyInstanceUid())
                .setRevision(context.getRevision())
                .setWorker("worker-1")
                .setOutcome(outcome)
                .build();
    }

    Drafted drafted(String text) {
        return new Drafted(
                List.of(new Answer("report", text, 12, "END_OF_SEQUENCE", null, false)),
                List.of(),
                new ModelInfo("radfm", "1", "00", "ort", "fp32", "cpu", false, "untrained"),
                now,
                now);
    }

    List<StudyContext> contexts() {
        return drain(Topics.STUDY_CONTEXTS);
    }

    /// What became of studies since last asked: `1.2 r1: 3 images`.
    List<String> closed() {
        return contexts().stream()
                .map(
                        context ->
                                "%s r%d: %d images%s"
                                        .formatted(
                                                context.getStudyInstanceUid(),
                                                context.getRevision(),
                                                context.getInstances(),
                                                context.getPartial() ? ", partial" : ""))
                .toList();
    }

    static List<String> sopUids(StudyContext context) {
        return context.getSegments().stream()
                .filter(ScanSegment.class::isInstance)
                .flatMap(scan -> ((ScanSegment) scan).getInstances().stream())
                .map(ref -> ref.getSopInstanceUid())
                .toList();
    }

    List<InferenceJob> jobs(Topic<InferenceJob> lane) {
        return drain(lane);
    }

    List<Draft> drafts() {
        return drain(Topics.DRAFTS);
    }

    List<StudyState> states() {
        return drain(Topics.STUDY_STATES);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        var output =
                driver.createOutputTopic(
                        Topics.DEAD_LETTERS.name(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        return output.readRecordsToList().stream()
                .map(
                        it ->
                                new ConsumerRecord<>(
                                        Topics.DEAD_LETTERS.name(),
                                        0,
                                        0,
                                        0,
                                        org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                                        0,
                                        0,
                                        it.key(),
                                        it.value(),
                                        it.headers(),
                                        java.util.Optional.empty()))
                .toList();
    }

    double count(String meter, String... tags) {
        return metrics.get(meter).tags(tags).counter().count();
    }

    double openStudies() {
        return metrics.get("radfm.studies.open").gauge().value();
    }

    /// Entries of a state store.
    long stored(String store) {
        long count = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    private <V extends SpecificRecord> List<V> drain(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(), new StringDeserializer(), serde(topic).deserializer())
                .readValuesToList();
    }

    @Override
    public void close() {
        driver.close();
        metrics.close();
    }
}
