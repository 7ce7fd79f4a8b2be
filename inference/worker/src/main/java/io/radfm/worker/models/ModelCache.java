// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker.models;

import io.radfm.events.ModelFile;
import io.radfm.events.RegisteredModel;
import io.radfm.model.Digests;
import io.radfm.model.MalformedModel;
import io.radfm.model.Manifest;
import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.UUID;

/// Model directories of registered models on this machine, fetched once and named by model id.
///
/// ```
///   models/<id>/                 whole: model.json and all files that it names
///   models/<id>.<uuid>.fetching  under way
/// ```
///
/// Workers that share the folder may fetch at the same time; the first to be done is kept. A
/// directory that nobody drafts with may be deleted at any time: it is fetched again.
public final class ModelCache {
    private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);
    private static final int BUFFER_BYTES = 1 << 20;
    private static final long KEPT_FREE = 1L << 30;
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private final Path root;
    private final ObjectStore store;

    public ModelCache(Path root, ObjectStore store) {
        this.root = root;
        this.store = store;
    }

    /// The directory of this model, with the files that its manifest names.
    ///
    /// @throws MalformedModel when the record or the manifest is none: it will be none again
    /// @throws IOException when an object is not there, or not what its name says, or the disk full
    public Path fetched(RegisteredModel model) throws IOException {
        long bytes = ModelFiles.checked(model);
        var whole = root.resolve(model.getModelId());
        if (Files.isDirectory(whole)) {
            return whole;
        }
        Files.createDirectories(root);
        sweep();
        var fetching = root.resolve(model.getModelId() + "." + UUID.randomUUID() + ".fetching");
        Files.createDirectory(fetching);
        try {
            requireRoom(bytes);
            for (var file : model.getFiles()) {
                fetch(file, fetching.resolve(file.getName()));
            }
            requireWhole(model, fetching);
            return kept(fetching, whole);
        } finally {
            delete(fetching);
        }
    }

    /// What a killed process had begun.
    private void sweep() throws IOException {
        var old = Instant.now().minus(LEFT_OVER);
        try (var begun = Files.newDirectoryStream(root, "*.fetching")) {
            for (var directory : begun) {
                if (Files.getLastModifiedTime(directory).toInstant().isBefore(old)) {
                    delete(directory);
                }
            }
        }
    }

    private void requireRoom(long bytes) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace();
        if (bytes > free - KEPT_FREE) {
            throw new IOException(
                    "the model's files have %d MiB and %d MiB are free where models are kept"
                            .formatted(bytes >> 20, free >> 20));
        }
    }

    /// Bounded by what the record says; the bytes are those of the digest, or it fails.
    private void fetch(ModelFile file, Path to) throws IOException {
        var digest = Digests.newSha256();
        try (SeekableByteChannel from = store.open(file.getDigest());
                var out =
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (from.size() != file.getBytes()) {
                throw new IOException("object " + file.getDigest() + " has another length");
            }
            var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (from.read(buffer) >= 0) {
                digest.update(buffer.flip().duplicate());
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
        }
        var actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(file.getDigest())) {
            throw new StorageException.CorruptObject(file.getDigest(), actual);
        }
    }

    private static void requireWhole(RegisteredModel model, Path directory) throws IOException {
        var named = Manifest.read(directory).digests();
        for (var file : named.entrySet()) {
            boolean there =
                    model.getFiles().stream()
                            .anyMatch(
                                    it ->
                                            it.getName().equals(file.getKey())
                                                    && it.getDigest().equals(file.getValue()));
            if (!there) {
                throw new MalformedModel("a registered model lacks " + file.getKey());
            }
        }
        if (model.getFiles().size() != named.size() + 1) {
            throw new MalformedModel("a registered model has files that its manifest lacks");
        }
    }

    private static Path kept(Path fetching, Path whole) throws IOException {
        try {
            return Files.move(fetching, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            LOG.debug("another worker was faster", e);
            return whole;
        } catch (IOException e) {
            if (Files.isDirectory(whole)) { // how some file systems say the same
                return whole;
            }
            throw e;
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted", directory.getFileName(), e);
        }
    }
}
