// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.InstanceReceived;
import io.radfm.events.InstanceRef;
import io.radfm.events.LeftOut;
import io.radfm.events.ScanSegment;
import io.radfm.events.StudyContext;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.ingest.Ingest;
import io.radfm.platform.Platform;
import io.radfm.process.Role;
import io.radfm.streams.Streams;
import io.radfm.testkit.Eventually;
import io.radfm.testkit.Shared;
import io.radfm.wire.scu.Part10File;
import io.radfm.wire.scu.Send;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Real files of real scanners, sent by DICOM to the ingest role, and the contexts that the streams
/// role makes of them.
class RealStudiesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir static Path folder;
    private static Platform platform;
    private static Ingest ingest;
    private static Role streams;
    private static KafkaConsumer<String, StudyContext> contexts;

    /// The newest context of each study; SOP Instance UIDs by file name; events by SOP Instance
    /// UID.
    private static final Map<String, StudyContext> CONTEXTS = new TreeMap<>();

    private static final Map<String, String> FILES = new HashMap<>();
    private static final Map<String, InstanceReceived> EVENTS = new HashMap<>();

    @BeforeAll
    static void sendEverything() throws Exception {
        var dicom = Shared.path("dicom");
        platform = Platform.start(folder.resolve("platform"));
        ingest =
                Ingest.start(
                        settings(
                                Ingest.SPEC,
                                Map.of(
                                        "dicom.port", "0",
                                        "data.dir", folder.resolve("data").toString(),
                                        "object.store.min.free.percent", "0")),
                        new SimpleMeterRegistry());
        streams =
                Streams.start(
                        settings(
                                Streams.ROLE,
                                Map.of(
                                        "state.dir", folder.resolve("state").toString(),
                                        "study.quiet.times.ms", "",
                                        "study.quiet.time.ms", "3000",
                                        "study.restart.grace.ms", "3000")),
                        new SimpleMeterRegistry());
        send(dicom.resolve("series"));
        send(dicom.resolve("single"));
        try (var events = reader(Topics.DICOM_INSTANCES)) {
            all(events).forEach(it -> EVENTS.put(it.getInstance().getSopInstanceUid(), it));
        }
        contexts = reader(Topics.STUDY_CONTEXTS);
        Eventually.get(
                "contexts of all that was sent",
                PATIENCE,
                RealStudiesIT::instancesInContexts,
                count -> count == EVENTS.size());
    }

    @AfterAll
    static void close() throws Exception {
        if (platform != null) {
            contexts.close();
            streams.close();
            ingest.close();
            platform.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0001_I10.dcm|54|VOLUME_3D of 54",
                "0001_2.43.67060.2022040715053454597060816.dcm|35|VOLUME_3D of 35",
                "0001_adb1_1.dcm|11|VOLUME_3D of 5, VOLUME_3D of 3, VOLUME_3D of 3",
                "0001_2.43.67093.2022071112105821698004979.dcm|3"
                        + "|VOLUME_3D of 1, VOLUME_3D of 1, VOLUME_3D of 1",
                "evbe_MR_emri_small_big_endian.dcm|1|VOLUME_3D of 1",
                "ts90_CR_RG3_J2KR.dcm|4|IMAGE_2D of 1, IMAGE_2D of 1, IMAGE_2D of 1, IMAGE_2D of 1",
                "ts90_DX_966_fixed.dcm|1|IMAGE_2D of 1",
                "evle_MG_MG_Explicit_Little.dcm|1|IMAGE_2D of 1",
                "evle_PT_2.dcm|1|IMAGE_2D of 1",
                "ts50_US_examples_ybr_color.dcm|1|VOLUME_3D of 1",
                "rle_US_US1_RLE.dcm|1|IMAGE_2D of 1",
                "ts50_XA_HasFragmentSequence.dcm|1|VOLUME_3D of 1",
                "evle_NM_NM-MONO2-16-13x-heart.dcm|1|VOLUME_3D of 1",
                "evle_NM_JPEG2000_UNC.dcm|3|IMAGE_2D of 1, IMAGE_2D of 1, IMAGE_2D of 1",
                "evle_CT_ct_image.dcm|3|IMAGE_2D of 1, less 1 SEGMENTATION, less 1 PARAMETRIC_MAP",
                "evle_ECG_waveform_ecg.dcm|1|less 1 NO_PIXELS",
                "ivle_SR_Tag-0040-A170-VR-CS.dcm|1|less 1 STRUCTURED_REPORT",
            })
    void theContextOfAFilesStudyHasTheseScans(String file, int instances, String expected) {
        var context = contextWith(file);
        assertEquals(instances, context.getInstances());
        var scans = scans(context).map(it -> it.getKind() + " of " + it.getInstances().size());
        var leftOut =
                context.getLeftOut().stream()
                        .map(it -> "less " + it.getInstances() + " " + it.getReason());
        assertEquals(expected, Stream.concat(scans, leftOut).collect(Collectors.joining(", ")));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "0001_I10.dcm",
                "0001_2.43.67060.2022040715053454597060816.dcm",
                "0001_adb1_1.dcm"
            })
    void slicesOfRealSeriesFollowOneAnotherAlongTheirNormal(String file) {
        scans(contextWith(file))
                .forEach(
                        scan -> {
                            var depths =
                                    scan.getInstances().stream()
                                            .map(it -> EVENTS.get(it.getSopInstanceUid()))
                                            .map(RealStudiesIT::depth)
                                            .toList();
                            for (int i = 1; i < depths.size(); i++) {
                                assertTrue(depths.get(i) > depths.get(i - 1), depths::toString);
                            }
                        });
    }

    @Test
    void everyAcceptedInstanceIsInAScanOrLeftOutForAReason() {
        for (var context : CONTEXTS.values()) {
            long shown =
                    scans(context)
                            .flatMap(scan -> scan.getInstances().stream())
                            .map(InstanceRef::getSopInstanceUid)
                            .distinct()
                            .count();
            long leftOut = context.getLeftOut().stream().mapToInt(LeftOut::getInstances).sum();
            assertEquals(context.getInstances(), shown + leftOut, context::getStudyInstanceUid);
        }
    }

    private static double depth(InstanceReceived slice) {
        var o = slice.getOrientation();
        var p = slice.getPosition();
        return (o.get(1) * o.get(5) - o.get(2) * o.get(4)) * p.get(0)
                + (o.get(2) * o.get(3) - o.get(0) * o.get(5)) * p.get(1)
                + (o.get(0) * o.get(4) - o.get(1) * o.get(3)) * p.get(2);
    }

    /// The context of the study that this file belongs to.
    private static StudyContext contextWith(String file) {
        var event = EVENTS.get(FILES.get(file));
        return CONTEXTS.get(event.getPatientKey() + event.getStudyInstanceUid());
    }

    private static Stream<ScanSegment> scans(StudyContext context) {
        return context.getSegments().stream()
                .flatMap(it -> it instanceof ScanSegment scan ? Stream.of(scan) : Stream.empty());
    }

    private static AbstractConfig settings(Role.Spec role, Map<String, String> changed) {
        var all = new HashMap<>(platform.settings());
        all.putAll(changed);
        return new AbstractConfig(role.keys(), all, false);
    }

    private static void send(Path below) throws IOException {
        try (var files = Files.walk(below)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                name(file);
            }
        }
        var address = "RADFM@127.0.0.1:" + ingest.address().getPort();
        new CommandLine(new Send())
                .execute(
                        below.toString(),
                        "--to",
                        address,
                        "--journal",
                        folder.resolve("sent").toString());
    }

    private static void name(Path file) {
        try {
            Part10File.read(file)
                    .ifPresent(it -> FILES.put(file.getFileName().toString(), it.sopInstanceUid()));
        } catch (IOException e) {
            // not sent either
        }
    }

    private static <V extends SpecificRecord> KafkaConsumer<String, V> reader(Topic<V> topic) {
        var settings = new HashMap<String, Object>(platform.settings());
        settings.put("isolation.level", "read_committed");
        settings.put("fetch.max.wait.ms", 20); // else the ends are told after half a second
        settings.put("auto.offset.reset", "earliest");
        var values = new AvroSerde.Factory(platform.settings()).of(topic);
        var reader = new KafkaConsumer<>(settings, new StringDeserializer(), values.deserializer());
        reader.assign(
                reader.partitionsFor(topic.name()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList());
        return reader;
    }

    /// What has come since the last time.
    private static <V> List<V> all(KafkaConsumer<String, V> reader) {
        var ends = reader.endOffsets(reader.assignment());
        var values = new ArrayList<V>();
        while (ends.entrySet().stream()
                .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
            reader.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
        }
        return values;
    }

    private static int instancesInContexts() {
        all(contexts)
                .forEach(it -> CONTEXTS.put(it.getPatientKey() + it.getStudyInstanceUid(), it));
        return CONTEXTS.values().stream().mapToInt(StudyContext::getInstances).sum();
    }
}
