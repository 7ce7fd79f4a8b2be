// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

/// Palette Color Lookup Table Module (PS3.3 C.7.9): three tables, plain or segmented, 8 or 16 bits,
/// shown on 8.
record Palette(int first, byte[] red, byte[] green, byte[] blue) {

    static Palette of(DataSet image, boolean signed) throws UnusableImage {
        var red =
                table(
                        image,
                        signed,
                        Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                        Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                        Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA);
        var green =
                table(
                        image,
                        signed,
                        Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                        Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                        Tag.SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA);
        var blue =
                table(
                        image,
                        signed,
                        Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
                        Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
                        Tag.SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA);
        if (red.size() != green.size() || red.size() != blue.size()) {
            throw new UnusableImage("palette tables differ in length");
        }
        return new Palette(red.first(), red.eightBit(), green.eightBit(), blue.eightBit());
    }

    byte[] rgb(int[] indices) {
        var pixels = new byte[3 * indices.length];
        for (int i = 0; i < indices.length; i++) {
            int entry = Math.clamp((long) indices[i] - first, 0, red.length - 1);
            pixels[3 * i] = red[entry];
            pixels[3 * i + 1] = green[entry];
            pixels[3 * i + 2] = blue[entry];
        }
        return pixels;
    }

    private static LookupTable table(
            DataSet image, boolean signed, int descriptorTag, int dataTag, int segmentedTag)
            throws UnusableImage {
        var descriptor = LookupTable.Descriptor.of(image.integers(descriptorTag), signed);
        var plain = image.bytes(dataTag);
        if (plain.isPresent()) {
            return LookupTable.of(descriptor, plain.get());
        }
        var segmented = image.bytes(segmentedTag);
        if (segmented.isEmpty()) {
            throw new UnusableImage("PALETTE COLOR without palette data");
        }
        return SegmentedLut.expand(descriptor, segmented.get());
    }
}
