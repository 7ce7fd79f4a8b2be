// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Which of the files under some paths can be sent. Links are not followed.
///
/// @param unusable DICOM by the look of it, but not readable or without what is needed to send it
final class FileScan extends SimpleFileVisitor<Path> {
    private static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";

    record Unusable(Path path, String why) {}

    private final List<Candidate> files = new ArrayList<>();
    private final List<Unusable> unusable = new ArrayList<>();
    private int notDicom;
    private int directories;

    /// @param modifiedMillis with path and size, tells whether this is still the file it was
    record Candidate(Part10File file, long size, long modifiedMillis) {}

    static FileScan of(List<Path> paths) throws IOException {
        var scan = new FileScan();
        for (var path : paths) {
            Files.walkFileTree(path, scan);
        }
        scan.files.sort(java.util.Comparator.comparing(candidate -> candidate.file().path()));
        return scan;
    }

    List<Candidate> files() {
        return files;
    }

    List<Unusable> unusable() {
        return unusable;
    }

    int notDicom() {
        return notDicom;
    }

    /// How many DICOMDIRs there were.
    int directories() {
        return directories;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            return FileVisitResult.CONTINUE;
        }
        try {
            var file = Part10File.read(path);
            if (file.isEmpty()) {
                notDicom++;
            } else if (file.get().kind().sopClassUid().equals(MEDIA_STORAGE_DIRECTORY)) {
                directories++;
            } else {
                files.add(
                        new Candidate(
                                file.get(),
                                attributes.size(),
                                attributes.lastModifiedTime().toMillis()));
            }
        } catch (IOException e) {
            unusable.add(new Unusable(path, e.getMessage()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
        unusable.add(new Unusable(path, "cannot be read: " + e.getClass().getSimpleName()));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) {
        return e == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, e);
    }
}
