// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// Comma-separated values (RFC 4180) as Python's `csv` writes and reads them: fields may be quoted,
/// quoted ones hold commas, line ends and doubled quotes.
///
/// Refuses, with the line, a quote that never closes, text after a closing quote, and more than the
/// bounds: 64 columns, 1 MiB a field, 5 million rows.
final class CsvTable {
    private static final int MOST_COLUMNS = 64;
    private static final int LONGEST_FIELD = 1 << 20;
    private static final int MOST_ROWS = 5_000_000;
    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final BufferedReader in;
    private int line = 1;
    private int ahead;

    private CsvTable(Reader in) throws IOException {
        this.in = new BufferedReader(in);
        this.ahead = this.in.read();
        if (ahead == BYTE_ORDER_MARK) {
            ahead = this.in.read();
        }
    }

    /// All rows; lines without anything are none.
    static List<List<String>> read(Reader in) throws IOException {
        var table = new CsvTable(in);
        var rows = new ArrayList<List<String>>();
        while (table.ahead != END) {
            var row = table.row();
            if (row.size() > 1 || !row.getFirst().isEmpty()) {
                table.require(rows.size() < MOST_ROWS, "more than " + MOST_ROWS + " rows");
                rows.add(row);
            }
        }
        return rows;
    }

    static void write(Writer out, List<String> row) throws IOException {
        for (int i = 0; i < row.size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(quoted(row.get(i)));
        }
        out.write("\r\n");
    }

    private static String quoted(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private List<String> row() throws IOException {
        var row = new ArrayList<String>();
        row.add(field());
        while (ahead == ',') {
            next();
            require(row.size() < MOST_COLUMNS, "more than " + MOST_COLUMNS + " columns");
            row.add(field());
        }
        if (ahead == '\r') {
            next();
            if (ahead == '\n') {
                next();
            }
            line++;
        } else if (ahead == '\n') {
            next();
            line++;
        }
        return row;
    }

    private String field() throws IOException {
        var field = new StringBuilder();
        if (ahead != '"') {
            while (ahead != ',' && ahead != '\r' && ahead != '\n' && ahead != END) {
                append(field);
            }
            return field.toString();
        }
        int begun = line;
        next();
        while (true) {
            if (ahead == END) {
                throw new IOException("line " + begun + ": a quote is never closed");
            }
            if (ahead == '"') {
                next();
                if (ahead != '"') {
                    break;
                }
            }
            line += ahead == '\n' ? 1 : 0;
            append(field);
        }
        require(
                ahead == ',' || ahead == '\r' || ahead == '\n' || ahead == END,
                "text after a closing quote");
        return field.toString();
    }

    private void append(StringBuilder field) throws IOException {
        require(field.length() < LONGEST_FIELD, "a field is longer than 1 MiB");
        field.append((char) ahead);
        next();
    }

    private void next() throws IOException {
        ahead = in.read();
    }

    private void require(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("line " + line + ": " + what);
        }
    }
}
