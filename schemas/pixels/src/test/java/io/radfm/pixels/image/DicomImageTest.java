// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Vr;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import javax.imageio.ImageIO;

/// Stored samples to values, and values to what is shown.
class DicomImageTest {
    private static final float PADDING = FrameValues.PADDING;

    @Test
    void bitsAboveBitsStoredDoNotCountAndTheSignIsExtended() throws Exception {
        var image =
                Images.words(Images.monochrome(2, 2, 16, 12, true), 0xF001, 0x0FFF, 0x1800, 0x07FF);

        assertArrayEquals(new float[] {1, -1, -2048, 2047}, image.values(0).values());
    }

    @Test
    void samplesMayStandAboveTheLowestBit() throws Exception {
        var header = Images.monochrome(1, 2, 16, 12, false).putInts(Tag.HIGH_BIT, Vr.US, 15);

        assertArrayEquals(
                new float[] {0xABC, 1}, Images.words(header, 0xABC5, 0x001F).values(0).values());
    }

    @Test
    void singleBitsAreReadFromTheLowest() throws Exception {
        var image = Images.bytes(Images.monochrome(3, 3, 1, 1, false), 0b1010_0101, 0b1);

        assertArrayEquals(new float[] {1, 0, 1, 0, 0, 1, 0, 1, 1}, image.values(0).values());
    }

    @Test
    void rescaleGivesHounsfieldUnits() throws Exception {
        var header =
                Images.monochrome(1, 3, 16, 12, false)
                        .putString(Tag.RESCALE_SLOPE, Vr.DS, "2")
                        .putString(Tag.RESCALE_INTERCEPT, Vr.DS, "-1024");

        var values = Images.words(header, 0, 512, 4095).values(0);

        assertArrayEquals(new float[] {-1024, 0, 7166}, values.values());
        assertEquals(-1024, values.min());
        assertEquals(7166, values.max());
    }

    @Test
    void aModalityLutReplacesRescale() throws Exception {
        var lut =
                new DataSet()
                        .putInts(Tag.LUT_DESCRIPTOR, Vr.US, 3, 1, 16)
                        .putBytes(Tag.LUT_DATA, Vr.OW, new byte[] {100, 0, 44, 1, 16, 39});
        var header =
                Images.monochrome(1, 4, 16, 12, false)
                        .putItems(Tag.MODALITY_LUT_SEQUENCE, lut)
                        .putString(Tag.RESCALE_SLOPE, Vr.DS, "5");

        assertArrayEquals(
                new float[] {100, 100, 300, 10_000},
                Images.words(header, 0, 1, 2, 9).values(0).values());
    }

    @Test
    void paddingIsBelowEveryValueAndCountsForNone() throws Exception {
        var header =
                Images.monochrome(1, 4, 16, 16, true)
                        .putInts(Tag.PIXEL_PADDING_VALUE, Vr.US, 63536) // −2000, as some write it
                        .putString(Tag.RESCALE_INTERCEPT, Vr.DS, "-24");

        var values = Images.words(header, -2000, 24, 48, -2000).values(0);

        assertArrayEquals(new float[] {PADDING, 0, 24, PADDING}, values.values());
        assertEquals(0, values.min());
        assertEquals(24, values.max());
        assertEquals(2, values.padded());
    }

    @Test
    void aPaddingRangeIsPaddingFromEndToEnd() throws Exception {
        var header =
                Images.monochrome(1, 4, 16, 16, false)
                        .putInts(Tag.PIXEL_PADDING_VALUE, Vr.US, 10)
                        .putInts(Tag.PIXEL_PADDING_RANGE_LIMIT, Vr.US, 5);

        assertArrayEquals(
                new float[] {4, PADDING, PADDING, 11},
                Images.words(header, 4, 5, 10, 11).values(0).values());
    }

    @Test
    void theFirstWindowShowsTheFrame() throws Exception {
        var header =
                Images.monochrome(1, 3, 16, 12, false)
                        .putString(Tag.WINDOW_CENTER, Vr.DS, "128", "1000")
                        .putString(Tag.WINDOW_WIDTH, Vr.DS, "256", "2000");

        var rendered = Images.words(header, 0, 100, 400).rendered(0);

        assertArrayEquals(new byte[] {0, 100, (byte) 255}, rendered.display().pixels());
        assertEquals("window 128/256 LINEAR", rendered.how());
    }

    @Test
    void aVoiLutShowsTheFrameWhereThereIsNoWindow() throws Exception {
        var lut =
                new DataSet()
                        .putInts(Tag.LUT_DESCRIPTOR, Vr.US, 2, 10, 8)
                        .putBytes(Tag.LUT_DATA, Vr.OW, new byte[] {51, (byte) 255});
        var header = Images.monochrome(1, 3, 16, 12, false).putItems(Tag.VOILUT_SEQUENCE, lut);

        assertArrayEquals(
                new byte[] {51, 51, (byte) 255},
                Images.words(header, 0, 10, 11).display(0).pixels());
    }

    @Test
    void withoutAWindowAnEightBitImageIsShownAsItIs() throws Exception {
        var image = Images.bytes(Images.monochrome(1, 4, 8, 8, false), 10, 20, 100, 130);

        assertArrayEquals(new byte[] {10, 20, 100, (byte) 130}, image.display(0).pixels());
    }

    @Test
    void withoutAWindowADeepImageIsShownFromItsSmallestToItsLargest() throws Exception {
        var image = Images.words(Images.monochrome(1, 3, 16, 16, true), -500, 0, 500);

        assertArrayEquals(new byte[] {0, (byte) 128, (byte) 255}, image.display(0).pixels());
    }

    @Test
    void monochrome1IsInvertedOnceEvenWhereTheShapeSaysInverseToo() throws Exception {
        var header =
                Images.monochrome(1, 2, 8, 8, false)
                        .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "MONOCHROME1")
                        .putString(Tag.PRESENTATION_LUT_SHAPE, Vr.CS, "INVERSE");

        assertArrayEquals(
                new byte[] {(byte) 255, 55}, Images.bytes(header, 0, 200).display(0).pixels());
    }

    @Test
    void framesOfAnEnhancedImageHaveTheirOwnRescaleAndWindow() throws Exception {
        var shared =
                new DataSet()
                        .putItems(
                                Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                                new DataSet()
                                        .putString(Tag.RESCALE_SLOPE, Vr.DS, "1")
                                        .putString(Tag.RESCALE_INTERCEPT, Vr.DS, "-10"));
        var second =
                new DataSet()
                        .putItems(
                                Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                                new DataSet()
                                        .putString(Tag.RESCALE_SLOPE, Vr.DS, "3")
                                        .putString(Tag.RESCALE_INTERCEPT, Vr.DS, "0"))
                        .putItems(
                                Tag.FRAME_VOILUT_SEQUENCE,
                                new DataSet()
                                        .putString(Tag.WINDOW_CENTER, Vr.DS, "6")
                                        .putString(Tag.WINDOW_WIDTH, Vr.DS, "12"));
        var header =
                Images.monochrome(1, 2, 16, 16, false)
                        .putString(Tag.NUMBER_OF_FRAMES, Vr.IS, "2")
                        .putItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared)
                        .putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, new DataSet(), second);
        var image = Images.words(header, 1, 2, 1, 2);

        assertArrayEquals(new float[] {-9, -8}, image.values(0).values());
        assertArrayEquals(new float[] {3, 6}, image.values(1).values());
        assertTrue(image.vois(0).isEmpty());
        assertEquals("window 6/12 LINEAR", image.vois(1).getFirst().describe());
    }

    @Test
    void planesBecomePixels() throws Exception {
        var header = Images.colour(1, 2, "RGB").putInts(Tag.PLANAR_CONFIGURATION, Vr.US, 1);

        assertArrayEquals(
                new byte[] {1, 3, 5, 2, 4, 6},
                Images.bytes(header, 1, 2, 3, 4, 5, 6).display(0).pixels());
    }

    /// Pure red is Y 76, Cb 85, Cr 255 (PS3.3 C.7.6.3.1.2).
    @Test
    void luminanceAndChrominanceBecomeRed() throws Exception {
        var full = Images.bytes(Images.colour(1, 1, "YBR_FULL"), 76, 85, 255);
        var halved = Images.bytes(Images.colour(1, 2, "YBR_FULL_422"), 76, 76, 85, 255);

        assertArrayEquals(new byte[] {(byte) 254, 0, 0}, full.display(0).pixels());
        assertArrayEquals(
                new byte[] {(byte) 254, 0, 0, (byte) 254, 0, 0}, halved.display(0).pixels());
    }

    @Test
    void aPaletteOfSixteenBitsIsShownByItsHighBytes() throws Exception {
        var header =
                Images.monochrome(1, 3, 8, 8, false)
                        .putString(Tag.PHOTOMETRIC_INTERPRETATION, Vr.CS, "PALETTE COLOR")
                        .putInts(Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, Vr.US, 2, 7, 16)
                        .putInts(Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, Vr.US, 2, 7, 16)
                        .putInts(Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, Vr.US, 2, 7, 16)
                        .putBytes(
                                Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                                Vr.OW,
                                new byte[] {0, 1, 0, 2})
                        .putBytes(
                                Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                                Vr.OW,
                                new byte[] {0, 3, 0, 4})
                        .putBytes(
                                Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                                Vr.OW,
                                new byte[] {0, 5, 0, 6});

        assertArrayEquals(
                new byte[] {1, 3, 5, 2, 4, 6, 2, 4, 6},
                Images.bytes(header, 0, 8, 200).display(0).pixels());
    }

    @Test
    void floatingPointPixelsAreTheirOwnValues() throws Exception {
        var header = Images.monochrome(1, 3, 32, 32, false);
        header.remove(Tag.BITS_STORED).remove(Tag.HIGH_BIT);
        var pixels = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        pixels.putFloat(0.25f).putFloat(-3.5f).putFloat(Float.NaN);

        var values = Images.open(header, Vr.OF, pixels.array()).values(0);

        assertArrayEquals(new float[] {0.25f, -3.5f, Float.NaN}, values.values());
        assertTrue(values.nan());
    }

    @Test
    void whatCannotBeAnImageIsRefusedByName() throws Exception {
        assertRefused("Rows is 0", Images.monochrome(0, 4, 16, 16, false));
        assertRefused("Bits Allocated is 12", Images.monochrome(1, 1, 12, 12, false));
        assertRefused("MONOCHROME2 with 3 samples", Images.colour(1, 1, "MONOCHROME2"));
        assertRefused("not supported: HSV", Images.colour(1, 1, "HSV"));
        var short1 = Images.words(Images.monochrome(2, 2, 16, 16, false), 1, 2);
        assertThrows(UnusableImage.class, () -> short1.values(0));
        assertThrows(UnusableImage.class, () -> short1.values(1));
    }

    @Test
    void aPngHoldsTheSamePixels() throws Exception {
        var image = Images.bytes(Images.colour(1, 2, "RGB"), 10, 20, 30, 40, 50, 60);
        var out = new ByteArrayOutputStream();

        image.display(0).writePng(out);

        var png = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertEquals(0xFF0A141E, png.getRGB(0, 0));
        assertEquals(0xFF28323C, png.getRGB(1, 0));
    }

    @Test
    void aPictureFitsIntoASquareAndKeepsItsShape() {
        var fitted = new DisplayFrame(100, 50, 1, new byte[5000]).fitting(20);

        assertEquals(20, fitted.rows());
        assertEquals(10, fitted.columns());
    }

    private static void assertRefused(String why, DataSet header) {
        var refusal = assertThrows(UnusableImage.class, () -> Images.bytes(header, 0, 0, 0, 0));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }
}
