// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.training.sample.Npy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.imageio.ImageIO;

/// Slices of a scan as PNG in `data:` URLs, for models that are shown pictures.
final class Picture {
    private Picture() {}

    /// @param most slices at most, evenly spread: of one the middle, of three those at a sixth, a
    ///   half and five sixths of the depth
    static List<String> urls(Npy.Array scan, int most) throws IOException {
        int count = Math.min(most, scan.depth());
        var urls = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            urls.add(url(scan, (int) ((2L * i + 1) * scan.depth() / (2L * count))));
        }
        return urls;
    }

    private static String url(Npy.Array scan, int slice) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(image(scan, slice), "png", out);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static BufferedImage image(Npy.Array scan, int slice) {
        int channels = scan.channels();
        int width = scan.width();
        var type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        var image = new BufferedImage(width, scan.height(), type);
        var raster = image.getRaster();
        int plane = scan.height() * width;
        for (int at = 0; at < plane; at++) {
            for (int channel = 0; channel < channels; channel++) {
                float value = scan.value((channel * plane + at) * scan.depth() + slice);
                raster.setSample(at % width, at / width, channel, Math.round(value * 255));
            }
        }
        return image;
    }
}
