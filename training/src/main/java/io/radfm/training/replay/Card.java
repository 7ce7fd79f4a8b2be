// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.training.sample.DataManifest;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A data set's card: `README.md` for people, `stats.json` for programs, `by-….svg` to look at;
/// then the manifest, which makes the set whole.
final class Card {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final SortedMap<String, SortedMap<String, Long>> by = new TreeMap<>();

    void add(Sample sample, List<Npy.Array> scans) {
        count("split", sample.split().text());
        count("task", sample.task().text());
        count("modality", sample.modality());
        count("anatomy", sample.anatomy().isEmpty() ? "(unsaid)" : sample.anatomy());
        count("dimensions", sample.dimensions().text());
        scans.forEach(scan -> count("depth", "%02d".formatted(scan.depth())));
        if (!sample.label().isEmpty()) {
            count("label", sample.label() + (sample.answer().equals("no") ? ", no" : ""));
        }
        count("words", "%04d".formatted(words(sample) / 50 * 50));
    }

    /// Of all its text; tokens differ from one tokenizer to the next.
    private static int words(Sample sample) {
        return (sample.contextText() + " " + sample.answer()).strip().split("\\s+").length;
    }

    private void count(String what, String value) {
        by.computeIfAbsent(what, _ -> new TreeMap<>()).merge(value, 1L, Long::sum);
    }

    void write(Path directory, DataManifest manifest) throws IOException {
        var stats = new TreeMap<String, Object>();
        stats.put("counts", manifest.counts());
        stats.put("samples by", by);
        Files.write(directory.resolve("stats.json"), JSON.writeValueAsBytes(stats));
        for (var each : by.entrySet()) {
            var svg = Bars.svg("Samples by " + each.getKey(), each.getValue());
            Files.writeString(directory.resolve(plot(each.getKey())), svg);
        }
        Files.writeString(directory.resolve("README.md"), text(manifest));
        manifest.write(directory);
    }

    private static String plot(String what) {
        return "by-" + what + ".svg";
    }

    private String text(DataManifest manifest) {
        var text = new StringBuilder();
        text.append("# Data set\n\n");
        text.append(
                """
                Samples of radiology for training and testing RadFM, replayed from study contexts as they were served and \
                the reports that were signed about them. WebDataset shards: a JSON and NumPy arrays for each sample.

                """);
        text.append("Hash: `").append(manifest.hash()).append("`\n");
        table(text, "What happened", manifest.counts());
        by.forEach(
                (what, counts) -> {
                    table(text, "Samples by " + what, counts);
                    text.append("\n![Samples by %s](%s)\n".formatted(what, plot(what)));
                });
        table(text, "Versions of the rules", manifest.rules());
        var deidentified = manifest.rules().getOrDefault("deidentify", "");
        text.append(
                """

                ## De-identification
                Patients and studies have keyed pseudonyms; no attribute of an image's header is here but modality and body \
                part%s%s. Texts are scrubbed of what headers, orders and reports name as persons, numbers and places, and of what \
                looks like a date, a time, a number or an address; `___` stands where something was. No rule finds everything: \
                read a part of the texts before the set leaves your site.
                """
                        .formatted(
                                deidentified.contains(" dates/shift")
                                        ? ", the study's date (for each patient all are too early"
                                                + " by as many days)"
                                        : deidentified.contains(" dates/keep")
                                                ? ", the study's date as it is"
                                                : "",
                                deidentified.contains(" device")
                                        ? ", manufacturer and model"
                                        : ""));
        return text.toString();
    }

    private static void table(StringBuilder text, String title, Map<String, ?> rows) {
        text.append("\n## ").append(title).append("\n| | |\n|---|---|\n");
        rows.forEach((name, value) -> text.append("| %s | %s |\n".formatted(name, value)));
    }
}
