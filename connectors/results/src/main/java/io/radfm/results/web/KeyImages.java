// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.MalformedDicom;
import io.radfm.dicom.ReadOptions;
import io.radfm.events.InstanceRef;
import io.radfm.pixels.image.DicomImage;
import io.radfm.pixels.image.UnusableImage;
import io.radfm.storage.ObjectStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/// The image that stands for a series, as a PNG: its representative frame with its own window, no
/// side over 768 pixels. The most recent are kept. Pictures under way together have a bounded
/// number of pixels, so that a burst of requests costs time, not memory; only the one frame is
/// decoded, whatever the number of frames.
final class KeyImages {
    private static final Logger LOG = LoggerFactory.getLogger(KeyImages.class);
    private static final int SIDE = 768;
    private static final long KEPT_BYTES = 32 << 20;

    /// The largest frame shown, and how much is under way at once; a mammogram has 14 million.
    private static final int MOST_PIXELS = 32 << 20;

    /// Even a small picture counts as this many pixels, which bounds how many are made at once.
    private static final int LEAST_PIXELS = MOST_PIXELS / 8;

    /// What there is to show.
    sealed interface Picture {
        record Png(byte[] bytes) implements Picture {}

        /// Never, and why.
        record None(String why) implements Picture {}

        /// Not now, and why.
        record Later(String why) implements Picture {}

        private long weight() {
            return this instanceof Png(var bytes) ? bytes.length : 128;
        }
    }

    private final ObjectStore store;
    private final Recent<String, Picture> pictures = new Recent<>(KEPT_BYTES, Picture::weight);
    private final Semaphore pixels = new Semaphore(MOST_PIXELS, true);

    KeyImages(ObjectStore store) {
        this.store = store;
    }

    Picture of(InstanceRef instance) throws InterruptedException {
        var digest = instance.getDigest();
        var known = pictures.get(digest);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return pictures.put(digest, make(digest));
        } catch (IOException e) {
            return new Picture.Later(e.getMessage());
        }
    }

    private Picture make(String digest) throws IOException, InterruptedException {
        try (var object = store.open(digest)) {
            var file = DicomReader.read(ByteSource.of(object), ReadOptions.WHOLE);
            var image = DicomImage.open(file);
            long size = (long) image.rows() * image.columns();
            if (size > MOST_PIXELS) {
                return new Picture.None("it is too large");
            }
            int share = (int) Math.max(size, LEAST_PIXELS);
            pixels.acquire(share);
            try {
                var known = pictures.get(digest);
                return known.isPresent() ? known.get() : new Picture.Png(png(image));
            } finally {
                pixels.release(share);
            }
        } catch (UnusableImage | MalformedDicom e) {
            return new Picture.None(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("an error of this program at the image of object {}", digest, e);
            return new Picture.None("an error of this program, see its log");
        }
    }

    private static byte[] png(DicomImage image) throws IOException, UnusableImage {
        var png = new ByteArrayOutputStream();
        image.display(image.representativeFrame()).fitting(SIDE).writePng(png);
        return png.toByteArray();
    }
}
