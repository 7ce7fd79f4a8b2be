// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;

import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.SampleJson;
import io.radfm.training.sample.Samples;
import io.radfm.training.sample.Split;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Tables of samples, read by an independent reader.
class SampleTableTest {
    private static final Phrases NONE = new Phrases(List.of(), List.of(), List.of(), List.of());

    @TempDir Path folder;

    @Test
    void everySampleIsARowInTheOrderOfItsShard() throws Exception {
        var set = withTable("set");
        for (var split : set.splits()) {
            var places = set.places(split);
            var file = set.directory().resolve("parquet/" + split.text() + ".parquet");
            try (var reader = ParquetFileReader.open(InputFile.of(file));
                    var rows = reader.rowReader()) {
                assertEquals(places.size(), reader.getFileMetaData().numRows());
                for (var place : places) {
                    rows.next();
                    var sample = place.sample();
                    assertEquals(place.shard(), rows.getString("shard"));
                    assertEquals(sample.key(), rows.getString("key"));
                    assertEquals(sample.task().text(), rows.getString("task"));
                    assertEquals(sample.contextText(), rows.getString("text"));
                    assertEquals(sample.answer(), rows.getString("answer"));
                    var date = sample.acquired().date().map(Object::toString).orElse("");
                    assertEquals(date, rows.getString("date"));
                    assertEquals(sample.acquired().device(), rows.getString("device"));
                    assertEquals(sample.radiology(), rows.getBoolean("radiology"));
                    assertEquals(sample.options(), rows.getList("options").strings());
                    assertEquals(sample.terms(), rows.getList("terms").strings());
                    assertEquals(scans(sample), rows.getList("scans").strings());
                    var labels = new ArrayList<>(rows.getList("present").strings());
                    assertTrue(labels.stream().allMatch(sample.labels()::get));
                    labels.addAll(rows.getList("absent").strings());
                    assertEquals(sample.labels().keySet(), Set.copyOf(labels));
                    assertEquals(sample, whole(rows.getString("sample")));
                }
                assertFalse(rows.hasNext());
            }
        }
    }

    private static List<String> scans(Sample sample) {
        return IntStream.range(0, sample.scans())
                .mapToObj(i -> sample.key() + "." + i + ".npy")
                .toList();
    }

    private static Sample whole(String json) throws IOException {
        return SampleJson.read("row", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theManifestNamesItAndItsHashStays() throws Exception {
        var before = Samples.set(Files.createDirectory(folder.resolve("set")), 20).hash();
        var set = withTable("set");
        assertEquals(before, set.hash());
        assertEquals(
                List.of("parquet/test.parquet", "parquet/train.parquet"),
                set.manifest().files().stream().map(file -> file.name()).toList());
        set.verify();
    }

    @Test
    void theSameSamplesAreTheSameBytes() throws Exception {
        for (var split : List.of(Split.TRAIN, Split.TEST)) {
            var name = "parquet/" + split.text() + ".parquet";
            assertArrayEquals(
                    Files.readAllBytes(withTable("one").directory().resolve(name)),
                    Files.readAllBytes(withTable("two").directory().resolve(name)));
        }
    }

    private DataSet withTable(String name) throws IOException {
        var to = Files.createDirectories(folder.resolve(name));
        var set = Samples.set(to, 20);
        new Formats(Set.of(Format.PARQUET), NONE).add(set, folder.resolve("unfinished"));
        return DataSet.open(to);
    }

    /// Rows of every number of flags and of texts, in row groups of any size.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 1000})
    void rowGroupsMayBeOfAnySize(int mostRows) throws Exception {
        int rows = 300;
        var flag = new ParquetColumn("flag", ParquetColumn.Kind.FLAG);
        var texts = new ParquetColumn("texts", ParquetColumn.Kind.TEXTS);
        try (var file = new DigestFile(folder, "a/table.parquet");
                var writer = new ParquetWriter(file, List.of(flag, texts), mostRows)) {
            for (int i = 0; i < rows; i++) {
                flag.add(isSet(i));
                texts.add(texts(i));
                writer.endRow();
            }
            var written = writer.finish();
            assertEquals(Files.size(folder.resolve(written.name())), written.bytes());
        }
        try (var reader = ParquetFileReader.open(InputFile.of(folder.resolve("a/table.parquet")));
                var read = reader.rowReader()) {
            for (int i = 0; i < rows; i++) {
                read.next();
                assertEquals(isSet(i), read.getBoolean("flag"), "row " + i);
                assertEquals(texts(i), read.getList("texts").strings());
            }
            assertFalse(read.hasNext());
        }
    }

    private static boolean isSet(int row) {
        return Integer.bitCount(row * 31) % 2 == 1;
    }

    private static List<String> texts(int row) {
        return IntStream.range(0, row % 4 * (row % 3)).mapToObj(i -> "ü" + row + i).toList();
    }
}
