// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Small images, written as files and read back, as they would come from outside.
final class Images {
    private Images() {}

    static DataSet monochrome(int rows, int columns, int allocated, int stored, boolean signed) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.SECONDARY_CAPTURE_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, Vr.UI, "1.2.3")
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                .putInts(Tag.ROWS, Vr.US, rows)
                .putInts(Tag.COLUMNS, Vr.US, columns)
                .putInts(Tag.BITS_ALLOCATED, Vr.US, allocated)
                .putInts(Tag.BITS_STORED, Vr.US, stored)
                .putInts(Tag.HIGH_BIT, Vr.US, stored - 1)
                .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, signed ? 1 : 0);
    }

    static DataSet colour(int rows, int columns, String photometric) {
        return monochrome(rows, columns, 8, 8, false)
                .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 3)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, photometric);
    }

    static DicomImage words(DataSet image, int... pixels) throws IOException, UnusableImage {
        var bytes = new byte[2 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            bytes[2 * i] = (byte) pixels[i];
            bytes[2 * i + 1] = (byte) (pixels[i] >> 8);
        }
        return open(image, Vr.OW, bytes);
    }

    static DicomImage bytes(DataSet image, int... pixels) throws IOException, UnusableImage {
        var bytes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            bytes[i] = (byte) pixels[i];
        }
        return open(image, Vr.OB, bytes);
    }

    static DicomImage open(DataSet image, Vr vr, byte[] pixels) throws IOException, UnusableImage {
        int tag =
                switch (vr) {
                    case OF -> Tag.FLOAT_PIXEL_DATA;
                    case OD -> Tag.DOUBLE_FLOAT_PIXEL_DATA;
                    default -> Tag.PIXEL_DATA;
                };
        image.putBytes(tag, vr, pixels);
        var out = new ByteArrayOutputStream();
        var meta = FileMeta.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        DicomWriter.write(out, meta, image);
        return DicomImage.open(
                DicomReader.read(ByteSource.of(out.toByteArray()), ReadOptions.WHOLE));
    }
}
