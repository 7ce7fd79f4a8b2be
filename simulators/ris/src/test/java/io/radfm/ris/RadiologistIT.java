// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.ClosedBy;
import io.radfm.events.Draft;
import io.radfm.events.DraftStatus;
import io.radfm.events.InstanceRef;
import io.radfm.events.Priority;
import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.events.StudyContext;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.modality.caseload.Caseload;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.platform.Platform;
import io.radfm.ris.Radiologist.Reading;
import io.radfm.testkit.Eventually;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Orders and signatures on a real broker.
@Timeout(120)
class RadiologistIT {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir static Path folder;
    private static Platform platform;
    private static AvroSerde.Factory serdes;
    private static KafkaProducer<String, byte[]> producer;

    private final Caseload caseload =
            new Caseload(System.nanoTime(), LocalDateTime.now(), Set.of("CR", "CT", "MR"));
    private final KnownStudies known = new KnownStudies(caseload);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        platform = Platform.start(folder);
        serdes = new AvroSerde.Factory(platform.settings());
        producer =
                new KafkaProducer<>(
                        new HashMap<>(platform.settings()),
                        new StringSerializer(),
                        new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        platform.close();
    }

    @Test
    void everyDraftedStudyIsSignedOnceThoughTheRadiologistIsInterrupted() throws Exception {
        known.begun(30);
        for (long n = 0; n < 20; n++) {
            draft(caseload.study(n), 1);
        }
        try (var radiologist = work(new Reading(AT_ONCE, true))) {
            radiologist.awaitSigned(5);
        }
        draft(caseload.study(3), 2);
        draft(caseload.study(20), 1);
        try (var radiologist = work(new Reading(AT_ONCE, true))) {
            radiologist.finish(PATIENCE);
        }
        try (var radiologist = work(new Reading(AT_ONCE, true))) {
            radiologist.finish(PATIENCE);
        }

        var signed = mine(21);
        assertEquals(21, signed.size());
        assertEquals(
                21, signed.stream().map(RadiologyReport::getStudyInstanceUid).distinct().count());
        assertEquals(uids(21), Set.copyOf(told));
        for (var report : signed) {
            assertEquals(ReportStatus.FINAL, report.getStatus());
            assertEquals(key(report.getStudyInstanceUid()), report.getPatientKey());
            assertTrue(report.getText().contains(report.getImpression()));
        }
    }

    @Test
    void whatNoSimulatorHasSentIsNotSigned() throws Exception {
        known.begun(1);
        draft(caseload.study(1), 1);
        draft(caseload.study(7), 1); // nobody has begun to send it
        try (var radiologist = work(new Reading(AT_ONCE, true))) {
            radiologist.awaitSigned(1);
            radiologist.finish(PATIENCE);
        }

        assertEquals(List.of(caseload.study(1).studyUid()), told);
    }

    @Test
    void whoWaitsForNoDraftReadsTheContext() throws Exception {
        known.begun(1);
        context(caseload.study(0));
        try (var radiologist = work(new Reading(AT_ONCE, false))) {
            radiologist.awaitSigned(1);
        }

        assertEquals(List.of(caseload.study(0).studyUid()), told);
    }

    @Test
    void aReportWaitsItsTimeUnlessTheDayEnds() throws Exception {
        known.begun(1);
        var now = Instant.now();
        draft("one patient", caseload.study(0), 1, now);
        draft("one patient", caseload.study(1), 1, now.minus(Duration.ofDays(2)));
        try (var radiologist = work(new Reading(Duration.ofDays(1), true))) {
            Eventually.holds("the later draft is signed", PATIENCE, () -> !told.isEmpty());
            assertEquals(List.of(caseload.study(1).studyUid()), told);
            radiologist.finish(PATIENCE);
        }

        assertEquals(List.of(caseload.study(1).studyUid(), caseload.study(0).studyUid()), told);
    }

    @Test
    void anOrderSaysWhatIsAskedForAndNotWhoFor() throws Exception {
        var study = caseload.study(0);
        try (var orders = new Orders(platform.settings())) {
            orders.place(study, "key of somebody");
        }

        var placed = new ArrayList<io.radfm.events.ImagingOrder>();
        read(Topics.RIS_ORDERS, placed);
        var order = placed.getLast();
        assertEquals(study.studyUid(), order.getStudyInstanceUid());
        assertEquals(study.indication(), order.getIndication());
        assertEquals(study.stat() ? Priority.STAT : Priority.ROUTINE, order.getPriority());
        assertTrue(
                !order.toString().contains("SIM-")
                        && !order.toString().contains(study.patient().id()));
        assertNull(study.patient().history().isEmpty() ? order.getHistory() : null);
    }

    private Radiologist work(Reading reading) {
        return Radiologist.start(platform.settings(), known, reading, told::add);
    }

    private Set<String> uids(int count) {
        return java.util.stream.LongStream.range(0, count)
                .mapToObj(n -> caseload.study(n).studyUid())
                .collect(Collectors.toSet());
    }

    private List<RadiologyReport> mine(int count) {
        var all = new ArrayList<RadiologyReport>();
        read(Topics.RIS_REPORTS, all);
        var uids = uids(count);
        return all.stream().filter(it -> uids.contains(it.getStudyInstanceUid())).toList();
    }

    private static <T extends SpecificRecord> void read(Topic<T> topic, List<T> into) {
        try (var inbox = new Inbox<>(platform.settings(), topic, serdes)) {
            inbox.readToEnd(into::add);
        }
    }

    private static String key(String studyUid) {
        return "patient of " + studyUid;
    }

    private static void draft(SimulatedStudy study, int revision) throws Exception {
        draft(key(study.studyUid()), study, revision, Instant.now());
    }

    private static void draft(String key, SimulatedStudy study, int revision, Instant settled)
            throws Exception {
        send(
                Topics.DRAFTS,
                key,
                Draft.newBuilder()
                        .setDraftId(study.studyUid() + "/" + revision)
                        .setPatientKey(key)
                        .setStudyInstanceUid(study.studyUid())
                        .setRevision(revision)
                        .setPartial(false)
                        .setStatus(DraftStatus.DRAFTED)
                        .setModality(study.exam().modality())
                        .setInstances(1)
                        .setSeries(List.of())
                        .setHeader(header())
                        .setLastReceivedAt(settled)
                        .setClosedAt(settled)
                        .setSettledAt(settled)
                        .build());
    }

    private static void context(SimulatedStudy study) throws Exception {
        var now = Instant.now();
        send(
                Topics.STUDY_CONTEXTS,
                key(study.studyUid()),
                StudyContext.newBuilder()
                        .setContextId(study.studyUid() + "/1")
                        .setPatientKey(key(study.studyUid()))
                        .setStudyInstanceUid(study.studyUid())
                        .setRevision(1)
                        .setPartial(false)
                        .setClosedBy(ClosedBy.values()[0])
                        .setModality(study.exam().modality())
                        .setFirstReceivedAt(now)
                        .setLastReceivedAt(now)
                        .setClosedAt(now)
                        .setInstances(1)
                        .setSegments(List.of())
                        .setHeader(header())
                        .setPolicy("none")
                        .build());
    }

    private static InstanceRef header() {
        return InstanceRef.newBuilder()
                .setSopInstanceUid("1.2.3")
                .setDigest("00")
                .setBytes(1)
                .build();
    }

    private static <T extends SpecificRecord> void send(Topic<T> topic, String key, T value)
            throws Exception {
        var bytes = serdes.of(topic).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
    }
}
