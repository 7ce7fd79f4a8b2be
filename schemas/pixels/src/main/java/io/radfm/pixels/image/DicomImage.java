// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.DicomFile;
import io.radfm.dicom.Tag;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// An image, its frames read and decoded one at a time when they are asked for.
///
/// Monochrome frames have [#values] (what was measured) and a [#display] (what is shown); colour
/// ones only the latter. Frames count from 0. Everything throws [UnusableImage] when the bytes or
/// the attributes are at fault, and IOException when the bytes cannot be fetched just now. Safe for
/// use by several threads.
public final class DicomImage {
    private final DataSet image;
    private final FrameGroups groups;
    private final Frames frames;
    private final Padding padding;

    private DicomImage(DataSet image, Frames frames) {
        this.image = image;
        this.groups = new FrameGroups(image);
        this.frames = frames;
        this.padding = frames.floating() ? Padding.NONE : Padding.of(image, frames.format());
    }

    public static DicomImage open(DicomFile file) throws UnusableImage {
        return new DicomImage(file.dataSet(), Frames.of(file));
    }

    public int frames() {
        return frames.pixels().frames();
    }

    public int rows() {
        return frames.format().rows();
    }

    public int columns() {
        return frames.format().columns();
    }

    public Photometric photometric() {
        return frames.photometric();
    }

    public boolean monochrome() {
        return frames.photometric().monochrome();
    }

    /// The frame that stands for the whole: Representative Frame Number (0028,6010), else the
    /// middle one.
    public int representativeFrame() {
        int named = image.integer(Tag.REPRESENTATIVE_FRAME_NUMBER).orElse(0) - 1;
        return named >= 0 && named < frames() ? named : (frames() - 1) / 2;
    }

    /// The values of a monochrome frame after the modality transform.
    public FrameValues values(int frame) throws IOException, UnusableImage {
        if (!monochrome()) {
            throw new UnusableImage("a " + photometric() + " image has colours, not values");
        }
        var bytes = frames.decoded(frame);
        var values = frames.floating() ? floats(bytes) : integers(bytes, frame);
        return FrameValues.of(rows(), columns(), values);
    }

    /// The windows and VOI LUTs the image offers for this frame, in the order of their standing.
    public List<Voi> vois(int frame) throws UnusableImage {
        boolean signed = frames.format().signed() || modality(frame).value(0) < 0;
        return Voi.of(groups.attributes(frame, Tag.FRAME_VOILUT_SEQUENCE), signed);
    }

    /// The frame with the first of its [#vois]; without any, all values of an 8-bit image as they
    /// are, and those of a deeper one from the smallest to the largest.
    public DisplayFrame display(int frame) throws IOException, UnusableImage {
        return monochrome() ? rendered(frame, Optional.empty()).display() : colour(frame);
    }

    /// The frame of a monochrome image with this window or VOI LUT.
    public DisplayFrame display(int frame, Voi voi) throws IOException, UnusableImage {
        return rendered(frame, Optional.of(voi)).display();
    }

    /// A picture and how it came about, for provenance.
    public record Rendered(DisplayFrame display, String how) {}

    /// As [#display(int)], and says what was applied.
    public Rendered rendered(int frame) throws IOException, UnusableImage {
        return monochrome()
                ? rendered(frame, Optional.empty())
                : new Rendered(colour(frame), photometric() + " to RGB");
    }

    private Rendered rendered(int frame, Optional<Voi> chosen) throws IOException, UnusableImage {
        var values = values(frame);
        var offered = chosen.isPresent() ? chosen : vois(frame).stream().findFirst();
        var voi = offered.orElse(new Voi.Windowed(wholeRange(frame, values)));
        boolean inverted =
                photometric() == Photometric.MONOCHROME1
                        || image.string(Tag.PRESENTATION_LUT_SHAPE).orElse("").equals("INVERSE");
        var pixels = new byte[values.values().length];
        for (int i = 0; i < pixels.length; i++) {
            float value = values.values()[i];
            double shade = voi.apply(value);
            boolean black = value == FrameValues.PADDING;
            pixels[i] = black ? 0 : (byte) (255 * (inverted ? 1 - shade : shade) + 0.5);
        }
        return new Rendered(
                new DisplayFrame(rows(), columns(), 1, pixels),
                voi.describe() + (inverted ? ", inverted" : ""));
    }

    private Window wholeRange(int frame, FrameValues values) throws UnusableImage {
        var format = frames.format();
        if (!frames.floating()
                && !format.signed()
                && format.bitsStored() <= 8
                && modality(frame).equals(ModalityTransform.IDENTITY)) {
            return Window.ofRange(0, (1 << format.bitsStored()) - 1);
        }
        return values.min() <= values.max()
                ? Window.ofRange(values.min(), values.max())
                : Window.ofRange(0, 0);
    }

    private ModalityTransform modality(int frame) throws UnusableImage {
        return ModalityTransform.of(
                groups.attributes(frame, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE),
                frames.format().signed());
    }

    private float[] integers(byte[] bytes, int frame) throws UnusableImage {
        var format = frames.format();
        var stored = StoredSamples.of(bytes, format);
        var transform = modality(frame);
        var values = new float[stored.length];
        if (transform instanceof ModalityTransform.Rescale(double slope, double intercept)
                && (format.signed() || format.bitsStored() < 32)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (slope * stored[i] + intercept);
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) transform.value(StoredSamples.exact(stored[i], format));
            }
        }
        if (padding != Padding.NONE) {
            for (int i = 0; i < values.length; i++) {
                values[i] = padding.holds(stored[i]) ? FrameValues.PADDING : values[i];
            }
        }
        return values;
    }

    /// Float and Double Float Pixel Data (PS3.3 C.7.6.24, C.7.6.25).
    private float[] floats(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean single = frames.format().bitsAllocated() == 32;
        var values = new float[frames.format().samples()];
        var fill =
                image.number(
                        single
                                ? Tag.FLOAT_PIXEL_PADDING_VALUE
                                : Tag.DOUBLE_FLOAT_PIXEL_PADDING_VALUE);
        for (int i = 0; i < values.length; i++) {
            double value = single ? in.getFloat() : in.getDouble();
            boolean padded = fill.isPresent() && fill.getAsDouble() == value;
            values[i] = padded ? FrameValues.PADDING : (float) value;
        }
        return values;
    }

    private DisplayFrame colour(int frame) throws IOException, UnusableImage {
        var bytes = frames.decoded(frame);
        if (photometric() == Photometric.PALETTE_COLOR) {
            var palette = Palette.of(image, frames.format().signed());
            return new DisplayFrame(
                    rows(), columns(), 3, palette.rgb(StoredSamples.of(bytes, frames.format())));
        }
        var samples = eightBits(bytes);
        if (frames.packed422()) {
            samples = ColourSpace.expand422(samples, frames.format().pixels());
        }
        switch (photometric()) {
            case YBR_FULL, YBR_FULL_422 -> ColourSpace.fullToRgb(samples);
            case YBR_PARTIAL_420, YBR_PARTIAL_422 -> ColourSpace.partialToRgb(samples);
            default -> {} // RGB; the JPEG 2000 decoder has undone ICT and RCT
        }
        return new DisplayFrame(rows(), columns(), 3, samples);
    }

    private byte[] eightBits(byte[] bytes) throws UnusableImage {
        var format = frames.format();
        if (format.bitsAllocated() == 8 && format.bitsStored() == 8) {
            return bytes;
        }
        var stored = StoredSamples.of(bytes, format);
        var samples = new byte[stored.length];
        int shift = format.bitsStored() - 8;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (shift >= 0 ? stored[i] >>> shift : stored[i] << -shift);
        }
        return samples;
    }
}
