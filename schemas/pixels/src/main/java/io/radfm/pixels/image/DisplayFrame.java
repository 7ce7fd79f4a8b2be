// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;

import javax.imageio.ImageIO;

/// A frame as it is shown: 8-bit grey (one sample per pixel) or RGB (three, interleaved), row by
/// row.
public record DisplayFrame(int rows, int columns, int samples, byte[] pixels) {

    public DisplayFrame {
        if ((samples != 1 && samples != 3) || pixels.length != rows * columns * samples) {
            throw new IllegalArgumentException(
                    pixels.length + " bytes for " + rows + " x " + columns + " x " + samples);
        }
    }

    /// The same picture at another size ([Bicubic]).
    public DisplayFrame resized(int newRows, int newColumns) {
        return new DisplayFrame(
                newRows,
                newColumns,
                samples,
                Bicubic.resize(pixels, rows, columns, samples, newRows, newColumns));
    }

    /// The same picture, no side longer than `side` pixels.
    public DisplayFrame fitting(int side) {
        int longest = Math.max(rows, columns);
        return longest <= side
                ? this
                : resized(
                        Math.max(1, Math.round((float) rows * side / longest)),
                        Math.max(1, Math.round((float) columns * side / longest)));
    }

    /// Writes a PNG; the stream stays open.
    public void writePng(OutputStream out) throws IOException {
        var type = samples == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        var image = new BufferedImage(columns, rows, type);
        var raster = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            int swap = samples == 3 ? 2 - 2 * (i % 3) : 0;
            raster[i + swap] = pixels[i];
        }
        ImageIO.setUseCache(false);
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("no PNG writer");
        }
    }

    @Override
    public String toString() {
        return "DisplayFrame[" + rows + " x " + columns + " x " + samples + "]";
    }
}
