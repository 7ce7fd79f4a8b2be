// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static java.time.format.DateTimeFormatter.BASIC_ISO_DATE;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;
import io.radfm.events.ClosedBy;
import io.radfm.events.Draft;
import io.radfm.events.DraftStatus;
import io.radfm.events.DraftText;
import io.radfm.events.ImagingOrder;
import io.radfm.events.InstanceReceived;
import io.radfm.events.InstanceRef;
import io.radfm.events.OrderStatus;
import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.events.ScanKind;
import io.radfm.events.ScanSegment;
import io.radfm.events.StudyContext;
import io.radfm.events.TextSegment;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.TrustedClasses;
import io.radfm.storage.ObjectStore;
import io.radfm.training.sample.Sample.Source;

import org.apache.avro.specific.SpecificRecord;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A hospital of which everything was recorded: objects in a store, records in topics of three
/// partitions. Every patient is named everywhere a name can be: see [#PLANTED].
final class RecordedHospital implements Recorded {
    static final int PARTITIONS = 3;
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /// What must be found nowhere in a data set, in lower case.
    static final List<String> PLANTED =
            List.of(
                    "zyxwort",
                    "quirinius",
                    "blatherwick",
                    "ambrose",
                    "sallowfen",
                    "qx8842",
                    "accno55",
                    "19511231",
                    "december",
                    "nettle",
                    "555-0142",
                    "elsewhere",
                    "zwerg",
                    "key-of-",
                    "1.2.826",
                    "ord-77",
                    "14:35",
                    "drossel@",
                    "20260201",
                    "2026-02-01",
                    "20260218",
                    "2026-02-18");

    static {
        TrustedClasses.install();
    }

    private final ObjectStore store;
    private final List<InstanceReceived> instances = new ArrayList<>();
    private final List<StudyContext> contexts = new ArrayList<>();
    private final List<RadiologyReport> reports = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<ImagingOrder> orders = new ArrayList<>();

    RecordedHospital(ObjectStore store) {
        this.store = store;
    }

    /// @param number tells studies and their images apart
    /// @param patient of whom they are
    record Case(int number, String patient) {
        String uid() {
            return "1.2.826." + number;
        }

        String patientKey() {
            return "key-of-" + patient;
        }

        /// Of two studies in a row the second is seventeen days later.
        LocalDate date() {
            return LocalDate.of(2026, 2, number % 2 == 0 ? 1 : 18);
        }

        /// As every report of these studies has: what names the patient, and who read them.
        String mention() {
            return "Mr. Zyxwort%d, born 31 December 1951, MRN QX8842%d, was seen with Dr. Ambrose Blatherwick at 14:35. "
                    .formatted(number, number);
        }
    }

    /// A chest radiograph or a head CT with an effusion or a haemorrhage, or with neither.
    Case study(int number, String patient) throws Exception {
        var one = new Case(number, patient);
        boolean chest = number % 2 == 0;
        return study(one, chest, chest ? radiograph(one, "NO") : volume(one));
    }

    /// A head CT of so many slices.
    Case study(int number, String patient, int slices, int side) throws Exception {
        var one = new Case(number, patient);
        return study(one, false, volume(one, slices, side));
    }

    private Case study(Case one, boolean chest, List<InstanceRef> refs) {
        var context = context(one, chest ? "CR" : "CT", List.of(scan(chest, refs)));
        contexts.add(context);
        for (int i = 0; i < refs.size(); i++) {
            instances.add(received(one, chest, refs.get(i), i));
        }
        orders.add(order(one));
        reports.add(report(one, chest ? chest(one) : head(one)).build());
        drafts.add(draft(context, "Something else."));
        return one;
    }

    private static String chest(Case one) {
        boolean ill = one.number() % 4 == 0;
        var side = one.number() % 8 == 0 ? "left" : "right";
        return """
        Clinical history: cough, see letter of 3.3.2021 to drossel@elsewhere.example
        Findings: %s%s No pneumothorax. The heart is normal in size. Unchanged since the previous examination.
        Impression: %s
        Electronically signed by Blatherwick, Ambrose, 03/04/2026
        """
                .formatted(
                        one.mention(),
                        ill
                                ? "There is a small "
                                        + side
                                        + " pleural effusion of "
                                        + one.number()
                                        + " mm."
                                : "No pleural effusion. The lungs are clear to "
                                        + one.number()
                                        + " cm.",
                        ill ? "Small " + side + " pleural effusion." : "Normal chest.");
    }

    private static String head(Case one) {
        boolean ill = one.number() % 4 == 1;
        return """
        Findings: %s%s No midline shift. No skull fracture.
        Impression: %s
        """
                .formatted(
                        one.mention(),
                        ill
                                ? "Acute subdural haematoma over the left convexity, "
                                        + one.number()
                                        + " mm."
                                : "No intracranial haemorrhage. Normal ventricles of "
                                        + one.number()
                                        + " mm.",
                        ill ? "Left subdural haematoma." : "Normal brain.");
    }

    RadiologyReport.Builder report(Case one, String text) {
        return RadiologyReport.newBuilder()
                .setReportId("R-ACCNO55" + one.number())
                .setPatientKey(one.patientKey())
                .setStudyInstanceUid(one.uid())
                .setAccessionNumber("ACCNO55" + one.number())
                .setStatus(ReportStatus.FINAL)
                .setText(text)
                .setSignedAt(NOON.plusSeconds(one.number()))
                .setSource("simulated");
    }

    private static ImagingOrder order(Case one) {
        return ImagingOrder.newBuilder()
                .setOrderId("ORD-77" + one.number())
                .setPatientKey(one.patientKey())
                .setAccessionNumber("ACCNO55" + one.number())
                .setStudyInstanceUid(one.uid())
                .setStatus(OrderStatus.PLACED)
                .setOrderedAt(NOON)
                .setSource("simulated")
                .build();
    }

    /// As ingest would tell of it: the studies of a patient a quarter of an hour apart, a second
    /// between images.
    private static InstanceReceived received(
            Case one, boolean picture, InstanceRef ref, int number) {
        return InstanceReceived.newBuilder()
                .setPatientKey(one.patientKey())
                .setStudyInstanceUid(one.uid())
                .setSeriesInstanceUid(one.uid() + ".1")
                .setSopClassUid(SopClass.CT_IMAGE)
                .setInstance(ref)
                .setSource(new io.radfm.events.Source("A", "B", "1.2.840.10008.1.2.1"))
                .setReceivedAt(NOON.plusSeconds(900L * one.number() + number))
                .setModality(picture ? "CR" : "CT")
                .setSeriesNumber(3)
                .setInstanceNumber(number + 1)
                .setImageType(List.of("ORIGINAL", "PRIMARY"))
                .setRows(16)
                .setColumns(16)
                .setPixels(true)
                .setSeriesDescription("slices of Zyxwort" + one.number())
                .setPatientAge("045Y")
                .setPatientSex("M")
                .setIndication("cough of Zyxwort" + one.number())
                .setPosition(picture ? List.of() : List.of(0.0, 0.0, 2.0 * number))
                .setOrientation(picture ? List.of() : List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0))
                .build();
    }

    static ScanSegment scan(boolean picture, List<InstanceRef> refs) {
        return ScanSegment.newBuilder()
                .setKind(picture ? ScanKind.IMAGE_2D : ScanKind.VOLUME_3D)
                .setSeriesInstanceUid("1.2.826.9")
                .setModality(picture ? "CR" : "CT")
                .setInstances(refs)
                .build();
    }

    StudyContext context(Case one, String modality, List<ScanSegment> scans) {
        var segments = new ArrayList<Object>();
        segments.add(new TextSegment("patient", "The patient is a 45-year-old male."));
        segments.add(
                new TextSegment(
                        "indication",
                        "Indication: cough of Zyxwort%d, ORD-77%d, call 555-0142-99."
                                .formatted(one.number(), one.number())));
        for (var scan : scans) {
            segments.add(
                    new TextSegment(
                            "series",
                            "Series 3: Zyxwort" + one.number() + " scout, " + modality + "."));
            segments.add(scan);
        }
        return StudyContext.newBuilder()
                .setContextId("c-" + one.number())
                .setPatientKey(one.patientKey())
                .setStudyInstanceUid(one.uid())
                .setRevision(1)
                .setPartial(false)
                .setClosedBy(ClosedBy.QUIET_TIME)
                .setModality(modality)
                .setFirstReceivedAt(NOON)
                .setLastReceivedAt(NOON)
                .setClosedAt(NOON)
                .setInstances(scans.stream().mapToInt(scan -> scan.getInstances().size()).sum())
                .setSegments(segments)
                .setHeader(scans.getFirst().getInstances().getFirst())
                .setPolicy("test")
                .build();
    }

    static Draft draft(StudyContext context, String findings) {
        return Draft.newBuilder()
                .setDraftId(context.getContextId())
                .setPatientKey(context.getPatientKey())
                .setStudyInstanceUid(context.getStudyInstanceUid())
                .setRevision(context.getRevision())
                .setPartial(false)
                .setStatus(DraftStatus.DRAFTED)
                .setText(new DraftText(findings, "", List.of()))
                .setModality(context.getModality())
                .setInstances(context.getInstances())
                .setSeries(List.of())
                .setHeader(context.getHeader())
                .setLastReceivedAt(NOON)
                .setClosedAt(NOON)
                .setSettledAt(NOON)
                .build();
    }

    List<InstanceRef> radiograph(Case one, String burnedIn) throws Exception {
        var image =
                image(one, 24, 16, "CR", 0).putString(Tag.BURNED_IN_ANNOTATION, Vr.CS, burnedIn);
        return List.of(put(image));
    }

    List<InstanceRef> volume(Case one) throws Exception {
        return volume(one, 6, 16);
    }

    List<InstanceRef> volume(Case one, int slices, int side) throws Exception {
        var refs = new ArrayList<InstanceRef>();
        for (int i = 0; i < slices; i++) {
            refs.add(
                    put(
                            image(one, side, side, "CT", i)
                                    .putInts(Tag.INSTANCE_NUMBER, Vr.IS, i + 1)
                                    .putNumbers(Tag.PIXEL_SPACING, Vr.DS, 1, 1)
                                    .putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, 0, 0, 2 * i)
                                    .putNumbers(
                                            Tag.IMAGE_ORIENTATION_PATIENT,
                                            Vr.DS,
                                            1,
                                            0,
                                            0,
                                            0,
                                            1,
                                            0)));
        }
        return refs;
    }

    /// The pixels follow from the study's number, the header names the patient in many places.
    private static DataSet image(Case one, int rows, int columns, String modality, int number) {
        var random = new Random(one.number() * 100L + number);
        var pixels = ByteBuffer.allocate(2 * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
        while (pixels.hasRemaining()) {
            pixels.putShort((short) random.nextInt(1000));
        }
        var requested =
                new DataSet().putString(Tag.REQUESTING_PHYSICIAN, Vr.PN, "Sallowfen^Drossel");
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, one.uid() + ".1." + number)
                .putString(Tag.STUDY_DATE, Vr.DA, one.date().format(BASIC_ISO_DATE))
                .putString(Tag.ACCESSION_NUMBER, Vr.SH, "ACCNO55" + one.number())
                .putString(Tag.MODALITY, Vr.CS, modality)
                .putString(Tag.MANUFACTURER, Vr.LO, "Acme")
                .putString(Tag.INSTITUTION_NAME, Vr.LO, "Saint Elsewhere")
                .putString(Tag.REFERRING_PHYSICIAN_NAME, Vr.PN, "Blatherwick^Ambrose^^Dr.")
                .putString(Tag.STATION_NAME, Vr.SH, "ZWERG7")
                .putString(Tag.MANUFACTURER_MODEL_NAME, Vr.LO, "Visio of Quirinius")
                .putString(Tag.PATIENT_NAME, Vr.PN, "Zyxwort" + one.number() + "^Quirinius")
                .putString(Tag.PATIENT_ID, Vr.LO, "QX8842" + one.number())
                .putString(Tag.PATIENT_BIRTH_DATE, Vr.DA, "19511231")
                .putString(Tag.PATIENT_ADDRESS, Vr.LO, "17 Nettle Lane")
                .putString(Tag.BODY_PART_EXAMINED, Vr.CS, modality.equals("CR") ? "CHEST" : "HEAD")
                .putItems(Tag.REQUEST_ATTRIBUTES_SEQUENCE, requested)
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .putInts(Tag.ROWS, Vr.US, rows)
                .putInts(Tag.COLUMNS, Vr.US, columns)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, 16)
                .putInts(Tag.BITS_STORED, Vr.US, 16)
                .putInts(Tag.HIGH_BIT, Vr.US, 15)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                .putBytes(Tag.PIXEL_DATA, Vr.OW, pixels.array());
    }

    InstanceRef put(DataSet image) throws Exception {
        var out = new ByteArrayOutputStream();
        DicomWriter.write(out, FileMeta.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), image);
        try (var upload = store.begin()) {
            upload.write(ByteBuffer.wrap(out.toByteArray()));
            var ref = upload.commit().toCompletableFuture().get();
            var uid = image.string(Tag.SOP_INSTANCE_UID).orElseThrow();
            return new InstanceRef(uid, ref.digest(), ref.bytes(), 1);
        }
    }

    List<StudyContext> contexts() {
        return contexts;
    }

    List<InstanceReceived> instances() {
        return instances;
    }

    List<RadiologyReport> reports() {
        return reports;
    }

    List<Draft> drafts() {
        return drafts;
    }

    List<ImagingOrder> orders() {
        return orders;
    }

    private List<? extends SpecificRecord> all(Topic<?> topic) {
        if (topic == Topics.STUDY_CONTEXTS || topic == Topics.DICOM_INSTANCES) {
            return topic == Topics.STUDY_CONTEXTS ? contexts : instances;
        }
        return topic == Topics.RIS_REPORTS ? reports : topic == Topics.DRAFTS ? drafts : orders;
    }

    private List<? extends SpecificRecord> all(Topic<?> topic, int partition) {
        return all(topic).stream()
                .filter(record -> Math.floorMod(key(record).hashCode(), PARTITIONS) == partition)
                .toList();
    }

    private static String key(SpecificRecord record) {
        return record.get(record.getSchema().getField("patientKey").pos()).toString();
    }

    @Override
    public List<Extent> extents(Topic<?> topic, Window window) {
        var extents = new ArrayList<Extent>();
        for (int i = 0; i < PARTITIONS; i++) {
            extents.add(new Extent(topic.name(), i, 0, all(topic, i).size()));
        }
        return extents;
    }

    @Override
    public <T extends SpecificRecord> long read(Topic<T> topic, Extent extent, Sink<T> sink)
            throws java.io.IOException {
        var type = topic.value().orElseThrow();
        var records = all(topic, extent.partition());
        for (long at = extent.from(); at < extent.to(); at++) {
            var place = new Source.Record(topic.name(), extent.partition(), at);
            sink.take(place, type.cast(records.get((int) at)));
        }
        return 0;
    }

    @Override
    public void close() {}
}
