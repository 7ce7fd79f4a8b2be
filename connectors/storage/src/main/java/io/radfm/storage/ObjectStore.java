// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Where the bytes of DICOM objects lie, addressed by their SHA-256. Objects never change. Any
/// thread may call any method; any number of processes may share one store.
///
/// Digests come from events, so every method checks them and answers
/// [StorageException.MalformedDigest] for anything else than 64 lower-case hexadecimal digits.
public interface ObjectStore extends Closeable {
    /// Opens the store at a location: `file:/var/lib/radfm/objects` is a folder, made when absent;
    /// `file:lab/objects` lies below the working directory.
    static ObjectStore of(URI location, StoreLimits limits) throws IOException {
        if (!"file".equals(location.getScheme())) {
            throw new IllegalArgumentException("object store location is not file: " + location);
        }
        var folder =
                location.isOpaque() // file:lab/objects, from where this process was started
                        ? Path.of(location.getSchemeSpecificPart())
                        : Path.of(location);
        return new FileObjectStore(folder, limits);
    }

    static ObjectStore of(URI location) throws IOException {
        return of(location, StoreLimits.DEFAULT);
    }

    /// Starts an object. Costs kilobytes, whatever the object's size.
    Upload begin() throws StorageException;

    /// The object's bytes, to be closed by the caller; position it for a part of them.
    SeekableByteChannel open(String digest) throws StorageException;

    /// The object as a file, where it is one on this machine: for memory mapping.
    Optional<Path> path(String digest) throws StorageException;

    boolean exists(String digest) throws StorageException;

    /// Reads the whole object and refuses it with [StorageException.CorruptObject] when its bytes
    /// are no longer those of the digest.
    void verify(String digest) throws StorageException;

    /// Whether an upload that begins now is likely to succeed; the reason when not.
    Optional<StorageException> trouble();

    /// Waits for commits under way, and forgets uploads that were not committed.
    @Override
    void close() throws IOException;

    /// At most `length` bytes from `offset`; fewer, or none, when the object ends before.
    default byte[] range(String digest, long offset, int length) throws IOException {
        try (var channel = open(digest)) {
            int available = Math.clamp(channel.size() - offset, 0, length);
            var bytes = ByteBuffer.allocate(available);
            channel.position(offset);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until full
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }
}
