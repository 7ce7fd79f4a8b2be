// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.training.evaluate.score.Prediction;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Predictions as RadFM's authors write them, a CSV with the columns `Question`, `Ground Truth`,
/// `Pred` and `belong_to`; ours has `key`, `model` and `yes_probability` after them. Others are
/// ignored when reading, ours need not be there.
public final class PredictionsFile implements Closeable {
    private static final List<String> COLUMNS =
            List.of(
                    "Question",
                    "Ground Truth",
                    "Pred",
                    "belong_to",
                    "key",
                    "model",
                    "yes_probability");
    private static final int REQUIRED = 4;

    private final BufferedWriter out;

    private PredictionsFile(BufferedWriter out) {
        this.out = out;
    }

    /// @param belongTo the task
    /// @param key of the sample, or empty
    /// @param model who answered, or empty
    public record Row(
            String question,
            String truth,
            String answer,
            String belongTo,
            String key,
            String model,
            OptionalDouble yes) {

        /// None of its words.
        @Override
        public String toString() {
            return "Row{" + key + ", " + answer.length() + " characters}";
        }
    }

    /// @throws IOException when it is no UTF-8, no CSV, lacks a column, or a row has other columns
    ///   than the first
    public static List<Row> read(Path file) throws IOException {
        try (var in =
                new java.io.InputStreamReader(
                        Files.newInputStream(file),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT))) {
            return rows(CsvTable.read(in));
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new IOException(file.getFileName() + ": is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        } catch (java.nio.file.FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file.getFileName() + ", " + e.getMessage(), e);
        }
    }

    private static List<Row> rows(List<List<String>> table) {
        if (table.isEmpty()) {
            throw new IllegalArgumentException("there is no header");
        }
        var header = table.getFirst();
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < header.size(); i++) {
            places.putIfAbsent(header.get(i).strip(), i);
        }
        for (var column : COLUMNS.subList(0, REQUIRED)) {
            if (!places.containsKey(column)) {
                throw new IllegalArgumentException("there is no column " + column);
            }
        }
        var rows = new ArrayList<Row>();
        for (var cells : table.subList(1, table.size())) {
            int number = rows.size() + 1;
            if (cells.size() != header.size()) {
                throw new IllegalArgumentException(
                        "row %d has %d columns, the header %d"
                                .formatted(number, cells.size(), header.size()));
            }
            rows.add(row(cells, places, number));
        }
        return rows;
    }

    private static Row row(List<String> cells, Map<String, Integer> places, int number) {
        var values = new ArrayList<String>();
        for (var column : COLUMNS) {
            values.add(places.containsKey(column) ? cells.get(places.get(column)) : "");
        }
        return new Row(
                values.get(0),
                values.get(1),
                values.get(2),
                values.get(3),
                values.get(4),
                values.get(5),
                probability(values.get(6), number));
    }

    private static OptionalDouble probability(String text, int number) {
        if (text.isBlank()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= 0 && value <= 1) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("row " + number + ": yes_probability", e);
        }
        throw new IllegalArgumentException("row " + number + ": yes_probability is not in 0 … 1");
    }

    /// Writes a new file, or over an old one.
    public static PredictionsFile create(Path file) throws IOException {
        var written = new PredictionsFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        CsvTable.write(written.out, COLUMNS);
        return written;
    }

    public void write(String model, List<Prediction> predictions) throws IOException {
        for (var prediction : predictions) {
            var item = prediction.item();
            var yes = prediction.yes();
            CsvTable.write(
                    out,
                    List.of(
                            item.question(),
                            item.reference(),
                            prediction.text(),
                            item.task().text(),
                            item.key(),
                            model,
                            yes.isPresent() ? Double.toString(yes.getAsDouble()) : ""));
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
