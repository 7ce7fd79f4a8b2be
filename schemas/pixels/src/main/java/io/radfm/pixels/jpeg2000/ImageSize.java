// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;
import io.radfm.pixels.bytes.Samples;

/// Image and tile size (SIZ, T.800 §A.5.1), held against the DICOM header before anything is
/// allocated. Coordinates are those of the reference grid.
///
/// @param image the image area
/// @param precision bits of each component
/// @param signed sign of each component
record ImageSize(
        Area image,
        int tileWidth,
        int tileHeight,
        int tileX,
        int tileY,
        int[] precision,
        boolean[] signed) {
    /// Rsiz, bit 14: capabilities beyond Part 1 are in CAP (T.814 §A.2).
    private static final int HIGH_THROUGHPUT = 0x4000;

    /// Most bits of a sample that fit the decoder's integers.
    private static final int MAX_PRECISION = 28;

    /// Reads the segment whose length field is at `at`.
    static ImageSize read(Bytes bytes, int at, FrameFormat format) throws MalformedFrame {
        require(
                (bytes.u16(at + 2) & HIGH_THROUGHPUT) == 0,
                at + 2,
                "High-Throughput JPEG 2000 is not decoded");
        int right = bytes.size32(at + 4, "Xsiz");
        int bottom = bytes.size32(at + 8, "Ysiz");
        int left = bytes.size32(at + 12, "XOsiz");
        int top = bytes.size32(at + 16, "YOsiz");
        var image = new Area(left, top, right, bottom);
        require(
                image.height() == format.rows() && image.width() == format.columns(),
                at + 4,
                "JPEG 2000 image of %d x %d, image of %d x %d"
                        .formatted(image.height(), image.width(), format.rows(), format.columns()));
        int tileWidth = bytes.size32(at + 20, "XTsiz");
        int tileHeight = bytes.size32(at + 24, "YTsiz");
        int tileX = bytes.size32(at + 28, "XTOsiz");
        int tileY = bytes.size32(at + 32, "YTOsiz");
        require(
                tileX <= left
                        && tileY <= top
                        && (long) tileX + tileWidth > left
                        && (long) tileY + tileHeight > top,
                at + 20,
                "first tile is outside of the image");
        int count = bytes.u16(at + 36);
        require(
                count == format.samplesPerPixel(),
                at + 36,
                count + " components, " + format.samplesPerPixel() + " samples per pixel");
        require(bytes.u16(at) == 38 + 3 * count, at, "SIZ of " + bytes.u16(at) + " bytes");
        var precision = new int[count];
        var signed = new boolean[count];
        for (int i = 0; i < count; i++) {
            int field = at + 38 + 3 * i;
            signed[i] = bytes.u8(field) > 127;
            precision[i] = (bytes.u8(field) & 127) + 1;
            require(precision[i] <= MAX_PRECISION, field, "JPEG 2000 of " + precision[i] + " bits");
            Samples.requireRoom(precision[i], format, field);
            require(bytes.u16(field + 1) == 0x0101, field + 1, "subsampled components");
        }
        var size = new ImageSize(image, tileWidth, tileHeight, tileX, tileY, precision, signed);
        long tiles = (long) size.tilesWide() * size.tilesHigh();
        require(tiles <= 65_535, at + 20, tiles + " tiles");
        return size;
    }

    int components() {
        return precision.length;
    }

    int tilesWide() {
        return Area.divideUp((long) image.x1() - tileX, tileWidth);
    }

    int tilesHigh() {
        return Area.divideUp((long) image.y1() - tileY, tileHeight);
    }

    int tiles() {
        return tilesWide() * tilesHigh();
    }

    /// The area of a tile (§B.3).
    Area tile(int index) {
        long left = tileX + (long) (index % tilesWide()) * tileWidth;
        long top = tileY + (long) (index / tilesWide()) * tileHeight;
        return new Area(
                (int) Math.max(left, image.x0()),
                (int) Math.max(top, image.y0()),
                (int) Math.min(left + tileWidth, image.x1()),
                (int) Math.min(top + tileHeight, image.y1()));
    }
}
