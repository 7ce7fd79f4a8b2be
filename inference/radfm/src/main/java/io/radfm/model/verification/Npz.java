// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.verification;

import io.radfm.model.MalformedModel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Arrays that NumPy saved with `savez` or `savez_compressed` (NEP 1, versions 1 to 3): a zip of
/// `NAME.npy`, each a header and little-endian numbers, `f4 f8 i4 i8`, in C or Fortran order. An
/// array takes at most 2 GiB, whatever the file claims.
public final class Npz implements AutoCloseable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_ARRAYS = 10_000;
    private static final int MAX_HEADER = 1 << 16;
    private static final int MAX_RANK = 16;
    private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|=]\\w+)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order': *(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, ]*)\\)");

    private final String file;
    private final ZipFile zip;

    /// Numbers in C order: the last axis runs fastest.
    public record Floats(long[] shape, float[] values) {}

    public Npz(Path path) throws IOException {
        file = path.getFileName().toString();
        try {
            zip = new ZipFile(path.toFile());
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new MalformedModel(file + " is no zip of arrays: " + e.getMessage(), e);
        }
        if (zip.size() > MAX_ARRAYS) {
            zip.close();
            throw new MalformedModel(file + " holds more than " + MAX_ARRAYS + " arrays");
        }
    }

    public Set<String> names() {
        var names = new TreeSet<String>();
        zip.stream()
                .map(entry -> entry.getName())
                .filter(name -> name.endsWith(".npy"))
                .forEach(name -> names.add(name.substring(0, name.length() - 4)));
        return names;
    }

    public boolean contains(String name) {
        return zip.getEntry(name + ".npy") != null;
    }

    /// An array of `f4`, or of `f8` rounded to it.
    public Floats floats(String name) throws IOException {
        var array = array(name);
        var values = new float[array.count()];
        switch (array.type()) {
            case "<f4" -> array.bytes().asFloatBuffer().get(values);
            case "<f8" -> {
                var doubles = array.bytes().asDoubleBuffer();
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) doubles.get(i);
                }
            }
            default -> throw malformed(name, "holds " + array.type() + ", must hold floats");
        }
        return new Floats(array.shape(), array.fortran() ? toRows(array.shape(), values) : values);
    }

    /// An array of `i4` or `i8`, all of whose numbers fit 32 bits; at most one of its axes is
    /// longer than 1.
    public int[] integers(String name) throws IOException {
        var array = array(name);
        if (Arrays.stream(array.shape()).filter(size -> size > 1).count() > 1) {
            throw malformed(name, "must be a vector");
        }
        var values = new int[array.count()];
        switch (array.type()) {
            case "<i4" -> array.bytes().asIntBuffer().get(values);
            case "<i8" -> {
                var longs = array.bytes().asLongBuffer();
                for (int i = 0; i < values.length; i++) {
                    long value = longs.get(i);
                    if (value != (int) value) {
                        throw malformed(name, "holds " + value);
                    }
                    values[i] = (int) value;
                }
            }
            default -> throw malformed(name, "holds " + array.type() + ", must hold integers");
        }
        return values;
    }

    private record Array(String type, boolean fortran, long[] shape, int count, ByteBuffer bytes) {}

    private Array array(String name) throws IOException {
        var entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw new MalformedModel(file + ": array " + name + " is missing");
        }
        try (var in = zip.getInputStream(entry)) {
            var header = header(name, in);
            var type = find(TYPE, name, header);
            boolean fortran = find(FORTRAN, name, header).equals("True");
            var shape =
                    Arrays.stream(find(SHAPE, name, header).split(",\\s*"))
                            .filter(size -> !size.isBlank())
                            .mapToLong(size -> Long.parseLong(size.strip()))
                            .toArray();
            if (shape.length > MAX_RANK) {
                throw malformed(name, "has " + shape.length + " axes");
            }
            long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            int bytes = Math.toIntExact(Math.multiplyExact(count, width(name, type)));
            var data = in.readNBytes(bytes);
            if (data.length < bytes) {
                throw new EOFException();
            }
            return new Array(
                    type,
                    fortran,
                    shape,
                    (int) count,
                    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
        } catch (ZipException | EOFException e) {
            throw new MalformedModel(file + ": array " + name + " is damaged or cut off", e);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MalformedModel(file + ": array " + name + " is larger than 2 GiB", e);
        }
    }

    private String header(String name, InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw malformed(name, "is no array");
        }
        var version = in.readNBytes(2);
        if (version.length < 2 || version[0] < 1 || version[0] > 3) {
            throw malformed(name, "is of another version than 1 to 3");
        }
        var size = in.readNBytes(version[0] == 1 ? 2 : 4);
        long length = 0;
        for (int i = size.length - 1; i >= 0; i--) {
            length = length << 8 | size[i] & 0xff;
        }
        if (length > MAX_HEADER) {
            throw malformed(name, "has a header of " + length + " bytes");
        }
        return new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1);
    }

    private String find(Pattern pattern, String name, String header) throws MalformedModel {
        var matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw malformed(name, "has a header without " + pattern.pattern().split(":")[0]);
        }
        return matcher.group(1);
    }

    private int width(String name, String type) throws MalformedModel {
        return switch (type) {
            case "<f4", "<i4" -> 4;
            case "<f8", "<i8" -> 8;
            default -> throw malformed(name, "holds " + type + ", must hold <f4 <f8 <i4 or <i8");
        };
    }

    /// From the first axis fastest to the last axis fastest.
    private static float[] toRows(long[] shape, float[] columns) {
        var rows = new float[columns.length];
        var index = new int[shape.length];
        for (int i = 0; i < columns.length; i++) {
            int at = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                at = at * (int) shape[axis] + index[axis];
            }
            rows[at] = columns[i];
            for (int axis = 0; axis < shape.length && ++index[axis] == shape[axis]; axis++) {
                index[axis] = 0;
            }
        }
        return rows;
    }

    private MalformedModel malformed(String name, String what) {
        return new MalformedModel(file + ": array " + name + " " + what);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
