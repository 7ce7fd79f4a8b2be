// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;
import io.radfm.events.InstanceRef;
import io.radfm.events.ScanKind;
import io.radfm.events.ScanSegment;
import io.radfm.events.TextSegment;
import io.radfm.storage.ObjectStore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/// Puts objects into a store and makes the segments of contexts that point to them.
public final class Studies {
    private final ObjectStore store;
    private int uids;

    public Studies(ObjectStore store) {
        this.store = store;
    }

    public InstanceRef put(byte[] file) throws Exception {
        try (var upload = store.begin()) {
            upload.write(ByteBuffer.wrap(file));
            var ref = upload.commit().toCompletableFuture().get();
            return new InstanceRef("1.2.3." + ++uids, ref.digest(), ref.bytes(), 1);
        }
    }

    public InstanceRef put(DataSet image) throws Exception {
        return put(file(image));
    }

    static byte[] file(DataSet image) throws IOException {
        var out = new ByteArrayOutputStream();
        var meta = FileMeta.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        DicomWriter.write(out, meta, image);
        return out.toByteArray();
    }

    /// All files of a folder, in the order of their names.
    public ScanSegment folder(Path folder) throws Exception {
        var instances = new ArrayList<InstanceRef>();
        try (var files = Files.list(folder)) {
            for (var file : files.sorted().toList()) {
                instances.add(put(Files.readAllBytes(file)));
            }
        }
        return scan(ScanKind.VOLUME_3D, instances);
    }

    public static ScanSegment scan(ScanKind kind, List<InstanceRef> instances) {
        return new ScanSegment(kind, "1.2.840.1", "CT", "a series", instances);
    }

    public ScanSegment volume(List<DataSet> slices) throws Exception {
        var instances = new ArrayList<InstanceRef>();
        for (var slice : slices) {
            instances.add(put(slice));
        }
        return scan(ScanKind.VOLUME_3D, instances);
    }

    ScanSegment picture(DataSet image) throws Exception {
        return scan(ScanKind.IMAGE_2D, List.of(put(image)));
    }

    static TextSegment text(String text) {
        return new TextSegment("patient", text);
    }

    /// Axial slices of signed 16-bit values, `pixel.applyAsInt(slice, index)`, 2 mm apart.
    public static List<DataSet> slices(int count, int side, IntBinaryOperator pixel) {
        var slices = new ArrayList<DataSet>();
        for (int i = 0; i < count; i++) {
            var bytes = ByteBuffer.allocate(2 * side * side).order(ByteOrder.LITTLE_ENDIAN);
            for (int p = 0; p < side * side; p++) {
                bytes.putShort((short) pixel.applyAsInt(i, p));
            }
            slices.add(
                    image(side, side, 16, "MONOCHROME2", bytes.array())
                            .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 1)
                            .putString(Tag.SOP_INSTANCE_UID, Vr.UI, "1.2." + (i + 1))
                            .putInts(Tag.INSTANCE_NUMBER, Vr.IS, i + 1)
                            .putNumbers(Tag.PIXEL_SPACING, Vr.DS, 1, 1)
                            .putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, 0, 0, 2 * i)
                            .putNumbers(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1, 0, 0, 0, 1, 0));
        }
        return slices;
    }

    static DataSet image(int rows, int columns, int bits, String photometric, byte[] pixels) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, "1.2.9")
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, photometric.equals("RGB") ? 3 : 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, photometric)
                .putInts(Tag.ROWS, Vr.US, rows)
                .putInts(Tag.COLUMNS, Vr.US, columns)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, bits)
                .putInts(Tag.BITS_STORED, Vr.US, bits)
                .putInts(Tag.HIGH_BIT, Vr.US, bits - 1)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                .putBytes(Tag.PIXEL_DATA, bits == 8 ? Vr.OB : Vr.OW, pixels);
    }
}
