// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A file in [Incoming], hashed as it is written. Sealing renames it there to its digest, so that a
/// process that starts after this one died can finish the work. The commit is, in this order and
/// never another:
/// 1. force the file: its content is on the disk under a name no reader looks for;
/// 2. rename it to its digest (atomic), so that a visible name always has its whole content;
/// 3. force the folder: the name is on the disk too. Also for a duplicate, whose first copy may be
///    visible and not yet durable.
final class FileUpload extends Upload {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long CHECK_SPACE_EVERY = 16L << 20;

    private enum State {
        WRITING,
        SEALED,
        COMMITTED,
        CLOSED
    }

    private final FileObjectStore store;
    private Path file;
    private final FileChannel channel;
    private final MessageDigest sha256 = Sha256.start();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private State state = State.WRITING;
    private long bytes;
    private long checkSpaceAt = CHECK_SPACE_EVERY;
    private ObjectRef ref;

    FileUpload(FileObjectStore store, Path file) throws IOException {
        this.store = store;
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws StorageException {
        write(ByteBuffer.wrap(from, offset, length));
    }

    @Override
    public int write(ByteBuffer from) throws StorageException {
        require(State.WRITING);
        int length = from.remaining();
        if (length > store.limits().maxObjectBytes() - bytes) {
            throw new StorageException.ObjectTooLarge(store.limits().maxObjectBytes());
        }
        bytes += length;
        if (bytes >= checkSpaceAt) {
            store.watermark().check();
            checkSpaceAt = bytes + CHECK_SPACE_EVERY;
        }
        sha256.update(from.duplicate());
        if (length > buffer.remaining()) {
            drain();
        }
        if (length > buffer.remaining()) {
            toFile(from);
        } else {
            buffer.put(from);
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return state == State.WRITING;
    }

    @Override
    public ObjectRef seal() throws StorageException {
        if (state != State.SEALED) {
            require(State.WRITING);
            drain();
            ref = new ObjectRef(Sha256.end(sha256), bytes);
            try {
                file =
                        Files.move(
                                file,
                                Incoming.sealed(file, ref.digest()),
                                StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw store.failure("an object cannot be sealed", e);
            }
            state = State.SEALED;
        }
        return ref;
    }

    @Override
    public CompletionStage<ObjectRef> commit() {
        try {
            seal();
        } catch (StorageException e) {
            close();
            return CompletableFuture.failedFuture(e);
        }
        state = State.COMMITTED;
        return store.run(this::makeDurable);
    }

    private ObjectRef makeDurable() throws StorageException {
        try {
            var target = store.shards().path(ref.digest());
            if (Files.exists(target) && Files.size(target) == bytes) {
                discard();
            } else {
                channel.force(true);
                channel.close();
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            discard();
            throw store.failure("an object cannot be committed", e);
        }
        store.shards().force(ref.digest());
        return ref;
    }

    @Override
    public void close() {
        if (state == State.WRITING || state == State.SEALED) {
            state = State.CLOSED;
            discard();
        }
    }

    /// What cannot be deleted now is swept at the next start.
    private void discard() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            FileObjectStore.LOG.warn("an abandoned upload stays until the next start", e);
        }
    }

    private void drain() throws StorageException {
        toFile(buffer.flip());
        buffer.clear();
    }

    private void toFile(ByteBuffer from) throws StorageException {
        try {
            while (from.hasRemaining()) {
                channel.write(from);
            }
        } catch (IOException e) {
            throw store.failure("an object cannot be written", e);
        }
    }

    private void require(State expected) {
        if (state != expected) {
            throw new IllegalStateException("upload is " + state);
        }
    }
}
