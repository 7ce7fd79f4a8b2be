// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import static io.radfm.training.format.ParquetColumn.Kind.FLAG;
import static io.radfm.training.format.ParquetColumn.Kind.TEXT;
import static io.radfm.training.format.ParquetColumn.Kind.TEXTS;

import io.radfm.training.sample.DataFile;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.SampleJson;
import io.radfm.training.sample.Split;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// All samples of a split as one table: a row each, in the order of their keys, without scans, but
/// with the shard and the names under which they lie there.
///
/// Columns: those of [Sample] by the same names but `context`, of which `text` has the texts;
/// labels that are there in `present`, those that are not in `absent`; `date` and `device`, empty
/// where they were not retained; `shard` and `scans`; last the whole `sample` as its JSON, so that
/// nothing is lost.
final class SampleTable {
    private SampleTable() {}

    /// @return the files, in order of the splits
    static List<DataFile> write(DataSet set, Path root) throws IOException {
        var files = new ArrayList<DataFile>();
        for (var split : set.splits()) {
            files.add(write(set, split, root));
        }
        return files;
    }

    private static DataFile write(DataSet set, Split split, Path root) throws IOException {
        var columns = new Columns();
        var name = "parquet/" + split.text() + ".parquet";
        try (var table = new ParquetWriter(new DigestFile(root, name), columns.all);
                var reader = set.read(split)) {
            for (var next = reader.place(); next.isPresent(); next = reader.place()) {
                columns.add(next.get());
                table.endRow();
            }
            return table.finish();
        }
    }

    /// A row's values, each for the next column.
    private static final class Columns {
        private final List<ParquetColumn> all = new ArrayList<>();
        private final ParquetColumn key = text("key");
        private final ParquetColumn split = text("split");
        private final ParquetColumn patient = text("patient");
        private final ParquetColumn study = text("study");
        private final ParquetColumn family = text("family");
        private final ParquetColumn task = text("task");
        private final ParquetColumn dimensions = text("dimensions");
        private final ParquetColumn modality = text("modality");
        private final ParquetColumn anatomy = text("anatomy");
        private final ParquetColumn texts = text("text");
        private final ParquetColumn question = text("question");
        private final ParquetColumn answer = text("answer");
        private final ParquetColumn options = column("options", TEXTS);
        private final ParquetColumn label = text("label");
        private final ParquetColumn present = column("present", TEXTS);
        private final ParquetColumn absent = column("absent", TEXTS);
        private final ParquetColumn terms = column("terms", TEXTS);
        private final ParquetColumn radiology = column("radiology", FLAG);
        private final ParquetColumn date = text("date");
        private final ParquetColumn device = text("device");
        private final ParquetColumn shard = text("shard");
        private final ParquetColumn scans = column("scans", TEXTS);
        private final ParquetColumn json = text("sample");

        private ParquetColumn text(String name) {
            return column(name, TEXT);
        }

        private ParquetColumn column(String name, ParquetColumn.Kind kind) {
            var column = new ParquetColumn(name, kind);
            all.add(column);
            return column;
        }

        void add(Place place) {
            var sample = place.sample();
            key.add(sample.key());
            split.add(sample.split().text());
            patient.add(sample.patient());
            study.add(sample.study());
            family.add(sample.family().text());
            task.add(sample.task().text());
            dimensions.add(sample.dimensions().text());
            modality.add(sample.modality());
            anatomy.add(sample.anatomy());
            texts.add(sample.contextText());
            question.add(sample.question());
            answer.add(sample.answer());
            options.add(sample.options());
            label.add(sample.label());
            present.add(labels(sample, true));
            absent.add(labels(sample, false));
            terms.add(sample.terms());
            radiology.add(sample.radiology());
            date.add(sample.acquired().date().map(LocalDate::toString).orElse(""));
            device.add(sample.acquired().device());
            shard.add(place.shard());
            scans.add(
                    IntStream.range(0, sample.scans())
                            .mapToObj(i -> sample.key() + "." + i + ".npy")
                            .toList());
            json.add(new String(SampleJson.bytes(sample), StandardCharsets.UTF_8));
        }

        private static List<String> labels(Sample sample, boolean there) {
            return sample.labels().entrySet().stream()
                    .filter(each -> each.getValue() == there)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
