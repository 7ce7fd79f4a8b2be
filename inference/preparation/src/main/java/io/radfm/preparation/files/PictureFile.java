// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.dicom.DicomFile;
import io.radfm.dicom.Vr;
import io.radfm.pixels.image.UnusableImage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/// PNG and JPEG files. Grey ones keep their 8 or 16 bits; all others become RGB, what is
/// transparent keeps its colour.
final class PictureFile {
    private static final int MOST_SIDE = 16_384;
    private static final long MOST_PIXELS = 64L << 20;

    private PictureFile() {}

    /// @throws UnusableImage when it is no such file, or larger than 64 Mi pixels; found out before
    ///   any pixel is decoded
    static DicomFile read(Path file) throws IOException, UnusableImage {
        var picture = decoded(file);
        var raster = picture.getRaster();
        int rows = picture.getHeight();
        int columns = picture.getWidth();
        boolean grey = raster.getNumBands() == 1 && picture.getColorModel().getNumComponents() == 1;
        int bits = picture.getColorModel().getComponentSize(0);
        if (grey && (bits == 8 || bits == 16)) {
            var pixels =
                    ByteBuffer.allocate(rows * columns * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
            var line = new int[columns];
            for (int row = 0; row < rows; row++) {
                for (int sample : raster.getSamples(0, row, columns, 1, 0, line)) {
                    if (bits == 8) {
                        pixels.put((byte) sample);
                    } else {
                        pixels.putShort((short) sample);
                    }
                }
            }
            var header = MadeImage.header(rows, columns, 1, bits);
            return MadeImage.of(header, pixels.array(), bits == 8 ? Vr.OB : Vr.OW);
        }
        return MadeImage.of(MadeImage.header(rows, columns, 3, 8), rgb(picture), Vr.OB);
    }

    private static byte[] rgb(BufferedImage picture) {
        var pixels = new byte[picture.getHeight() * picture.getWidth() * 3];
        var line = new int[picture.getWidth()];
        int to = 0;
        for (int row = 0; row < picture.getHeight(); row++) {
            for (int argb : picture.getRGB(0, row, line.length, 1, line, 0, line.length)) {
                pixels[to++] = (byte) (argb >> 16);
                pixels[to++] = (byte) (argb >> 8);
                pixels[to++] = (byte) argb;
            }
        }
        return pixels;
    }

    private static BufferedImage decoded(Path file) throws IOException, UnusableImage {
        ImageIO.setUseCache(false);
        try (var in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnusableImage("no picture that is read");
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long columns = reader.getWidth(0);
                long rows = reader.getHeight(0);
                if (columns > MOST_SIDE || rows > MOST_SIDE || columns * rows > MOST_PIXELS) {
                    throw new UnusableImage("a picture of " + columns + " x " + rows);
                }
                return reader.read(0);
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new UnusableImage("the picture does not decode: " + e.getMessage(), e);
            } finally {
                reader.dispose();
            }
        }
    }
}
