// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.training.sample.DataFile;
import io.radfm.training.sample.Split;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The tables of one split, each begun with its first row: comma-separated values (RFC 4180) with a
/// header, as pandas reads them, and JSON arrays, one record a line.
final class SplitTables implements Closeable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;
    private final Split split;
    private final SortedMap<String, Table> tables = new TreeMap<>();

    private static final class Table {
        private final DigestFile file;
        private long rows;

        Table(DigestFile file) {
            this.file = file;
        }
    }

    SplitTables(Path root, Split split) {
        this.root = root;
        this.split = split;
    }

    /// @param columns the names, in the first line
    void row(String table, List<String> columns, List<String> values) throws IOException {
        var to = open(table, ".csv");
        if (to.rows++ == 0) {
            to.file.write(line(columns));
        }
        to.file.write(line(values));
    }

    private static String line(List<String> fields) {
        return fields.stream().map(SplitTables::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    void record(String table, Map<String, ?> record) throws IOException {
        var to = open(table, ".json");
        to.file.write(to.rows++ == 0 ? "[\n" : ",\n");
        to.file.write(JSON.writeValueAsBytes(record));
    }

    private Table open(String table, String ending) throws IOException {
        var name = table + "_" + split.text() + ending;
        var known = tables.get(name);
        if (known == null) {
            known = new Table(new DigestFile(root, AuthorsLayout.FOLDER + "/" + name));
            tables.put(name, known);
        }
        return known;
    }

    List<DataFile> finish() throws IOException {
        var files = new ArrayList<DataFile>();
        for (var each : tables.entrySet()) {
            if (each.getKey().endsWith(".json")) {
                each.getValue().file.write("\n]\n");
            }
            files.add(each.getValue().file.finish());
        }
        return files;
    }

    /// Rows by the tables' names.
    SortedMap<String, Long> rows() {
        var rows = new TreeMap<String, Long>();
        tables.forEach((name, table) -> rows.put(name, table.rows));
        return rows;
    }

    @Override
    public void close() throws IOException {
        for (var table : tables.values()) {
            table.file.close();
        }
    }
}
