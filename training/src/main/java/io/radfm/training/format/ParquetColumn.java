// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A column of a table, and its values since the last row group ended. No value is ever null.
final class ParquetColumn {
    private static final int REQUIRED = 0;
    private static final int REPEATED = 2;
    private static final int UTF8 = 0;
    private static final int LIST = 3;
    private static final int STRING_TYPE = 1;
    private static final int LIST_TYPE = 3;

    /// What its values are, and the physical type that holds them.
    enum Kind {
        TEXT(6),
        /// Any number of texts.
        TEXTS(6),
        FLAG(0);

        private final int type;

        Kind(int type) {
            this.type = type;
        }
    }

    private final String name;
    private final Kind kind;
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final Levels repetition = new Levels();
    private final Levels definition = new Levels();
    private int entries;
    private int flags; // of the byte that is not full

    ParquetColumn(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    int type() {
        return kind.type;
    }

    List<String> path() {
        return kind == Kind.TEXTS ? List.of(name, "list", "element") : List.of(name);
    }

    /// As the footer describes it; lists in the three levels of Parquet's LogicalTypes.md.
    List<Thrift> schema() {
        return switch (kind) {
            case FLAG -> List.of(leaf(name));
            case TEXT -> List.of(text(name));
            case TEXTS ->
                    List.of(
                            Thrift.struct()
                                    .i32(3, REQUIRED)
                                    .text(4, name)
                                    .i32(5, 1)
                                    .i32(6, LIST)
                                    .struct(10, Thrift.struct().struct(LIST_TYPE, Thrift.struct())),
                            Thrift.struct().i32(3, REPEATED).text(4, "list").i32(5, 1),
                            text("element"));
        };
    }

    private Thrift leaf(String called) {
        return Thrift.struct().i32(1, kind.type).i32(3, REQUIRED).text(4, called);
    }

    private Thrift text(String called) {
        return leaf(called)
                .i32(6, UTF8)
                .struct(10, Thrift.struct().struct(STRING_TYPE, Thrift.struct()));
    }

    void add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        values.writeBytes(int32(bytes.length));
        values.writeBytes(bytes);
        entries++;
    }

    void add(boolean flag) {
        flags |= (flag ? 1 : 0) << entries % 8;
        if (++entries % 8 == 0) {
            values.write(flags);
            flags = 0;
        }
    }

    void add(List<String> texts) {
        repetition.add(0);
        definition.add(texts.isEmpty() ? 0 : 1);
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                repetition.add(1);
                definition.add(1);
            }
            add(texts.get(i));
        }
        entries += texts.isEmpty() ? 1 : 0; // an entry without a value
    }

    int bytes() {
        return values.size();
    }

    /// How many entries its page has: an empty list is one, too.
    int entries() {
        return entries;
    }

    /// The body of its data page: levels, where it has some, then values as they are. Afterwards
    /// the column is empty.
    byte[] page() {
        var page = new ByteArrayOutputStream(values.size() + 64);
        if (kind == Kind.TEXTS) {
            page.writeBytes(repetition.end());
            page.writeBytes(definition.end());
        }
        if (kind == Kind.FLAG && entries % 8 != 0) {
            values.write(flags);
            flags = 0;
        }
        page.writeBytes(values.toByteArray());
        values.reset();
        entries = 0;
        return page.toByteArray();
    }

    private static byte[] int32(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /// Levels of 0 or 1 as runs: twice their length as a varint, then the level.
    private static final class Levels {
        private final ByteArrayOutputStream runs = new ByteArrayOutputStream();
        private int level;
        private int length;

        void add(int next) {
            if (length > 0 && next != level) {
                endRun();
            }
            level = next;
            length++;
        }

        private void endRun() {
            int header = length << 1;
            for (; header > 0x7F; header >>>= 7) {
                runs.write(header & 0x7F | 0x80);
            }
            runs.write(header);
            runs.write(level);
            length = 0;
        }

        /// With their size in front.
        byte[] end() {
            if (length > 0) {
                endRun();
            }
            var all = new ByteArrayOutputStream();
            all.writeBytes(int32(runs.size()));
            all.writeBytes(runs.toByteArray());
            runs.reset();
            return all.toByteArray();
        }
    }
}
