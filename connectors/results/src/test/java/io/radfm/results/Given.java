// SPDX-License-Identifier: Apache-2.0
package io.radfm.results;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;
import io.radfm.events.Acceptance;
import io.radfm.events.Answer;
import io.radfm.events.Draft;
import io.radfm.events.DraftOutcome;
import io.radfm.events.DraftProgress;
import io.radfm.events.DraftStatus;
import io.radfm.events.DraftText;
import io.radfm.events.Failed;
import io.radfm.events.InstanceRef;
import io.radfm.events.ModelInfo;
import io.radfm.events.Priority;
import io.radfm.events.Provenance;
import io.radfm.events.Question;
import io.radfm.events.ScanUsed;
import io.radfm.events.SeriesSummary;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.events.wire.TrustedClasses;
import io.radfm.storage.ObjectStore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Stored images, drafts and states to tell stories with.
public final class Given {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    static {
        TrustedClasses.install();
    }

    private Given() {}

    /// A real file, or one we wrote, in the store.
    public static InstanceRef stored(ObjectStore store, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return stored(store, in, DicomReader.read(file, ReadOptions.HEADER).dataSet());
        }
    }

    public static InstanceRef stored(ObjectStore store, DataSet image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomWriter.write(
                bytes, FileMeta.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), image);
        return stored(store, new java.io.ByteArrayInputStream(bytes.toByteArray()), image);
    }

    private static InstanceRef stored(ObjectStore store, InputStream in, DataSet header)
            throws IOException {
        var upload = store.begin();
        in.transferTo(upload);
        var ref = upload.commit().toCompletableFuture().join();
        return new InstanceRef(
                header.string(Tag.SOP_INSTANCE_UID).orElseThrow(), ref.digest(), ref.bytes(), 1);
    }

    /// A small CT image of a patient.
    public static DataSet image(String studyUid, String sopUid, String patientName) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, sopUid)
                .putString(Tag.STUDY_INSTANCE_UID, Vr.UI, studyUid)
                .putString(Tag.SERIES_INSTANCE_UID, Vr.UI, studyUid + ".1")
                .putString(Tag.STUDY_DATE, Vr.DA, "20261123")
                .putString(Tag.STUDY_TIME, Vr.TM, "115900")
                .putString(Tag.ACCESSION_NUMBER, Vr.SH, "A-17")
                .putString(Tag.MODALITY, Vr.CS, "CT")
                .putString(Tag.STUDY_DESCRIPTION, Vr.LO, "Head")
                .putString(Tag.PATIENT_NAME, Vr.PN, patientName)
                .putString(Tag.PATIENT_ID, Vr.LO, "P-4711")
                .putString(Tag.PATIENT_BIRTH_DATE, Vr.DA, "19700101")
                .putString(Tag.PATIENT_SEX, Vr.CS, "F")
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .putInts(Tag.ROWS, Vr.US, 8)
                .putInts(Tag.COLUMNS, Vr.US, 8)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, 16)
                .putInts(Tag.BITS_STORED, Vr.US, 12)
                .putInts(Tag.HIGH_BIT, Vr.US, 11)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                .putBytes(Tag.PIXEL_DATA, Vr.OW, gradient());
    }

    private static byte[] gradient() {
        var pixels = new byte[8 * 8 * 2];
        for (int i = 0; i < pixels.length; i += 2) {
            pixels[i] = (byte) (i * 2);
            pixels[i + 1] = (byte) (i / 16);
        }
        return pixels;
    }

    public static ModelInfo model() {
        return new ModelInfo(
                "RadFM",
                "mini-0.1",
                "9f".repeat(32),
                "onnxruntime 1.29.0",
                "fp32",
                "cpu",
                true,
                null);
    }

    public static Draft draft(String studyUid, int revision, List<InstanceRef> images) {
        return draft(studyUid, studyUid + ".1", revision, images);
    }

    public static Draft draft(
            String studyUid, String seriesUid, int revision, List<InstanceRef> images) {
        var series =
                new SeriesSummary(seriesUid, "CT", 2, "Axial", images.size(), images.getFirst());
        return Draft.newBuilder()
                .setDraftId(studyUid + "/" + revision)
                .setPatientKey("key")
                .setStudyInstanceUid(studyUid)
                .setRevision(revision)
                .setPartial(false)
                .setSupersedes(revision > 1 ? revision - 1 : null)
                .setStatus(DraftStatus.DRAFTED)
                .setText(text("No acute haemorrhage.", "Normal head CT."))
                .setProvenance(provenance(seriesUid, images))
                .setPriority(Priority.ROUTINE)
                .setModality("CT")
                .setInstances(images.size())
                .setSeries(new ArrayList<>(List.of(series)))
                .setHeader(images.getFirst())
                .setLastReceivedAt(NOON)
                .setClosedAt(NOON.plusSeconds(5))
                .setSettledAt(NOON.plusSeconds(10 + revision))
                .build();
    }

    public static DraftText text(String findings, String impression) {
        return new DraftText(
                findings,
                impression,
                new ArrayList<>(
                        List.of(
                                new Answer(
                                        "report",
                                        "whole answer",
                                        12,
                                        "END_OF_SEQUENCE",
                                        null,
                                        false))));
    }

    /// The same draft, whose model was also asked about three diagnoses.
    public static Draft diagnosed(Draft draft) {
        var answers = new ArrayList<>(draft.getText().getAnswers());
        answers.add(new Answer("modality", "CT", 2, "END_OF_SEQUENCE", null, false));
        answers.add(diagnosis("midline_shift", "no", 0.04, true));
        answers.add(diagnosis("haemorrhage", "yes", 0.625, false));
        answers.add(diagnosis("white_matter_lesions", "no", 0.5, false));
        var text = DraftText.newBuilder(draft.getText()).setAnswers(answers).build();
        return Draft.newBuilder(draft).setText(text).build();
    }

    /// The same draft with other answers.
    public static Draft answering(Draft draft, UnaryOperator<Answer> change) {
        var answers = new ArrayList<>(draft.getText().getAnswers());
        answers.replaceAll(change);
        var text = DraftText.newBuilder(draft.getText()).setAnswers(answers).build();
        return Draft.newBuilder(draft).setText(text).build();
    }

    public static Answer diagnosis(
            String label, String text, double probability, boolean calibrated) {
        return new Answer(
                "diagnosis:" + label, text, 1, "END_OF_SEQUENCE", probability, calibrated);
    }

    private static Provenance provenance(String seriesUid, List<InstanceRef> images) {
        return new Provenance(
                "study.contexts",
                new ArrayList<>(List.of(new Question("report", "Write a report.", 200))),
                new ArrayList<>(
                        List.of(
                                new ScanUsed(
                                        seriesUid,
                                        new ArrayList<>(images),
                                        new ArrayList<>(List.of(3, 256, 256, 4)),
                                        new ArrayList<>(List.of("window 40/400"))))),
                model(),
                NOON.plusSeconds(6),
                NOON.plusSeconds(9),
                "quiet-time 1");
    }

    public static Draft failed(Draft draft) {
        return Draft.newBuilder(draft)
                .setStatus(DraftStatus.FAILED)
                .setText(null)
                .setProvenance(null)
                .setFailure(new Failed("NO_SCANS", "No series holds an image.", 1))
                .build();
    }

    /// A text under way, at so many tokens of an attempt.
    public static DraftProgress progress(
            String studyUid, int revision, Instant startedAt, int tokens, String text) {
        return new DraftProgress(
                studyUid + "/" + revision,
                "key",
                studyUid,
                revision,
                startedAt,
                startedAt.plusMillis(tokens),
                text,
                tokens,
                ModelInfo.newBuilder(model()).setTrained(false).build());
    }

    /// A report that was signed about a study's draft so many minutes after noon.
    public static DraftOutcome outcome(
            String studyUid, String version, Acceptance acceptance, int minutes) {
        return DraftOutcome.newBuilder()
                .setOutcomeId(studyUid + "/1/R-1")
                .setDraftId(studyUid + "/1")
                .setReportId("R-1")
                .setPatientKey("key")
                .setStudyInstanceUid(studyUid)
                .setRevision(1)
                .setModel(ModelInfo.newBuilder(model()).setVersion(version).build())
                .setAcceptance(acceptance)
                .setAgreed(new ArrayList<>(List.of("haemorrhage")))
                .setMissed(new ArrayList<>(List.of("fracture")))
                .setInvented(new ArrayList<>())
                .setOtherSide(new ArrayList<>())
                .setLabelF1(0.5)
                .setEdits(2)
                .setDraftWords(7)
                .setReportWords(8)
                .setWordEdit(0.25)
                .setSections(new ArrayList<>(List.of("findings")))
                .setSectionsKept(new ArrayList<>())
                .setRules("1")
                .setDraftedAt(NOON)
                .setSignedAt(NOON.plusSeconds(60L * minutes))
                .build();
    }

    public static StudyState state(String studyUid, StudyStage stage, int revision) {
        return state(studyUid, stage, revision, NOON);
    }

    public static StudyState state(
            String studyUid, StudyStage stage, int revision, Instant arrived) {
        return StudyState.newBuilder()
                .setStudyInstanceUid(studyUid)
                .setPatientKey("key")
                .setStage(stage)
                .setRevision(revision)
                .setInstances(3)
                .setModality("CT")
                .setDescription("Head")
                .setSeries(new ArrayList<>())
                .setFirstReceivedAt(arrived)
                .setLastReceivedAt(arrived)
                .setUpdatedAt(arrived)
                .build();
    }
}
