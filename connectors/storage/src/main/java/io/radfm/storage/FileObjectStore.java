// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A store that is a folder:
///
/// ```
///   sha256/ab/cdef…   objects, complete and durable, or about to be
///   incoming/         what is still arriving
/// ```
///
/// Each commit forces its file on a virtual thread of its own: the kernel's journal then writes
/// what several of them wait for at once, and [Shards] does the same for the names.
final class FileObjectStore implements ObjectStore {
    static final Logger LOG = LoggerFactory.getLogger(ObjectStore.class);
    private static final int VERIFY_BYTES = 256 * 1024;

    private final StoreLimits limits;
    private final Watermark watermark;
    private final Shards shards;
    private final Incoming incoming;
    private final ExecutorService commits =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("commit-", 0).factory());

    FileObjectStore(Path root, StoreLimits limits) throws IOException {
        this.limits = limits;
        Files.createDirectories(root);
        watermark = new Watermark(root, limits);
        shards = new Shards(root.toRealPath().resolve("sha256"));
        incoming = new Incoming(root.resolve("incoming"), this::adopt);
    }

    @Override
    public Upload begin() throws StorageException {
        var trouble = trouble();
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        try {
            return new FileUpload(this, incoming.name());
        } catch (IOException e) {
            throw failure("an upload cannot begin", e);
        }
    }

    @Override
    public SeekableByteChannel open(String digest) throws StorageException {
        var path = shards.path(Sha256.check(digest));
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException absent) {
            throw new StorageException.NoSuchObject(digest);
        } catch (IOException e) {
            throw new StorageException.StoreFailed("an object cannot be opened", e);
        }
    }

    @Override
    public Optional<Path> path(String digest) throws StorageException {
        return Optional.of(shards.path(Sha256.check(digest))).filter(Files::exists);
    }

    @Override
    public boolean exists(String digest) throws StorageException {
        return path(digest).isPresent();
    }

    @Override
    public void verify(String digest) throws StorageException {
        String actual;
        try (var channel = open(digest)) {
            actual = digest(channel);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException.StoreFailed("an object cannot be read", e);
        }
        if (!actual.equals(digest)) {
            throw new StorageException.CorruptObject(digest, actual);
        }
    }

    @Override
    public Optional<StorageException> trouble() {
        if (shards.broken() != null) {
            return Optional.of(shards.broken());
        }
        try {
            watermark.check();
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e);
        }
    }

    @Override
    public void close() throws IOException {
        commits.close();
        incoming.close();
        shards.close();
    }

    /// Finishes a commit that a dead process had begun, or had been about to.
    private void adopt(Path file, String digest) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!digest(channel).equals(digest)) {
                return; // loss of power took a part of it
            }
            channel.force(true);
        }
        Files.move(file, shards.path(digest), StandardCopyOption.ATOMIC_MOVE);
        shards.force(digest);
    }

    private static String digest(SeekableByteChannel channel) throws IOException {
        var sha256 = Sha256.start();
        var buffer = ByteBuffer.allocate(VERIFY_BYTES);
        while (channel.read(buffer) >= 0) {
            sha256.update(buffer.flip());
            buffer.clear();
        }
        return Sha256.end(sha256);
    }

    /// Runs a commit on a thread of its own, which nobody can interrupt: an interrupt would close
    /// the channels it uses.
    <T> CompletionStage<T> run(Callable<T> commit) {
        var result = new CompletableFuture<T>();
        commits.execute(
                () -> {
                    try {
                        result.complete(commit.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    /// What an error of the volume means: full, when it is; failed otherwise.
    StorageException failure(String what, IOException cause) {
        try {
            watermark.check();
        } catch (StorageException full) {
            full.addSuppressed(cause);
            return full;
        }
        return new StorageException.StoreFailed(what, cause);
    }

    StoreLimits limits() {
        return limits;
    }

    Watermark watermark() {
        return watermark;
    }

    Shards shards() {
        return shards;
    }
}
