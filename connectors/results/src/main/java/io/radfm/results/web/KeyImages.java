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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/// The image that stands for a series, as a PNG: its representative frame with its own window, no
/// side over 768 pixels. The most recent are kept; at most two are made at a time, so that a burst
/// of requests costs time, not memory.
final class KeyImages {
    private static final int SIDE = 768;
    private static final int KEPT = 96;
    private static final long MOST_PIXELS = 100_000_000;

    /// What there is to show.
    sealed interface Picture {
        record Png(byte[] bytes) implements Picture {}

        /// Never, and why.
        record None(String why) implements Picture {}

        /// Not now, and why.
        record Later(String why) implements Picture {}
    }

    private final ObjectStore store;
    private final Recent<String, Picture> pictures = new Recent<>(KEPT);
    private final Semaphore makers = new Semaphore(2);

    KeyImages(ObjectStore store) {
        this.store = store;
    }

    Picture of(InstanceRef instance) throws InterruptedException {
        var digest = instance.getDigest();
        var known = pictures.get(digest);
        if (known.isPresent()) {
            return known.get();
        }
        makers.acquire();
        try {
            var since = pictures.get(digest);
            return since.isPresent() ? since.get() : pictures.put(digest, make(digest));
        } catch (IOException e) {
            return new Picture.Later(e.getMessage());
        } finally {
            makers.release();
        }
    }

    private Picture make(String digest) throws IOException {
        try (var object = store.open(digest)) {
            var file = DicomReader.read(ByteSource.of(object), ReadOptions.WHOLE);
            var image = DicomImage.open(file);
            if ((long) image.rows() * image.columns() > MOST_PIXELS) {
                return new Picture.None("it is too large.");
            }
            var png = new ByteArrayOutputStream();
            image.display(image.representativeFrame()).fitting(SIDE).writePng(png);
            return new Picture.Png(png.toByteArray());
        } catch (UnusableImage | MalformedDicom e) {
            return new Picture.None(e.getMessage());
        }
    }
}
