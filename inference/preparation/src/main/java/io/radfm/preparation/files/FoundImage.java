// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import io.radfm.dicom.DicomFile;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Limits;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;
import io.radfm.events.InstanceRef;
import io.radfm.pixels.image.UnusableImage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// An image of a file; a NIfTI file has one for each slice.
///
/// @param ref its digest and size are the file's
record FoundImage(Path file, FileFormat format, InstanceRef ref, DicomFile image) {
    private static final ReadOptions OPTIONS = new ReadOptions(Limits.DEFAULT, false, 1 << 20);

    /// @throws FileSystemException that names the file, and what is wrong with it
    static List<FoundImage> in(Path file, FileFormat format) throws IOException {
        try {
            var images =
                    switch (format) {
                        case DICOM -> List.of(DicomReader.read(file, OPTIONS));
                        case PICTURE -> List.of(PictureFile.read(file));
                        case NIFTI -> NiftiFile.slices(file, false);
                        case NIFTI_GZ -> NiftiFile.slices(file, true);
                    };
            var digest = digest(file);
            long bytes = Files.size(file);
            return images.stream()
                    .map(image -> new FoundImage(file, format, ref(image, digest, bytes), image))
                    .toList();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | UnusableImage e) {
            throw unreadable(file, e.getMessage(), e);
        }
    }

    static FileSystemException unreadable(Path file, String why, Throwable cause) {
        var unreadable = new FileSystemException(file.toString(), null, why);
        unreadable.initCause(cause);
        return unreadable;
    }

    private static InstanceRef ref(DicomFile image, String digest, long bytes) {
        var header = image.dataSet();
        return new InstanceRef(
                header.string(Tag.SOP_INSTANCE_UID).orElse(""),
                digest,
                bytes,
                Math.max(1, header.integer(Tag.NUMBER_OF_FRAMES).orElse(1)));
    }

    private static String digest(Path file) throws IOException {
        try (var in =
                new DigestInputStream(
                        Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            var scratch = new byte[1 << 16];
            while (in.read(scratch) >= 0) {
                continue;
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(int tag) {
        return image.dataSet().string(tag).orElse("");
    }

    boolean isPixels() {
        return image.pixels().isPresent();
    }

    /// Rows, columns and samples.
    List<Integer> shape() {
        var header = image.dataSet();
        return List.of(
                header.integer(Tag.ROWS).orElse(0),
                header.integer(Tag.COLUMNS).orElse(0),
                header.integer(Tag.SAMPLES_PER_PIXEL).orElse(1));
    }
}
