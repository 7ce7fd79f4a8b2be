// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Draft;
import io.radfm.events.InstanceRef;
import io.radfm.events.LeftOut;
import io.radfm.events.ScanSegment;
import io.radfm.events.StudyContext;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What lies on the topics, as whoever reads only what was committed finds it.
public final class Records {
    static final String NOTHING_TO_READ = "NO_SCANS";

    private Records() {}

    /// Each of these studies has exactly one draft, of all its instances.
    static void assertOneDraftEach(Map<String, String> cluster, Map<String, Integer> instances) {
        drafts(cluster, instances.keySet())
                .forEach(
                        (study, drafts) -> {
                            assertEquals(List.of(1), revisions(drafts), study);
                            assertEquals(instances.get(study), drafts.getFirst().getInstances());
                        });
    }

    /// Each of these studies has exactly one draft for each revision, and a revision was closed
    /// only after its quiet time without an image: another one comes of a stop at least as long.
    static void assertOneDraftPerRevision(Map<String, String> cluster, Collection<String> studies) {
        for (var context : all(cluster, Topics.STUDY_CONTEXTS)) {
            var silence = Duration.between(context.getLastReceivedAt(), context.getClosedAt());
            assertTrue(
                    silence.compareTo(LabProcess.QUIET) >= 0,
                    () -> context.getStudyInstanceUid() + " closed after " + silence);
        }
        drafts(cluster, studies)
                .forEach(
                        (study, drafts) ->
                                assertEquals(
                                        IntStream.rangeClosed(1, drafts.size()).boxed().toList(),
                                        revisions(drafts),
                                        study));
    }

    private static Map<String, List<Draft>> drafts(
            Map<String, String> cluster, Collection<String> studies) {
        var drafts =
                all(cluster, Topics.DRAFTS).stream()
                        .filter(draft -> studies.contains(draft.getStudyInstanceUid()))
                        .collect(Collectors.groupingBy(Draft::getStudyInstanceUid));
        assertEquals(Set.copyOf(studies), drafts.keySet());
        return drafts;
    }

    private static List<Integer> revisions(List<Draft> drafts) {
        return drafts.stream().map(Draft::getRevision).sorted().toList();
    }

    /// The last context of each study counts all of its instances that were acknowledged, and holds
    /// each of them, or leaves its whole series out by a rule. A study of which nothing but
    /// localizers arrived has a draft that says so in place of a context.
    ///
    /// @param acknowledged SOP Instance UID → Study Instance UID
    static void assertInContexts(
            Map<String, String> cluster, Map<String, String> acknowledged, Set<String> localizers) {
        var contexts =
                all(cluster, Topics.STUDY_CONTEXTS).stream()
                        .collect(
                                Collectors.toMap(
                                        StudyContext::getStudyInstanceUid,
                                        it -> it,
                                        BinaryOperator.maxBy(
                                                Comparator.comparing(StudyContext::getRevision))));
        var empty = nothingToRead(cluster);
        var missing = new HashMap<String, Integer>();
        acknowledged.forEach(
                (instance, study) -> {
                    var context = contexts.get(study);
                    if (context == null) {
                        assertTrue(localizers.contains(instance), "no context of " + study);
                    } else if (!shown(context).contains(instance)) {
                        missing.merge(study, 1, Integer::sum);
                    }
                });
        missing.forEach(
                (study, count) ->
                        assertTrue(
                                count <= leftOut(contexts.get(study)),
                                count + " instances are not in the context of " + study));
        acknowledged.values().stream()
                .collect(Collectors.groupingBy(study -> study, Collectors.counting()))
                .forEach(
                        (study, count) -> {
                            var context = contexts.get(study);
                            int counted =
                                    context == null
                                            ? empty.getOrDefault(study, 0)
                                            : context.getInstances();
                            assertTrue(counted >= count, study);
                        });
    }

    /// How many instances there were of each study that no model could read.
    private static Map<String, Integer> nothingToRead(Map<String, String> cluster) {
        return all(cluster, Topics.DRAFTS).stream()
                .filter(draft -> draft.getFailure() != null)
                .filter(draft -> draft.getFailure().getCode().equals(NOTHING_TO_READ))
                .collect(
                        Collectors.toMap(
                                Draft::getStudyInstanceUid, Draft::getInstances, Integer::max));
    }

    private static Set<String> shown(StudyContext context) {
        return context.getSegments().stream()
                .filter(ScanSegment.class::isInstance)
                .flatMap(segment -> ((ScanSegment) segment).getInstances().stream())
                .map(InstanceRef::getSopInstanceUid)
                .collect(Collectors.toSet());
    }

    private static int leftOut(StudyContext context) {
        return context.getLeftOut().stream().mapToInt(LeftOut::getInstances).sum();
    }

    static <V extends SpecificRecord> void publish(
            Map<String, String> cluster, Topic<V> topic, String key, V value) throws Exception {
        var values = new AvroSerde.Factory(cluster).of(topic).serializer();
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<String, Object>(cluster), new StringSerializer(), values)) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }

    public static <V extends SpecificRecord> List<V> all(
            Map<String, String> cluster, Topic<V> topic) {
        var settings = new HashMap<String, Object>(cluster);
        settings.put("isolation.level", "read_committed");
        settings.put("fetch.max.wait.ms", 20); // closing waits for the last fetch
        var values = new AvroSerde.Factory(cluster).of(topic).deserializer();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), values)) {
            var partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var found = new ArrayList<V>();
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
            return found;
        }
    }
}
