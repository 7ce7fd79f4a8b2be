// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.bench;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.SopClass;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.dicom.Uid;
import io.radfm.dicom.Vr;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.image.DicomImage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Slices of a CT, 512 x 512, unsigned: the head of the shared data where it is, else discs with
/// noise.
///
/// @param bits 12, in 16 allocated, of Hounsfield units from -1024 on; or 8, as the slice is shown
record CtFrames(int bits, List<byte[]> frames, String origin) {
    static final int SIDE = 512;

    static CtFrames of(int bits, int count) throws Exception {
        var shared = Path.of(System.getProperty("radfm.shared", "../shared"));
        var series = shared.resolve("dicom/series/CT_Philips_head_54");
        var frames = new ArrayList<byte[]>();
        if (Files.isDirectory(series)) {
            for (var file : files(series).subList(10, 10 + count)) {
                frames.add(frame(DicomImage.open(DicomReader.read(file)), bits));
            }
            return new CtFrames(bits, frames, "CT of a head");
        }
        for (int i = 0; i < count; i++) {
            frames.add(disc(new Random(i), bits));
        }
        return new CtFrames(bits, frames, "synthetic discs with noise");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
        }
    }

    private static byte[] frame(DicomImage image, int bits) throws Exception {
        if (bits == 8) {
            return image.display(0).pixels();
        }
        var values = image.values(0).values();
        var frame = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            put(frame, i, (int) Math.clamp(values[i] + 1_024, 0, 4_095));
        }
        return frame;
    }

    private static byte[] disc(Random random, int bits) {
        var frame = new byte[SIDE * SIDE * (bits > 8 ? 2 : 1)];
        for (int i = 0; i < SIDE * SIDE; i++) {
            double x = i % SIDE - SIDE / 2.0;
            double y = i / SIDE - SIDE / 2.0;
            boolean inside = x * x + y * y < 200 * 200;
            int value = (int) ((inside ? 1_060 : 24) + 12 * random.nextGaussian());
            if (bits > 8) {
                put(frame, i, Math.clamp(value, 0, 4_095));
            } else {
                frame[i] = (byte) (value >> 3);
            }
        }
        return frame;
    }

    private static void put(byte[] frame, int sample, int value) {
        frame[2 * sample] = (byte) value;
        frame[2 * sample + 1] = (byte) (value >> 8);
    }

    FrameFormat format() {
        int allocated = bits > 8 ? 16 : 8;
        return new FrameFormat(
                SIDE, SIDE, 1, allocated, bits, bits - 1, false, false, "MONOCHROME2");
    }

    int bytes() {
        return frames.size() * format().frameBytes();
    }

    /// Writes so many of the frames as one multi-frame file that is not compressed.
    void write(Path file, int count) throws IOException {
        var format = format();
        var pixels = new byte[count * format.frameBytes()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(
                    frames.get(i), 0, pixels, i * format.frameBytes(), format.frameBytes());
        }
        var image =
                new DataSet()
                        .putString(Tag.SOP_CLASS_UID, Vr.UI, SopClass.CT_IMAGE)
                        .putString(Tag.SOP_INSTANCE_UID, Vr.UI, Uid.generate())
                        .putString(Tag.STUDY_INSTANCE_UID, Vr.UI, Uid.generate())
                        .putString(Tag.SERIES_INSTANCE_UID, Vr.UI, Uid.generate())
                        .putInts(Tag.SAMPLES_PER_PIXEL, Vr.US, 1)
                        .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME2")
                        .putInts(Tag.NUMBER_OF_FRAMES, Vr.IS, count)
                        .putInts(Tag.ROWS, Vr.US, SIDE)
                        .putInts(Tag.COLUMNS, Vr.US, SIDE)
                        .putInts(Tag.BITS_ALLOCATED, Vr.US, format.bitsAllocated())
                        .putInts(Tag.BITS_STORED, Vr.US, bits)
                        .putInts(Tag.HIGH_BIT, Vr.US, bits - 1)
                        .putInts(Tag.PIXEL_REPRESENTATION, Vr.US, 0)
                        .putBytes(Tag.PIXEL_DATA, Vr.OW, pixels);
        var syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        DicomWriter.write(file, FileMeta.of(image, syntax), image);
    }
}
