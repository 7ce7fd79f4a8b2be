// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Files below an archive's location, by names such as `topics/drafts/3/0.avro`. A file is whole or
/// not there, never changes but by being written anew, and is durable once it was committed.
interface Folder {
    /// The folder at a location: `file:/srv/archive`, or `file:archive` below the working
    /// directory.
    ///
    /// @throws IllegalArgumentException for a kind of location there is no folder of
    static Folder of(URI location) {
        if (!"file".equals(location.getScheme())) {
            throw new IllegalArgumentException("archive location is not file: " + location);
        }
        return new FileFolder(
                location.isOpaque()
                        ? Path.of(location.getSchemeSpecificPart())
                        : Path.of(location));
    }

    /// A file that is being written; closed without [#commit], nothing is kept.
    abstract class Pending extends OutputStream {
        abstract void commit() throws IOException;
    }

    Pending create(String name) throws IOException;

    /// @throws java.nio.file.NoSuchFileException when there is none of this name
    InputStream open(String name) throws IOException;

    boolean exists(String name) throws IOException;

    /// The names of all files below a folder, at any depth, in order; none for a folder that is not
    /// there.
    List<String> list(String folder) throws IOException;

    /// Nothing happens where there is no such file.
    void delete(String name) throws IOException;

    /// Keeps other writers away until it is closed or its process dies.
    ///
    /// @throws IOException when there is one already
    Closeable lock() throws IOException;

    default void write(String name, byte[] bytes) throws IOException {
        try (var pending = create(name)) {
            pending.write(bytes);
            pending.commit();
        }
    }

    /// A whole small file.
    ///
    /// @throws DamagedArchive for one that is larger
    default byte[] read(String name, int mostBytes) throws IOException {
        try (var in = open(name)) {
            var bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new DamagedArchive(name, "is larger than " + mostBytes + " bytes");
            }
            return bytes;
        }
    }
}
