// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import io.radfm.training.sample.DataFile;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes one table as a Parquet file: plain encoding, no compression, one page for each column of
/// a row group, which is what any reader can read and what the same rows always make the same bytes
/// of. In memory there is one row group.
///
/// ```
///  PAR1 · row group: page header, page │ page header, page │ … · row group … · footer · its length · PAR1
/// ```
final class ParquetWriter implements Closeable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_ROWS = 50_000;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int UNCOMPRESSED = 0;

    private final DigestFile file;
    private final List<ParquetColumn> columns;
    private final List<Thrift> groups = new ArrayList<>();
    private final int mostRows;
    private long rows;
    private long groupRows;

    ParquetWriter(DigestFile file, List<ParquetColumn> columns) throws IOException {
        this(file, columns, MOST_ROWS);
    }

    /// @param mostRows of a row group
    ParquetWriter(DigestFile file, List<ParquetColumn> columns, int mostRows) throws IOException {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.mostRows = mostRows;
        file.write(MAGIC);
    }

    /// To be called when each column was given its value.
    void endRow() throws IOException {
        rows++;
        groupRows++;
        long bytes = columns.stream().mapToLong(ParquetColumn::bytes).sum();
        if (groupRows == mostRows || bytes >= MOST_BYTES) {
            endGroup();
        }
    }

    private void endGroup() throws IOException {
        var chunks = new ArrayList<Thrift>();
        long begun = file.bytes();
        for (var column : columns) {
            chunks.add(chunk(column));
        }
        groups.add(
                Thrift.struct().structs(1, chunks).i64(2, file.bytes() - begun).i64(3, groupRows));
        groupRows = 0;
    }

    private Thrift chunk(ParquetColumn column) throws IOException {
        long at = file.bytes();
        int entries = column.entries();
        var page = column.page();
        var data = Thrift.struct().i32(1, entries).i32(2, PLAIN).i32(3, RLE).i32(4, RLE);
        var header = Thrift.struct().i32(1, 0).i32(2, page.length).i32(3, page.length);
        file.write(header.struct(5, data).end());
        file.write(page);
        long size = file.bytes() - at;
        var meta =
                Thrift.struct()
                        .i32(1, column.type())
                        .i32s(2, List.of(PLAIN, RLE))
                        .texts(3, column.path())
                        .i32(4, UNCOMPRESSED)
                        .i64(5, entries)
                        .i64(6, size)
                        .i64(7, size)
                        .i64(9, at);
        return Thrift.struct().i64(2, at).struct(3, meta);
    }

    /// Completes the file.
    DataFile finish() throws IOException {
        if (groupRows > 0) {
            endGroup();
        }
        var schema = new ArrayList<Thrift>();
        schema.add(Thrift.struct().text(4, "schema").i32(5, columns.size()));
        columns.forEach(column -> schema.addAll(column.schema()));
        var footer =
                Thrift.struct()
                        .i32(1, 1)
                        .structs(2, schema)
                        .i64(3, rows)
                        .structs(4, groups)
                        .text(6, "radfm-streams")
                        .end();
        file.write(footer);
        file.write(
                ByteBuffer.allocate(Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(footer.length)
                        .array());
        file.write(MAGIC);
        return file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
