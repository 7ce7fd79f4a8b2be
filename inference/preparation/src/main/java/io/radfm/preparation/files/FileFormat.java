// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// What a file is, by its first bytes.
enum FileFormat {
    DICOM,
    /// PNG or JPEG.
    PICTURE,
    NIFTI,
    /// Compressed by gzip.
    NIFTI_GZ;

    private static final int PREAMBLE = 128;

    static Optional<FileFormat> of(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(NiftiHeader.BYTES);
        }
        if (begins(start, 0, "\u0089PNG\r\n") || begins(start, 0, "\u00FF\u00D8\u00FF")) {
            return Optional.of(PICTURE);
        }
        if (NiftiHeader.begins(start)) {
            return Optional.of(NIFTI);
        }
        if (begins(start, 0, "\u001F\u008B")) {
            return compressed(file) ? Optional.of(NIFTI_GZ) : Optional.empty();
        }
        // files without a preamble are only known by their name
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return begins(start, PREAMBLE, "DICM") || name.endsWith(".dcm")
                ? Optional.of(DICOM)
                : Optional.empty();
    }

    private static boolean compressed(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return NiftiHeader.begins(in.readNBytes(NiftiHeader.BYTES));
        }
    }

    private static boolean begins(byte[] bytes, int at, String with) {
        var magic = with.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < at + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if (bytes[at + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
