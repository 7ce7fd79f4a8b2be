// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/// Arrays that NumPy saved with `savez`: little-endian, in C order.
final class Npz implements AutoCloseable {
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([\\d, ]*)\\)");

    private final ZipFile zip;

    record Floats(long[] shape, float[] values) {}

    Npz(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
    }

    Floats floats(String name) {
        var array = array(name, "<f4");
        var values = new float[array.bytes().remaining() / 4];
        array.bytes().asFloatBuffer().get(values);
        return new Floats(array.shape(), values);
    }

    int[] integers(String name) {
        var longs = array(name, "<i8").bytes().asLongBuffer();
        var values = new long[longs.remaining()];
        longs.get(values);
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    private record Array(long[] shape, ByteBuffer bytes) {}

    private Array array(String name, String type) {
        try (var in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
            var bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int header = bytes.getShort(8);
            var description = new String(bytes.array(), 10, header, StandardCharsets.ISO_8859_1);
            var shape = SHAPE.matcher(description);
            if (!description.contains(type) || !shape.find()) {
                throw new IllegalArgumentException(name + " is " + description);
            }
            var sizes =
                    Arrays.stream(shape.group(1).split(",\\s*"))
                            .filter(size -> !size.isBlank())
                            .mapToLong(Long::parseLong)
                            .toArray();
            return new Array(sizes, bytes.position(10 + header).slice().order(bytes.order()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
