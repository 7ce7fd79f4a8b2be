// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.Draft;
import io.radfm.events.DraftOutcome;
import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.TrustedClasses;

import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Which drafts meet which reports: each pair once, whichever comes first.
class OutcomeTopologyTest {
    private static final String FINDINGS = "Left pleural effusion.";
    private static final Duration KEEP = Duration.ofDays(90);

    static {
        TrustedClasses.install();
    }

    @TempDir private Path state;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        var topology = new OutcomeTopology(OutcomeTopologyTest::serde, meters, KEEP).build();
        // the driver forgets dead letters of unreadable bytes under exactly-once; OutcomesIT sees
        // them
        var properties =
                new OutcomesConfig("outcomes-test", "one", state, 1, KEEP)
                        .streams(
                                Map.of(
                                        "bootstrap.servers",
                                        "nowhere:1",
                                        "processing.guarantee",
                                        "at_least_once"));
        driver = new TopologyTestDriver(topology, properties);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aSignedReportMeetsTheDraftOfItsStudyOnce() {
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        assertEquals(List.of(), outcomes());

        send(Topics.RIS_REPORTS, Said.report(FINDINGS, ""));
        send(Topics.RIS_REPORTS, Said.report(FINDINGS, "")); // the same again
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));

        assertEquals(List.of("draft-1/report-1"), outcomes());
        assertEquals(
                1, meters.get("radfm.outcomes").tag("acceptance", "as_drafted").counter().count());
        assertEquals(2, passedOver("not_newer"));
    }

    @Test
    void aDraftThatComesAfterItsReportMeetsItAsWell() {
        send(Topics.RIS_REPORTS, Said.report(FINDINGS, ""));
        assertEquals(List.of(), outcomes());
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        assertEquals(List.of("draft-1/report-1"), outcomes());
    }

    @Test
    void aCorrectionMeetsTheDraftAgainAndTheReportThatItReplacedDoesNot() {
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        send(Topics.RIS_REPORTS, report("a", ReportStatus.FINAL, 0));
        send(Topics.RIS_REPORTS, report("b", ReportStatus.CORRECTED, 5));
        send(Topics.RIS_REPORTS, report("a", ReportStatus.FINAL, 0));
        assertEquals(List.of("draft-1/a", "draft-1/b"), outcomes());
    }

    @Test
    void aCorrectionThatOvertakesWhatItCorrectsStands() {
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        send(Topics.RIS_REPORTS, report("b", ReportStatus.CORRECTED, 5));
        send(Topics.RIS_REPORTS, report("a", ReportStatus.FINAL, 0));
        assertEquals(List.of("draft-1/b"), outcomes());
    }

    @Test
    void aCorrectionWithTheTimeOfWhatItCorrectsIsNewer() {
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        send(Topics.RIS_REPORTS, report("z", ReportStatus.FINAL, 0));
        send(Topics.RIS_REPORTS, report("a", ReportStatus.CORRECTED, 0));
        send(Topics.RIS_REPORTS, report("z", ReportStatus.FINAL, 0));
        assertEquals(List.of("draft-1/z", "draft-1/a"), outcomes());
    }

    @Test
    void everyRevisionMeetsTheNewestReport() {
        send(Topics.DRAFTS, Said.draft(1, FINDINGS, ""));
        send(Topics.RIS_REPORTS, report("a", ReportStatus.FINAL, 0));
        send(Topics.DRAFTS, Said.draft(2, FINDINGS, ""));
        send(Topics.DRAFTS, Said.draft(1, FINDINGS, "")); // superseded
        send(Topics.RIS_REPORTS, report("b", ReportStatus.CORRECTED, 5));
        assertEquals(List.of("draft-1/a", "draft-2/a", "draft-2/b"), outcomes());
    }

    @Test
    void aRevisionThatFailedLeavesTheDraftBeforeItThere() {
        send(Topics.DRAFTS, Said.draft(1, FINDINGS, ""));
        send(Topics.DRAFTS, Said.failed(2));
        send(Topics.RIS_REPORTS, Said.report(FINDINGS, ""));
        assertEquals(List.of("draft-1/report-1"), outcomes());
        assertEquals(1, passedOver("no_draft"));
    }

    @Test
    void whatIsNotSignedOrNoWholeReportMeetsNothing() {
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        send(Topics.RIS_REPORTS, report("a", ReportStatus.PRELIMINARY, 0));
        send(Topics.RIS_REPORTS, report("b", ReportStatus.ADDENDUM, 1));
        send(Topics.RIS_REPORTS, Said.report("", ""));
        send(Topics.RIS_REPORTS, about(null, report("c", ReportStatus.FINAL, 2)));
        assertEquals(List.of(), outcomes());
        for (var why : List.of("not_signed", "addendum", "empty_report", "no_study_uid")) {
            assertEquals(1, passedOver(why), why);
        }
    }

    @Test
    void anotherStudyOfThePatientIsAnother() {
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        send(Topics.RIS_REPORTS, about("1.2.4", Said.report(FINDINGS, "")));
        assertEquals(List.of(), outcomes());
    }

    @Test
    void whatNobodyCanReadOrUseIsADeadLetterAndTheRestFlows() {
        driver.createInputTopic(
                        Topics.RIS_REPORTS.name(),
                        new StringSerializer(),
                        new ByteArraySerializer())
                .pipeInput(Said.PATIENT, new byte[] {1, 2, 3});
        send(Topics.DRAFTS, "another patient's key", Said.draft(FINDINGS, ""));
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        send(Topics.RIS_REPORTS, Said.report(FINDINGS, ""));

        assertEquals(List.of("draft-1/report-1"), outcomes());
        var dead =
                driver.createOutputTopic(
                                Topics.DEAD_LETTERS.name(),
                                new StringDeserializer(),
                                new ByteArrayDeserializer())
                        .readRecordsToList();
        assertEquals(
                List.of(Said.PATIENT, "another patient's key"),
                dead.stream().map(TestRecord::key).toList());
        assertArrayEquals(new byte[] {1, 2, 3}, dead.getFirst().value());
    }

    @Test
    void whatWaitedTooLongIsForgotten() {
        send(Topics.DRAFTS, Said.draft(FINDINGS, ""));
        driver.advanceWallClockTime(KEEP.minusDays(1));
        send(
                Topics.DRAFTS,
                Draft.newBuilder(Said.draft(FINDINGS, "")).setStudyInstanceUid("1.2.4").build());
        driver.advanceWallClockTime(Duration.ofDays(2));

        send(Topics.RIS_REPORTS, Said.report(FINDINGS, ""));
        assertEquals(List.of(), outcomes());
        send(Topics.RIS_REPORTS, about("1.2.4", Said.report(FINDINGS, "")));
        assertEquals(List.of("draft-1/report-1"), outcomes());
    }

    private static RadiologyReport about(String study, RadiologyReport report) {
        return RadiologyReport.newBuilder(report).setStudyInstanceUid(study).build();
    }

    private static RadiologyReport report(String id, ReportStatus status, int minutes) {
        return Said.report(id, status, minutes, FINDINGS, "");
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, V value) {
        send(topic, Said.PATIENT, value);
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
        driver.createInputTopic(topic.name(), new StringSerializer(), serde(topic).serializer())
                .pipeInput(key, value);
    }

    /// Those since this was last asked.
    private List<String> outcomes() {
        return driver
                .createOutputTopic(
                        Topics.DRAFT_OUTCOMES.name(),
                        new StringDeserializer(),
                        serde(Topics.DRAFT_OUTCOMES).deserializer())
                .readKeyValuesToList()
                .stream()
                .peek(it -> assertEquals(Said.PATIENT, it.key))
                .map(it -> it.value)
                .map(DraftOutcome::getOutcomeId)
                .toList();
    }

    private double passedOver(String reason) {
        return meters.get("radfm.outcomes.passed.over").tag("reason", reason).counter().count();
    }

    /// Without a registry.
    private static <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
        var model = SpecificData.getForClass(topic.value().orElseThrow());
        var encoder = new BinaryMessageEncoder<V>(model, topic.schema());
        var decoder = new BinaryMessageDecoder<V>(model, topic.schema());
        return Serdes.serdeFrom(
                (_, value) -> {
                    try {
                        var buffer = encoder.encode(value);
                        var bytes = new byte[buffer.remaining()];
                        buffer.get(bytes);
                        return bytes;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                (_, bytes) -> {
                    try {
                        return decoder.decode(bytes, null);
                    } catch (IOException e) {
                        throw new SerializationException("no such record", e);
                    }
                });
    }
}
