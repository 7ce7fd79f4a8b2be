// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/// Structs in Thrift's compact protocol, in which Parquet writes its headers and its footer. Fields
/// are put in ascending order of their numbers.
///
/// ```
///  field   (number − last)<<4 | type, value      i32, i64: zigzag varint      binary: varint length, bytes
///  list    size<<4 | type (size ≥ 15: F type, varint size), items             struct: fields, 0
/// ```
final class Thrift {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int LONG_LIST = 15;

    private final ByteArrayOutputStream out;
    private int last;

    private Thrift(ByteArrayOutputStream out) {
        this.out = out;
    }

    static Thrift struct() {
        return new Thrift(new ByteArrayOutputStream());
    }

    Thrift i32(int field, int value) {
        header(field, I32);
        zigzag(value);
        return this;
    }

    Thrift i64(int field, long value) {
        header(field, I64);
        zigzag(value);
        return this;
    }

    Thrift text(int field, String value) {
        header(field, BINARY);
        bytes(value);
        return this;
    }

    Thrift struct(int field, Thrift value) {
        header(field, STRUCT);
        out.writeBytes(value.end());
        return this;
    }

    Thrift structs(int field, List<Thrift> values) {
        return list(field, STRUCT, values, (to, each) -> to.out.writeBytes(each.end()));
    }

    Thrift texts(int field, List<String> values) {
        return list(field, BINARY, values, Thrift::bytes);
    }

    Thrift i32s(int field, List<Integer> values) {
        return list(field, I32, values, (to, each) -> to.zigzag(each));
    }

    private <T> Thrift list(int field, int type, List<T> values, BiConsumer<Thrift, T> put) {
        header(field, LIST);
        if (values.size() < LONG_LIST) {
            out.write(values.size() << 4 | type);
        } else {
            out.write(LONG_LIST << 4 | type);
            varint(values.size());
        }
        values.forEach(each -> put.accept(this, each));
        return this;
    }

    /// The struct's bytes; nothing can be added afterwards.
    byte[] end() {
        out.write(0);
        return out.toByteArray();
    }

    private void header(int field, int type) {
        if (field <= last || field - last > 15) {
            throw new IllegalArgumentException("field " + field + " after " + last);
        }
        out.write(field - last << 4 | type);
        last = field;
    }

    private void bytes(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    private void zigzag(long value) {
        varint(value << 1 ^ value >> 63);
    }

    private void varint(long value) {
        for (; (value & ~0x7FL) != 0; value >>>= 7) {
            out.write((int) (value & 0x7F | 0x80));
        }
        out.write((int) value);
    }
}
