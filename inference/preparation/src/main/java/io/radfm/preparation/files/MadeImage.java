// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomFile;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.NativePixelData;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;

import java.io.IOException;
import java.util.Optional;

/// A DICOM image of pixels that never were in a DICOM file.
final class MadeImage {
    private MadeImage() {}

    /// @param samples 1: grey, 3: RGB
    static DataSet header(int rows, int columns, int samples, int bits) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.SECONDARY_CAPTURE_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, Uid.generate())
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, samples)
                .putString(
                        Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, samples == 1 ? "MONOCHROME2" : "RGB")
                .putInts(Tag.ROWS, Vr.US, rows)
                .putInts(Tag.COLUMNS, Vr.US, columns)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, bits)
                .putInts(Tag.BITS_STORED, Vr.US, bits)
                .putInts(Tag.HIGH_BIT, Vr.US, bits - 1)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 0);
    }

    /// @param vr OB, OW, or OF for floats
    static DicomFile of(DataSet header, ByteSource pixels, Vr vr) {
        long bits =
                (long) header.integer(Tag.ROWS).orElseThrow()
                        * header.integer(Tag.COLUMNS).orElseThrow()
                        * header.integer(Tag.SAMPLES_PER_PIXEL).orElseThrow()
                        * header.integer(Tag.BITS_ALLOCATED).orElseThrow();
        var meta = FileMeta.of(header, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return new DicomFile(
                meta,
                header,
                Optional.of(new NativePixelData(pixels, 0, bits / 8, vr, 1, bits, 1, false)));
    }

    static DicomFile of(DataSet header, byte[] pixels, Vr vr) throws IOException {
        return of(header, ByteSource.of(pixels), vr);
    }
}
