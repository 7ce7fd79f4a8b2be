// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomFile;
import io.radfm.dicom.EncapsulatedPixelData;
import io.radfm.dicom.MalformedDicom;
import io.radfm.dicom.NativePixelData;
import io.radfm.dicom.PixelData;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;
import io.radfm.pixels.FrameDecoder;
import io.radfm.pixels.FrameDecoders;
import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.UnsupportedSyntax;
import io.radfm.pixels.raw.RawFrameDecoder;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The decoded frames of one image, little endian and interleaved, with the form they have.
///
/// @param floating samples are 32- or 64-bit floating point, not integers
/// @param packed422 a frame is `Y Y Cb Cr` for two pixels, as uncompressed 4:2:2 is
record Frames(
        PixelData pixels,
        FrameDecoder decoder,
        FrameFormat format,
        Photometric photometric,
        boolean floating,
        boolean packed422) {

    static Frames of(DicomFile file) throws UnusableImage {
        var image = file.dataSet();
        var pixels = file.pixels().orElseThrow(() -> new UnusableImage("there is no Pixel Data"));
        int samples = image.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
        var photometric =
                Photometric.of(
                        image.string(Tag.PHOTOMETRIC_INTERPRETATION)
                                .orElse(samples == 3 ? "RGB" : "MONOCHROME2"));
        if (samples != photometric.samples()) {
            throw new UnusableImage(photometric + " with " + samples + " samples per pixel");
        }
        boolean plain = pixels instanceof NativePixelData;
        if (plain && photometric == Photometric.YBR_PARTIAL_420) {
            throw new UnusableImage("uncompressed YBR_PARTIAL_420");
        }
        boolean packed =
                plain
                        && (photometric == Photometric.YBR_FULL_422
                                || photometric == Photometric.YBR_PARTIAL_422);
        boolean floating =
                pixels instanceof NativePixelData data
                        && (data.vr() == Vr.OF || data.vr() == Vr.OD);
        return new Frames(
                pixels,
                decoder(file, pixels),
                format(image, packed ? 2 : samples, packed),
                photometric,
                floating,
                packed);
    }

    /// A frame, counted from 0. An IOException means that the bytes could not be fetched.
    byte[] decoded(int frame) throws IOException, UnusableImage {
        if (frame < 0 || frame >= pixels.frames()) {
            throw new UnusableImage("there is no frame " + frame + " of " + pixels.frames());
        }
        try {
            return decoder.decode(MemorySegment.ofArray(pixels.frame(frame)), format);
        } catch (MalformedDicom | MalformedFrame e) {
            throw new UnusableImage("frame " + frame + ": " + e.getMessage(), e);
        }
    }

    /// Native frames come in little-endian order already; only planes are left to interleave.
    private static FrameDecoder decoder(DicomFile file, PixelData pixels) throws UnusableImage {
        return switch (pixels) {
            case NativePixelData _ -> new RawFrameDecoder(ByteOrder.LITTLE_ENDIAN, false);
            case EncapsulatedPixelData _ -> {
                try {
                    yield FrameDecoders.of(file.meta().transferSyntax().uid());
                } catch (UnsupportedSyntax e) {
                    throw new UnusableImage(e.getMessage(), e);
                }
            }
        };
    }

    /// Bits Stored and High Bit that are absent or cannot be are taken to fill what is allocated.
    private static FrameFormat format(DataSet image, int samples, boolean packed)
            throws UnusableImage {
        int allocated = image.integer(Tag.BITS_ALLOCATED).orElse(0);
        int stored = image.integer(Tag.BITS_STORED).orElse(allocated);
        int high = image.integer(Tag.HIGH_BIT).orElse(stored - 1);
        boolean planar = image.integer(Tag.PLANAR_CONFIGURATION).orElse(0) == 1;
        try {
            return new FrameFormat(
                    image.integer(Tag.ROWS).orElse(0),
                    image.integer(Tag.COLUMNS).orElse(0),
                    samples,
                    allocated,
                    stored,
                    high >= stored - 1 && high < allocated ? high : stored - 1,
                    image.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1,
                    planar && !packed,
                    image.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse(""));
        } catch (IllegalArgumentException e) {
            throw new UnusableImage(e.getMessage(), e);
        }
    }
}
