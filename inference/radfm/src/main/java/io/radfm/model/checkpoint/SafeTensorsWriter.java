// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/// Writes safetensors files, tensor after tensor, holding one in memory at most. The data starts at
/// a multiple of 64 bytes, so that 32-bit weights can be used in place. The file appears whole,
/// under its name, or not at all.
public final class SafeTensorsWriter {
    private static final int ALIGNMENT = 64;

    /// A tensor to write; `contents` is asked once, in file order.
    public record Source(String name, ElementType type, long[] shape, Contents contents) {
        long bytes() {
            return Arrays.stream(shape).reduce(type.bytes(), Math::multiplyExact);
        }

        /// Little-endian floats.
        public static Source of(String name, long[] shape, float[] values) {
            return new Source(name, ElementType.F32, shape, () -> littleEndian(values));
        }
    }

    /// The bytes of a tensor, little endian, between position and limit.
    @FunctionalInterface
    public interface Contents {
        ByteBuffer bytes() throws IOException;
    }

    private SafeTensorsWriter() {}

    public static void write(Path file, List<Source> tensors) throws IOException {
        var partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        try (var channel = FileChannel.open(partial, CREATE_NEW, WRITE)) {
            writeAll(channel, header(tensors));
            for (var tensor : tensors) {
                var bytes = tensor.contents().bytes();
                if (bytes.remaining() != tensor.bytes()) {
                    throw new IllegalArgumentException(
                            tensor.name() + " gave " + bytes.remaining() + " bytes");
                }
                writeAll(channel, bytes);
            }
            channel.force(true);
        }
        Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer littleEndian(float[] values) {
        var bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
