// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;
import io.radfm.events.Answer;
import io.radfm.events.Draft;
import io.radfm.events.InstanceRef;
import io.radfm.events.ModelInfo;
import io.radfm.events.Provenance;
import io.radfm.results.Given;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What a draft says as a DICOM SR.
class SrDocumentTest {
    private static final String STUDY = "1.2.826.0.1.3680043.10.1";
    private static final int AUTHOR_TYPE = Tag.OBSERVER_TYPE;

    private final DataSet header = Given.image(STUDY, STUDY + ".9", "Doe^Jane");
    private final List<InstanceRef> images =
            new ArrayList<>(
                    IntStream.rangeClosed(1, 3)
                            .mapToObj(
                                    i -> new InstanceRef(STUDY + ".1." + i, "0".repeat(64), 9L, 1))
                            .toList());
    private final Draft draft = Given.draft(STUDY, 1, images);

    @Test
    void noSystemCanTakeItForASignedReport() {
        var report = report(draft);
        assertEquals("PRELIMINARY", report.string(Tag.PRELIMINARY_FLAG).orElseThrow());
        assertEquals("PARTIAL", report.string(Tag.COMPLETION_FLAG).orElseThrow());
        assertEquals(
                "AI draft, not reviewed",
                report.string(Tag.COMPLETION_FLAG_DESCRIPTION).orElseThrow());
        assertEquals("UNVERIFIED", report.string(Tag.VERIFICATION_FLAG).orElseThrow());
        assertFalse(report.contains(Tag.VERIFYING_OBSERVER_SEQUENCE));
        assertEquals("AI draft - unverified", report.string(Tag.SERIES_DESCRIPTION).orElseThrow());
    }

    @Test
    void whoObservedIsADeviceNeverAPerson() {
        var report = report(draft);
        for (int who : List.of(Tag.AUTHOR_OBSERVER_SEQUENCE, Tag.PARTICIPANT_SEQUENCE)) {
            var observer = report.items(who);
            assertEquals(1, observer.size());
            assertEquals("DEV", observer.getFirst().string(AUTHOR_TYPE).orElseThrow());
            assertEquals(report.string(Tag.DEVICE_UID), observer.getFirst().string(Tag.DEVICE_UID));
            assertFalse(observer.getFirst().contains(Tag.PERSON_NAME));
        }
        assertEquals("9f".repeat(32), report.string(Tag.DEVICE_SERIAL_NUMBER).orElseThrow());
        var equipment = report.item(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE).orElseThrow();
        assertEquals("mini-0.1", equipment.string(Tag.SOFTWARE_VERSIONS).orElseThrow());
    }

    @Test
    void otherWeightsAreAnotherDevice() {
        var other = edited(model -> model.setWeightsDigest("8e".repeat(32)));
        assertNotEquals(report(draft).string(Tag.DEVICE_UID), report(other).string(Tag.DEVICE_UID));
    }

    @Test
    void itsContentIsABasicDiagnosticImagingReport() {
        assertEquals(
                """
                CONTAINER 18748-4
                  HAS CONCEPT MOD CODE 121049 en
                  HAS CONCEPT MOD CODE 121058 25045-6
                  HAS OBS CONTEXT CODE 121005 121007
                  HAS OBS CONTEXT UIDREF 121012 a UID
                  HAS OBS CONTEXT TEXT 121013 RadFM
                  HAS OBS CONTEXT TEXT 121014 RadFM Streams
                  HAS OBS CONTEXT TEXT 121015 RadFM mini-0.1
                  CONTAINS CONTAINER 59776-5
                    CONTAINS TEXT 121106 AI DRAFT - NOT REVIEWED
                    CONTAINS TEXT 121071 No acute haemorrhage.
                      INFERRED FROM IMAGE 121112 1.2.826.0.1.3680043.10.1.1.2
                  CONTAINS CONTAINER 19005-8
                    CONTAINS TEXT 121106 AI DRAFT - NOT REVIEWED
                    CONTAINS TEXT 121073 Normal head CT.
                  CONTAINS CONTAINER 55111-9
                    CONTAINS TEXT 121065 Head
                    CONTAINS TEXT 111001 RadFM
                    CONTAINS TEXT 111003 mini-0.1
                    CONTAINS TEXT 111002 weights sha256 %s\
                """
                        .formatted("9f".repeat(32))
                        .lines()
                        .toList(),
                Outline.of(report(draft)));
        var template = report(draft).item(Tag.CONTENT_TEMPLATE_SEQUENCE).orElseThrow();
        assertEquals("2000", template.string(Tag.TEMPLATE_IDENTIFIER).orElseThrow());
    }

    @Test
    void diagnosesAreLinesThatRestOnNumbersTheMostProbableFirst() {
        var report = report(Given.diagnosed(draft));
        assertEquals(SopClass.ENHANCED_SR, report.string(Tag.SOP_CLASS_UID).orElseThrow());
        var lines = Outline.of(report);
        int first = lines.indexOf("      INFERRED FROM IMAGE 121112 " + STUDY + ".1.2") + 2;
        assertEquals(
                """
                    CONTAINS TEXT 121071 Haemorrhage: probability 62.5 %, uncalibrated
                      HAS CONCEPT MOD CODE 121071 haemorrhage
                      INFERRED FROM NUM 111012 62.5 %
                    CONTAINS TEXT 121071 White matter lesions: probability 50.0 %, uncalibrated
                      HAS CONCEPT MOD CODE 121071 white_matter_lesions
                      INFERRED FROM NUM 111012 50.0 %
                    CONTAINS TEXT 121071 Midline shift: probability 4.0 %, calibrated
                      HAS CONCEPT MOD CODE 121071 midline_shift
                      INFERRED FROM NUM 111012 4.0 %
                """
                        .lines()
                        .toList(),
                lines.subList(first, first + 9));
        assertEquals("  CONTAINS CONTAINER 19005-8", lines.get(first + 9));
    }

    @Test
    void forAPacsThatTakesWordsAloneTheNumbersAreWords() {
        var diagnosed = Given.diagnosed(draft);
        var report =
                SrDocument.of(
                        diagnosed,
                        header,
                        evidence(diagnosed),
                        Optional.empty(),
                        ZoneOffset.UTC,
                        SrForm.BASIC);
        assertEquals(SopClass.BASIC_TEXT_SR, report.string(Tag.SOP_CLASS_UID).orElseThrow());
        assertTrue(Outline.of(report).stream().noneMatch(line -> line.contains(" NUM ")));
        assertTrue(
                Outline.texts(report, "121071")
                        .contains("Haemorrhage: probability 62.5 %, uncalibrated"));
    }

    @Test
    void aDraftWithoutProbabilitiesStaysABasicTextSr() {
        var asked =
                Given.answering(
                        Given.diagnosed(draft),
                        answer -> Answer.newBuilder(answer).setProbability(null).build());
        assertEquals(SopClass.BASIC_TEXT_SR, report(asked).string(Tag.SOP_CLASS_UID).orElseThrow());
        assertEquals(Outline.of(report(draft)), Outline.of(report(asked)));
    }

    @Test
    void theBannerStandsInEverySectionWithTextOfTheModel() {
        assertEquals(
                List.of("AI DRAFT - NOT REVIEWED", "AI DRAFT - NOT REVIEWED"),
                Outline.texts(report(draft), "121106"));
    }

    @Test
    void anUntrainedModelIsCalledOneInEverySection() {
        var untrained = edited(model -> model.setTrained(false));
        assertEquals(
                2,
                Outline.texts(report(untrained), "121106").stream()
                        .filter("untrained model: text is noise"::equals)
                        .count());
    }

    @Test
    void theModelsOwnNoticeIsRepeated() {
        var noticed = edited(model -> model.setNotice("research only"));
        assertTrue(Outline.texts(report(noticed), "121106").contains("research only"));
    }

    @Test
    void aDraftMadeAtTheDeadlineSaysSo() {
        var partial = Draft.newBuilder(draft).setPartial(true).build();
        assertTrue(
                Outline.texts(report(partial), "121106")
                        .contains("Drafted at the deadline, before the study was complete."));
    }

    @Test
    void everyImageUsedIsEvidenceOnceBySeries() {
        var twice = new ArrayList<>(images);
        twice.addAll(images);
        var evidence =
                report(Given.draft(STUDY, 1, twice))
                        .items(Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE);
        assertEquals(1, evidence.size());
        assertEquals(STUDY, evidence.getFirst().string(Tag.STUDY_INSTANCE_UID).orElseThrow());
        var series = evidence.getFirst().items(Tag.REFERENCED_SERIES_SEQUENCE);
        assertEquals(1, series.size());
        assertEquals(
                images.stream().map(InstanceRef::getSopInstanceUid).toList(),
                series.getFirst().items(Tag.REFERENCED_SOP_SEQUENCE).stream()
                        .map(it -> it.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow())
                        .toList());
    }

    @Test
    void aScanThatIsNoPictureIsEvidenceButIsNotShownInTheText() {
        var dose = new Evidence.Image("1.2.840.10008.5.1.4.1.1.481.2", STUDY + ".1.1");
        var evidence = new Evidence(STUDY, List.of(new Evidence.Scan(STUDY + ".1", List.of(dose))));
        var report =
                SrDocument.of(
                        draft, header, evidence, Optional.empty(), ZoneOffset.UTC, SrForm.ENHANCED);
        assertEquals(1, report.items(Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE).size());
        assertFalse(Outline.of(report).stream().anyMatch(line -> line.contains("IMAGE")));
    }

    @Test
    void aSecondRevisionNamesTheFirstAsItsPredecessor() {
        var first = report(draft);
        var second = Given.draft(STUDY, 2, images);
        var predecessor =
                new Predecessor(
                        SopClass.BASIC_TEXT_SR,
                        SrDocument.seriesUid(draft),
                        SrDocument.sopInstanceUid(draft));
        var report =
                SrDocument.of(
                        second,
                        header,
                        evidence(second),
                        Optional.of(predecessor),
                        ZoneOffset.UTC,
                        SrForm.ENHANCED);
        var named =
                report.item(Tag.PREDECESSOR_DOCUMENTS_SEQUENCE)
                        .flatMap(study -> study.item(Tag.REFERENCED_SERIES_SEQUENCE))
                        .flatMap(series -> series.item(Tag.REFERENCED_SOP_SEQUENCE))
                        .orElseThrow();
        assertEquals(
                first.string(Tag.SOP_INSTANCE_UID), named.string(Tag.REFERENCED_SOP_INSTANCE_UID));
        assertNotEquals(first.string(Tag.SOP_INSTANCE_UID), report.string(Tag.SOP_INSTANCE_UID));
        assertNotEquals(
                first.string(Tag.SERIES_INSTANCE_UID), report.string(Tag.SERIES_INSTANCE_UID));
        assertFalse(first.contains(Tag.PREDECESSOR_DOCUMENTS_SEQUENCE));
    }

    @Test
    void theSameDraftIsTheSameBytes() throws IOException {
        assertArrayEquals(bytes(report(draft)), bytes(report(Given.draft(STUDY, 1, images))));
    }

    @Test
    void aSystemThatStartedOverDoesNotReuseAnInstance() {
        var again =
                Draft.newBuilder(draft).setSettledAt(draft.getSettledAt().plusMillis(1)).build();
        assertNotEquals(SrDocument.sopInstanceUid(draft), SrDocument.sopInstanceUid(again));
    }

    @Test
    void itIsFiledWithItsStudyInASeriesOfItsOwn() {
        var report = report(draft);
        for (int tag :
                List.of(
                        Tag.PATIENT_NAME,
                        Tag.PATIENT_ID,
                        Tag.PATIENT_BIRTH_DATE,
                        Tag.PATIENT_SEX,
                        Tag.STUDY_DATE,
                        Tag.STUDY_TIME,
                        Tag.ACCESSION_NUMBER,
                        Tag.STUDY_DESCRIPTION)) {
            assertEquals(header.string(tag), report.string(tag));
        }
        assertEquals(STUDY, report.string(Tag.STUDY_INSTANCE_UID).orElseThrow());
        assertEquals("SR", report.string(Tag.MODALITY).orElseThrow());
        assertNotEquals(
                header.string(Tag.SERIES_INSTANCE_UID), report.string(Tag.SERIES_INSTANCE_UID));
        assertFalse(report.contains(Tag.PIXEL_DATA));
    }

    @Test
    void requiredAttributesThatTheImagesLackAreThereAndEmpty() {
        header.remove(Tag.PATIENT_BIRTH_DATE).remove(Tag.ACCESSION_NUMBER);
        var report = report(draft);
        assertTrue(report.contains(Tag.PATIENT_BIRTH_DATE));
        assertEquals(Optional.empty(), report.string(Tag.PATIENT_BIRTH_DATE));
        assertTrue(report.contains(Tag.REFERRING_PHYSICIAN_NAME));
        assertTrue(report.contains(Tag.ACCESSION_NUMBER));
        assertFalse(report.contains(Tag.REFERENCED_REQUEST_SEQUENCE));
    }

    @Test
    void theOrderIsNamedByItsAccessionNumber() {
        var request = report(draft).item(Tag.REFERENCED_REQUEST_SEQUENCE).orElseThrow();
        assertEquals("A-17", request.string(Tag.ACCESSION_NUMBER).orElseThrow());
    }

    @Test
    void timesAreWrittenInTheOffsetThatTheImagesName() {
        header.putString(Tag.TIMEZONE_OFFSET_FROM_UTC, Vr.SH, "+0530");
        var report = report(draft); // finished at 12:00:09 UTC
        assertEquals("20261123", report.string(Tag.CONTENT_DATE).orElseThrow());
        assertEquals("173009", report.string(Tag.CONTENT_TIME).orElseThrow());
    }

    private DataSet report(Draft draft) {
        return SrDocument.of(
                draft, header, evidence(draft), Optional.empty(), ZoneOffset.UTC, SrForm.ENHANCED);
    }

    private static Evidence evidence(Draft draft) {
        var scan = draft.getProvenance().getScans().getFirst();
        return new Evidence(
                draft.getStudyInstanceUid(),
                List.of(
                        new Evidence.Scan(
                                scan.getSeriesInstanceUid(),
                                scan.getInstances().stream()
                                        .map(
                                                it ->
                                                        new Evidence.Image(
                                                                SopClass.CT_IMAGE,
                                                                it.getSopInstanceUid()))
                                        .toList())));
    }

    private Draft edited(Consumer<ModelInfo.Builder> edit) {
        var model = ModelInfo.newBuilder(Given.model());
        edit.accept(model);
        return Draft.newBuilder(draft)
                .setProvenance(
                        Provenance.newBuilder(draft.getProvenance())
                                .setModel(model.build())
                                .build())
                .build();
    }

    private static byte[] bytes(DataSet report) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomWriter.write(
                bytes, FileMeta.of(report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), report);
        return bytes.toByteArray();
    }
}
