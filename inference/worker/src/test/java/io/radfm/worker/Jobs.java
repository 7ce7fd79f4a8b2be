// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;
import io.radfm.events.ClosedBy;
import io.radfm.events.InferenceJob;
import io.radfm.events.InstanceRef;
import io.radfm.events.Priority;
import io.radfm.events.Question;
import io.radfm.events.ScanKind;
import io.radfm.events.ScanSegment;
import io.radfm.events.StudyContext;
import io.radfm.events.TextSegment;
import io.radfm.events.wire.TrustedClasses;
import io.radfm.storage.ObjectStore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Jobs about small studies whose objects lie in a store.
final class Jobs implements AutoCloseable {
    static final Question REPORT = new Question("report", "Write a report.", 8);
    private static final int SIDE = 64;

    static {
        TrustedClasses.install();
    }

    private final ObjectStore store;

    Jobs(Path folder) throws Exception {
        store = ObjectStore.of(folder.resolve("objects").toUri());
    }

    ObjectStore store() {
        return store;
    }

    InferenceJob ofVolume(int slices) throws Exception {
        return of(volume(slices), REPORT);
    }

    /// So many answers of at most 1,500 tokens, about twenty a second.
    InferenceJob slow(int questions) throws Exception {
        return of(
                volume(8),
                IntStream.range(0, questions)
                        .mapToObj(i -> new Question("free:" + i, "Question " + i, 1500))
                        .toArray(Question[]::new));
    }

    /// Its second image is not a number of pixels that it says.
    InferenceJob broken() throws Exception {
        var instances = new ArrayList<InstanceRef>(volume(3).getInstances());
        instances.add(put(slice(4).putBytes(Tag.PIXEL_DATA, Vr.OW, new byte[2])));
        return of(scan(instances), REPORT);
    }

    /// One of its objects never arrives.
    InferenceJob missing() throws Exception {
        var instances = new ArrayList<InstanceRef>(volume(3).getInstances());
        instances.add(new InstanceRef("1.2", "0".repeat(64), 1000L, 1));
        return of(scan(instances), REPORT);
    }

    InferenceJob of(ScanSegment scan, Question... questions) {
        var id = Uid.generate();
        var patient = "patient-" + id.substring(id.length() - 6);
        var context =
                StudyContext.newBuilder()
                        .setContextId("job-" + id)
                        .setPatientKey(patient)
                        .setStudyInstanceUid(id)
                        .setRevision(1)
                        .setPartial(false)
                        .setClosedBy(ClosedBy.QUIET_TIME)
                        .setPriority(Priority.ROUTINE)
                        .setModality("CT")
                        .setFirstReceivedAt(Instant.now())
                        .setLastReceivedAt(Instant.now())
                        .setClosedAt(Instant.now())
                        .setInstances(scan.getInstances().size())
                        .setSegments(
                                List.of(
                                        new TextSegment("patient", "The patient is male."),
                                        new TextSegment("series", "Series 1: CT."),
                                        scan))
                        .setHeader(scan.getInstances().getFirst())
                        .setPolicy("test/1")
                        .build();
        return new InferenceJob(context.getContextId(), context, List.of(questions), Instant.now());
    }

    ScanSegment volume(int slices) throws Exception {
        var instances = new ArrayList<InstanceRef>();
        for (int i = 0; i < slices; i++) {
            instances.add(put(slice(i)));
        }
        return scan(instances);
    }

    private static ScanSegment scan(List<InstanceRef> instances) {
        return new ScanSegment(ScanKind.VOLUME_3D, "1.2.840.1", "CT", null, instances);
    }

    private static DataSet slice(int number) {
        var random = new Random(number);
        var pixels = ByteBuffer.allocate(2 * SIDE * SIDE).order(ByteOrder.LITTLE_ENDIAN);
        while (pixels.hasRemaining()) {
            pixels.putShort((short) random.nextInt(-1000, 1000));
        }
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, "1.2." + (number + 1))
                .putInts(Tag.INSTANCE_NUMBER, Vr.IS, number + 1)
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .putInts(Tag.ROWS, Vr.US, SIDE)
                .putInts(Tag.COLUMNS, Vr.US, SIDE)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, 16)
                .putInts(Tag.BITS_STORED, Vr.US, 16)
                .putInts(Tag.HIGH_BIT, Vr.US, 15)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 1)
                .putNumbers(Tag.PIXEL_SPACING, Vr.DS, 1, 1)
                .putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, 0, 0, 2 * number)
                .putNumbers(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1, 0, 0, 0, 1, 0)
                .putBytes(Tag.PIXEL_DATA, Vr.OW, pixels.array());
    }

    private InstanceRef put(DataSet image) throws Exception {
        var out = new ByteArrayOutputStream();
        var meta = FileMeta.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        DicomWriter.write(out, meta, image);
        try (var upload = store.begin()) {
            upload.write(ByteBuffer.wrap(out.toByteArray()));
            var ref = upload.commit().toCompletableFuture().get();
            return new InstanceRef(
                    image.string(Tag.SOP_INSTANCE_UID).orElseThrow(), ref.digest(), ref.bytes(), 1);
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
