// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest.bench;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// CT slices of 512 × 512 × 16 bit, explicit VR little endian, 526 kB each, all of them different.
final class CtFiles {
    private static final int SIDE = 512;

    private CtFiles() {}

    /// Writes so many files, dealt out to so many folders; answers the folders.
    static List<Path> write(Path root, int files, int folders) throws IOException {
        var study = Uid.generate();
        var series = Uid.generate();
        var random = new Random(1);
        var pixels = new byte[SIDE * SIDE * 2];
        var all = new ArrayList<Path>();
        for (int i = 0; i < folders; i++) {
            all.add(Files.createDirectories(root.resolve("part-" + i)));
        }
        for (int i = 0; i < files; i++) {
            random.nextBytes(pixels);
            var slice = slice(study, series, i + 1).putBytes(Tag.PIXEL_DATA, Vr.OW, pixels);
            var syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            DicomWriter.write(
                    all.get(i % folders).resolve(i + ".dcm"), FileMeta.of(slice, syntax), slice);
        }
        return all;
    }

    private static DataSet slice(String study, String series, int number) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, Uid.generate())
                .putString(Tag.STUDY_DATE, Vr.DA, "20260102")
                .putString(Tag.STUDY_TIME, Vr.TM, "030405")
                .putString(Tag.MODALITY, Vr.CS, "CT")
                .putString(Tag.PATIENT_ID, Vr.LO, "BENCH")
                .putString(Tag.STUDY_INSTANCE_UID, Vr.UI, study)
                .putString(Tag.SERIES_INSTANCE_UID, Vr.UI, series)
                .putInts(Tag.INSTANCE_NUMBER, Vr.IS, number)
                .putNumbers(Tag.IMAGE_POSITION_PATIENT, Vr.DS, -250, -250, number)
                .putNumbers(Tag.IMAGE_ORIENTATION_PATIENT, Vr.DS, 1, 0, 0, 0, 1, 0)
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .putInts(Tag.ROWS, Vr.US, SIDE)
                .putInts(Tag.COLUMNS, Vr.US, SIDE)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, 16)
                .putInts(Tag.BITS_STORED, Vr.US, 16)
                .putInts(Tag.HIGH_BIT, Vr.US, 15)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 0);
    }
}
