// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Vr;

import java.util.List;

/// Image Pixel for one grey frame (PS3.3 §C.7.6.3), 16 bits allocated.
final class PixelModule {
    static final TransferSyntax NATIVE = TransferSyntax.of("1.2.840.10008.1.2.1");
    static final TransferSyntax RLE = TransferSyntax.of("1.2.840.10008.1.2.5");

    private PixelModule() {}

    /// @param bits stored
    static Instance put(
            DataSet set,
            short[] pixels,
            int rows,
            int columns,
            int bits,
            boolean signed,
            boolean compressed) {
        set.putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1);
        set.putInts(Tag.ROWS, Vr.US, rows);
        set.putInts(Tag.COLUMNS, Vr.US, columns);
        set.putInts(Tag.BITS_ALLOCATED, Vr.US, 16);
        set.putInts(Tag.BITS_STORED, Vr.US, bits);
        set.putInts(Tag.HIGH_BIT, Vr.US, bits - 1);
        set.putInts(Tag.PIXEL_REPRESENTATION, Vr.US, signed ? 1 : 0);
        if (compressed) {
            set.putFrames(Tag.PIXEL_DATA, List.of(RleEncoder.encode(pixels, columns)));
            return new Instance(set, RLE);
        }
        var bytes = new byte[pixels.length * 2];
        for (int i = 0; i < pixels.length; i++) {
            bytes[2 * i] = (byte) pixels[i];
            bytes[2 * i + 1] = (byte) (pixels[i] >> 8);
        }
        set.putBytes(Tag.PIXEL_DATA, Vr.OW, bytes);
        return new Instance(set, NATIVE);
    }
}
