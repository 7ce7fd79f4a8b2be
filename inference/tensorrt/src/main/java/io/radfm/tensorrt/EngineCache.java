// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import io.radfm.model.Digests;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/// Engines on disk, one file each: the plan as TensorRT writes it, then its SHA-256. A file appears
/// under its name when it is whole. One that is not what was written is as good as absent.
final class EngineCache {
    private static final System.Logger LOG = System.getLogger(EngineCache.class.getName());
    private static final int DIGEST_BYTES = 32;
    private static final int CHUNK = 1 << 26;

    private final Path folder;

    EngineCache(Path folder) {
        this.folder = folder;
    }

    /// Writes a plan, in pieces of any size.
    interface Writer {
        void write(Sink sink) throws IOException;
    }

    /// Takes the next piece.
    interface Sink {
        void accept(ByteBuffer piece) throws IOException;
    }

    /// The plan that was kept under this key, mapped for as long as the arena lives.
    Optional<MemorySegment> get(EngineKey key, Arena arena) throws IOException {
        var file = folder.resolve(key.fileName());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(file)) {
            long length = channel.size() - DIGEST_BYTES;
            if (length > 0) {
                var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
                var plan = mapped.asSlice(0, length);
                var wanted =
                        mapped.asSlice(length).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
                if (Arrays.equals(digest(plan), wanted)) {
                    return Optional.of(plan);
                }
            }
        }
        LOG.log(System.Logger.Level.WARNING, key.fileName() + " is damaged: it is made again");
        return Optional.empty();
    }

    /// Keeps what the writer gives under this key, in place of what was there.
    void put(EngineKey key, Writer writer) throws IOException {
        Files.createDirectories(folder);
        var part = Files.createTempFile(folder, key.name(), ".part");
        try {
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                var digest = Digests.newSha256();
                writer.write(
                        piece -> {
                            digest.update(piece.duplicate());
                            writeAll(channel, piece);
                        });
                if (channel.position() == 0) {
                    throw new IOException("an engine of no bytes");
                }
                writeAll(channel, ByteBuffer.wrap(digest.digest()));
                channel.force(true);
            }
            Files.move(
                    part,
                    folder.resolve(key.fileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Forgets an engine that TensorRT does not take after all.
    void remove(EngineKey key) throws IOException {
        Files.deleteIfExists(folder.resolve(key.fileName()));
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static byte[] digest(MemorySegment plan) {
        MessageDigest digest = Digests.newSha256();
        for (long at = 0; at < plan.byteSize(); at += CHUNK) {
            digest.update(plan.asSlice(at, Math.min(CHUNK, plan.byteSize() - at)).asByteBuffer());
        }
        return digest.digest();
    }
}
