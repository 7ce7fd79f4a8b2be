// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;
import io.radfm.wire.scu.ObjectKind;
import io.radfm.wire.scu.Outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;

/// Small CT slices of one study, made for a test.
final class TestObjects {
    static final ObjectKind CT =
            new ObjectKind(SopClass.CT_IMAGE, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());

    static final String STUDY = Uid.of("the study of the test objects");
    private static final int SIDE = 64;

    private TestObjects() {}

    static DataSet slice(String sopInstanceUid, int number) {
        var pixels = new byte[SIDE * SIDE * 2];
        new Random(number).nextBytes(pixels);
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, sopInstanceUid)
                .putString(Tag.MODALITY, Vr.CS, "CT")
                .putString(Tag.PATIENT_ID, Vr.LO, "TEST-4711")
                .putString(Tag.STUDY_INSTANCE_UID, Vr.UI, STUDY)
                .putString(Tag.SERIES_INSTANCE_UID, Vr.UI, STUDY + ".1")
                .putInts(Tag.INSTANCE_NUMBER, Vr.IS, number)
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .putInts(Tag.ROWS, Vr.US, SIDE)
                .putInts(Tag.COLUMNS, Vr.US, SIDE)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, 16)
                .putInts(Tag.BITS_STORED, Vr.US, 16)
                .putInts(Tag.HIGH_BIT, Vr.US, 15)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                .putBytes(Tag.PIXEL_DATA, Vr.OW, pixels);
    }

    static byte[] bytes(DataSet dataSet) throws IOException {
        var out = new ByteArrayOutputStream();
        DicomWriter.writeDataSet(out, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return out.toByteArray();
    }

    /// The object under the UID that it really has.
    static Outgoing outgoing(DataSet dataSet) throws IOException {
        return outgoing(dataSet.string(Tag.SOP_INSTANCE_UID).orElseThrow(), bytes(dataSet));
    }

    static Outgoing outgoing(String sopInstanceUid, byte[] bytes) {
        return Outgoing.of(CT, sopInstanceUid, bytes);
    }
}
