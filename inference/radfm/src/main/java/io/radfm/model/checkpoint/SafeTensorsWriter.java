// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.radfm.model.Digests;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Writes safetensors files, piece after piece, holding a few in memory at most. The data starts at
/// a multiple of 64 bytes, so that 32-bit weights can be used in place. The file appears whole,
/// under its name, or not at all.
public final class SafeTensorsWriter {
    private static final int ALIGNMENT = 64;

    /// A tensor to write: pieces that follow one another in the file.
    public record Source(String name, ElementType type, long[] shape, List<Contents> pieces) {
        public Source {
            pieces = List.copyOf(pieces);
        }

        /// A tensor in one piece.
        public Source(String name, ElementType type, long[] shape, Contents contents) {
            this(name, type, shape, List.of(contents));
        }

        public long bytes() {
            return Arrays.stream(shape).reduce(type.bytes(), Math::multiplyExact);
        }

        /// Little-endian floats.
        public static Source of(String name, long[] shape, float[] values) {
            return new Source(name, ElementType.F32, shape, () -> littleEndian(values));
        }
    }

    /// The bytes of a piece, little endian, between position and limit. Asked once, by any thread.
    @FunctionalInterface
    public interface Contents {
        ByteBuffer bytes() throws IOException;

        /// Must be asked only when the pieces before it have been.
        default boolean followsOthers() {
            return false;
        }
    }

    /// Told how many bytes of the data have been written.
    @FunctionalInterface
    public interface Listener {
        void written(long bytes);
    }

    private SafeTensorsWriter() {}

    public static void write(Path file, List<Source> tensors) throws IOException {
        write(file, tensors, 1, _ -> {});
    }

    /// @param threads make pieces at the same time; one more writes them, in their order
    /// @return the file's SHA-256, in hex
    public static String write(Path file, List<Source> tensors, int threads, Listener listener)
            throws IOException {
        var partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        String digest;
        try (var channel = FileChannel.open(partial, CREATE_NEW, WRITE);
                var pieces = new Pieces(tensors, threads)) {
            var out = new Output(channel);
            out.append(header(tensors));
            long written = 0;
            for (var tensor : tensors) {
                long length = 0;
                for (int i = 0; i < tensor.pieces().size(); i++) {
                    var bytes = pieces.next();
                    length += bytes.remaining();
                    written += bytes.remaining();
                    out.append(bytes);
                    listener.written(written);
                }
                if (length != tensor.bytes()) {
                    throw new IllegalArgumentException(
                            tensor.name() + " gave " + length + " bytes");
                }
            }
            channel.force(true);
            digest = HexFormat.of().formatHex(out.digest.digest());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return digest;
    }

    /// A file and the digest of all that went into it.
    private record Output(FileChannel channel, MessageDigest digest) {
        Output(FileChannel channel) {
            this(channel, Digests.newSha256());
        }

        void append(ByteBuffer bytes) throws IOException {
            digest.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /// Pieces in their order, a few being made ahead of the one that is asked for.
    private static final class Pieces implements AutoCloseable {
        private final ExecutorService workers;
        private final Iterator<Contents> waiting;
        private final Deque<Contents> ahead = new ArrayDeque<>();
        private final int window;

        Pieces(List<Source> tensors, int threads) {
            waiting = tensors.stream().flatMap(it -> it.pieces().stream()).iterator();
            window = 2 * threads;
            workers = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
        }

        ByteBuffer next() throws IOException {
            while (ahead.size() < window && waiting.hasNext()) {
                var piece = waiting.next();
                ahead.add(piece.followsOthers() ? piece : begun(piece));
            }
            return ahead.remove().bytes();
        }

        private Contents begun(Contents piece) {
            var future = workers.submit(piece::bytes);
            return () -> {
                try {
                    return future.get();
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case IOException cause -> throw cause;
                        case RuntimeException cause -> throw cause;
                        case Error cause -> throw cause;
                        default -> throw new IllegalStateException(e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while writing weights");
                }
            };
        }

        /// No piece is being made after this: what they read may be unmapped.
        @Override
        public void close() {
            workers.shutdownNow();
            workers.close();
        }
    }

    private static ByteBuffer header(List<Source> tensors) throws IOException {
        var json = SafeTensors.JSON.createObjectNode();
        var names = new HashSet<String>();
        long at = 0;
        for (var tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException(tensor.name() + " twice");
            }
            var entry = json.putObject(tensor.name());
            entry.put("dtype", tensor.type().name());
            var shape = entry.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            entry.putArray("data_offsets").add(at).add(at + tensor.bytes());
            at += tensor.bytes();
        }
        var text = SafeTensors.JSON.writeValueAsBytes(json);
        int length = Math.ceilDiv(8 + text.length, ALIGNMENT) * ALIGNMENT;
        var header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length - 8).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static ByteBuffer littleEndian(float[] values) {
        var bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
