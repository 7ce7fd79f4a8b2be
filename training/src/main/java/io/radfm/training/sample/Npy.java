// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Scans as NumPy's `.npy` files, format 1.0: `[C, H, W, D]` in C order, of `|u1` or `<f4`. Nothing
/// else is read: other shapes, kinds and orders are refused by name.
///
/// ```
///   0  93 'N' 'U' 'M' 'P' 'Y'     magic
///   6  1 0                        version
///   8  u16, little-endian         length of the header, so that the values begin at a multiple of 64
///  10  {'descr': '|u1', 'fortran_order': False, 'shape': (1, 512, 512, 64), }   spaces, line feed
/// ```
public final class Npy {
    /// Of one array's values: a colour volume of 512 × 512 × 64 floats is 192 MiB.
    public static final long MOST_BYTES = 512L << 20;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int FIXED = MAGIC.length + 2;
    private static final int ALIGNMENT = 64;
    private static final int LONGEST_HEADER = 512;
    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '(\\|u1|<f4)', 'fortran_order': False, 'shape': \\((\\d{1,6}),"
                            + " (\\d{1,6}), (\\d{1,6}), (\\d{1,6})\\),? ?\\} *\n");

    private Npy() {}

    /// How a value is stored.
    public enum Type {
        /// 8 bits, of which 255 is 1.0.
        BYTE("|u1", 1),
        /// 32 bits.
        FLOAT("<f4", 4);

        private final String descr;
        private final int bytes;

        Type(String descr, int bytes) {
            this.descr = descr;
            this.bytes = bytes;
        }
    }

    /// One scan: values of 0 … 1, `[C, H, W, D]`, depth fastest. Never changes; any thread may
    /// read.
    public static final class Array {
        private final int[] shape;
        private final Type type;
        private final ByteBuffer data;
        private byte[] sha256;

        /// @param shape C (1 or 3), H, W, D
        /// @param data as stored, little-endian; not to be changed afterwards
        public Array(int[] shape, Type type, ByteBuffer data) {
            this.shape = shape.clone();
            this.type = type;
            this.data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
            var wrong = trouble(shape, type);
            if (wrong != null || this.data.remaining() != bytes(shape, type)) {
                throw new IllegalArgumentException(
                        wrong != null ? wrong : this.data.remaining() + " bytes of values");
            }
        }

        /// Values of 0 … 1, rounded to 8 bits.
        public static Array ofBytes(int[] shape, FloatBuffer values) {
            var data = ByteBuffer.allocate(values.remaining());
            for (int i = values.position(); i < values.limit(); i++) {
                data.put((byte) Math.clamp(Math.round(values.get(i) * 255), 0, 255));
            }
            return new Array(shape, Type.BYTE, data.flip());
        }

        public static Array ofFloats(int[] shape, FloatBuffer values) {
            var data =
                    ByteBuffer.allocate(values.remaining() * Float.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN);
            data.asFloatBuffer().put(values.duplicate());
            return new Array(shape, Type.FLOAT, data);
        }

        public int channels() {
            return shape[0];
        }

        public int height() {
            return shape[1];
        }

        public int width() {
            return shape[2];
        }

        public int depth() {
            return shape[3];
        }

        public Type type() {
            return type;
        }

        /// C · H · W · D.
        public int values() {
            return data.capacity() / type.bytes;
        }

        /// The value at an index of `[C, H, W, D]` in C order, 0 … 1.
        public float value(int index) {
            return switch (type) {
                case BYTE -> (data.get(index) & 0xFF) / 255f;
                case FLOAT -> data.getFloat(index * Float.BYTES);
            };
        }

        /// Puts all values, 0 … 1.
        public void copyTo(FloatBuffer to) {
            switch (type) {
                case BYTE -> {
                    for (int i = 0; i < data.capacity(); i++) {
                        to.put((data.get(i) & 0xFF) / 255f);
                    }
                }
                case FLOAT -> to.put(data.asFloatBuffer());
            }
        }

        /// The `.npy` file, ready to be written: its header, then its values.
        public ByteBuffer[] file() {
            return new ByteBuffer[] {header(shape, type), data.duplicate()};
        }

        /// Size of the `.npy` file.
        public long fileBytes() {
            return header(shape, type).remaining() + (long) data.capacity();
        }

        /// SHA-256 of the `.npy` file; computed once.
        public synchronized byte[] sha256() {
            if (sha256 == null) {
                var digest = Digest.start();
                for (var part : file()) {
                    digest.update(part);
                }
                sha256 = digest.digest();
            }
            return sha256.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Array array
                    && type == array.type
                    && Arrays.equals(shape, array.shape)
                    && data.equals(array.data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(shape) * 31 + data.hashCode();
        }

        @Override
        public String toString() {
            return "Array{" + type.descr + " " + Arrays.toString(shape) + "}";
        }
    }

    /// @param where what a refusal names
    /// @param file all of it; the array keeps these bytes, which must not change afterwards
    public static Array read(String where, ByteBuffer file) throws IOException {
        var bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.remaining() >= FIXED, where, "ends in its header");
        for (int i = 0; i < MAGIC.length; i++) {
            require(bytes.get(i) == MAGIC[i], where, "is no .npy file of format 1.0");
        }
        int length = Short.toUnsignedInt(bytes.getShort(MAGIC.length));
        require(length <= LONGEST_HEADER, where, "header of " + length + " bytes");
        require(bytes.remaining() >= FIXED + length, where, "ends in its header");
        var text = new byte[length];
        bytes.get(FIXED, text);
        var header = HEADER.matcher(new String(text, StandardCharsets.ISO_8859_1));
        require(header.matches(), where, "is not |u1 or <f4 of [C, H, W, D] in C order");
        var type = header.group(1).equals(Type.BYTE.descr) ? Type.BYTE : Type.FLOAT;
        var shape = new int[4];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Integer.parseInt(header.group(2 + i));
        }
        var wrong = trouble(shape, type);
        require(wrong == null, where, wrong);
        int at = FIXED + length;
        long expected = bytes(shape, type);
        require(
                bytes.remaining() - at == expected,
                where,
                bytes.remaining() - at + " bytes of values, not " + expected);
        var array = new Array(shape, type, bytes.slice(at, (int) expected));
        require(type == Type.BYTE || inRange(array), where, "a value is not in 0 … 1");
        return array;
    }

    private static boolean inRange(Array array) {
        for (int i = 0; i < array.values(); i++) {
            float value = array.value(i);
            if (!(value >= 0 && value <= 1)) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer header(int[] shape, Type type) {
        return header(type, shape);
    }

    /// What stands before the values of an array of two axes or more.
    public static ByteBuffer header(Type type, int... shape) {
        var sides = Arrays.stream(shape).mapToObj(String::valueOf).collect(joining(", "));
        var text =
                "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
                        .formatted(type.descr, sides);
        int total = Math.ceilDiv(FIXED + text.length() + 1, ALIGNMENT) * ALIGNMENT;
        var header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (total - FIXED));
        header.put(text.getBytes(StandardCharsets.US_ASCII));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').flip();
    }

    private static long bytes(int[] shape, Type type) {
        return (long) shape[0] * shape[1] * shape[2] * shape[3] * type.bytes;
    }

    private static String trouble(int[] shape, Type type) {
        if (shape.length != 4 || Arrays.stream(shape).anyMatch(n -> n < 1 || n > 99_999)) {
            return "a side is not 1 … 99999";
        }
        if (shape[0] != 1 && shape[0] != 3) {
            return shape[0] + " channels";
        }
        double bytes = (double) shape[0] * shape[1] * shape[2] * shape[3] * type.bytes;
        return bytes > MOST_BYTES ? "more than " + MOST_BYTES + " bytes of values" : null;
    }

    private static void require(boolean holds, String where, String what) throws MalformedDataSet {
        if (!holds) {
            throw new MalformedDataSet(where + ": " + what);
        }
    }
}
