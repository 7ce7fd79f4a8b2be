// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.radfm.model.Digests;
import io.radfm.training.labels.Sentences;
import io.radfm.training.sample.DataFile;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Dimensions;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Stored;
import io.radfm.training.sample.Task;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A data set as the dataset classes of RadFM's authors read it: tables of the columns that these
/// ask for, images and volumes beside them. Paths are relative to the folder. A class takes one
/// kind of sample, see [AuthorsGuide]; interleaved volumes are for none of them, and left out.
final class AuthorsLayout {
    static final String FOLDER = "authors";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FIGURE = "picture"; // of all, what a case report calls a paper
    private static final String NO_CONTEXT = "There are several images.";
    private static final int DIGITS = 24;
    private static final String LEFT_OUT = "left out: interleaved volumes";

    private final Path root;
    private final Phrases phrases;
    private final List<DataFile> files = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    private final SortedMap<String, Long> rows = new TreeMap<>();

    private AuthorsLayout(Path root, Phrases phrases) {
        this.root = root;
        this.phrases = phrases;
    }

    /// Writes below `authors/` of a folder.
    ///
    /// @return the list of all files with their digests, a file of its own
    static DataFile write(DataSet set, Path root, Phrases phrases) throws IOException {
        var layout = new AuthorsLayout(root, phrases);
        for (var split : set.splits()) {
            try (var tables = new SplitTables(root, split);
                    var reader = set.read(split)) {
                for (var next = reader.read(); next.isPresent(); next = reader.read()) {
                    layout.add(next.get(), tables);
                }
                layout.rows.putAll(tables.rows());
                layout.files.addAll(tables.finish());
            }
        }
        layout.json("report_prompt.json", Map.of("caption_prompt", phrases.report()));
        layout.json("feature_prompt.json", Map.of("caption_prompt", phrases.rationale()));
        layout.json("yes_no_prompt.json", Map.of("caption_prompt", phrases.ofDisease()));
        layout.json("articles.json", phrases.articles());
        layout.file("README.md", AuthorsGuide.text(layout.rows).getBytes(StandardCharsets.UTF_8));
        return layout.digests();
    }

    private void json(String name, Object content) throws IOException {
        file(name, JSON.writeValueAsBytes(content));
    }

    private void file(String name, byte[] content) throws IOException {
        try (var file = new DigestFile(root, FOLDER + "/" + name)) {
            file.write(content);
            files.add(file.finish());
        }
    }

    private DataFile digests() throws IOException {
        try (var list = new DigestFile(root, FOLDER + "/SHA256SUMS")) {
            for (var file : files) {
                var name = file.name().substring(FOLDER.length() + 1);
                list.write(file.sha256() + "  " + name + "\n");
            }
            return list.finish();
        }
    }

    private void add(Stored stored, SplitTables tables) throws IOException {
        var sample = stored.sample();
        boolean volumes = sample.dimensions() == Dimensions.VOLUMES;
        if (sample.task() == Task.INTERLEAVED) {
            if (volumes || sample.scans() == 0) {
                rows.merge(LEFT_OUT, 1L, Long::sum);
            } else {
                paper(stored, tables);
            }
        } else if (volumes) {
            volumes(stored, tables);
        } else if (sample.scans() == 1) {
            picture(stored, tables);
        } else {
            pictures(stored, tables);
        }
    }

    /// The texts and pictures in their order; a sentence's pictures stand before it.
    private void paper(Stored stored, SplitTables tables) throws IOException {
        var key = stored.sample().key();
        var sentences = new ArrayList<Map<String, Object>>();
        for (var segment : stored.sample().context()) {
            switch (segment) {
                case Segment.Text(var text) ->
                        Sentences.of(text)
                                .forEach(each -> sentences.add(sentence(each + " ", List.of())));
                case Segment.Scan(int number) -> {
                    sentences.add(sentence("", List.of(Integer.toString(number))));
                    file("figures/" + key + "_" + number + ".jpg", png(stored, number));
                }
            }
        }
        json("papers/" + key + ".json", sentences);
        tables.row("paper", List.of("PMC_path"), List.of("papers/" + key + ".json"));
    }

    private static Map<String, Object> sentence(String text, List<String> pictures) {
        var sentence = new LinkedHashMap<String, Object>();
        sentence.put("text", text);
        sentence.put("img_ref", pictures);
        return sentence;
    }

    private static byte[] png(Stored stored, int number) {
        return Png.of(stored.scans().get(number));
    }

    private void picture(Stored stored, SplitTables tables) throws IOException {
        var sample = stored.sample();
        var name = digest(stored.scans()) + ".png";
        var path = "pictures/" + name;
        if (written.add(path)) {
            file(path, png(stored, 0));
        }
        switch (sample.task()) {
            case DIAGNOSIS ->
                    tables.row(
                            "binary",
                            List.of("image_path", "disease", "label"),
                            List.of(
                                    path,
                                    sample.label(),
                                    sample.answer().equals("yes") ? "1" : "0"));
            case REPORT ->
                    tables.row(
                            "caption",
                            List.of("image_path", "label"),
                            List.of(path, sample.answer()));
            default ->
                    tables.row(
                            "vqa",
                            List.of("img_root_dir", "Figure_path", "Question", "Answer"),
                            List.of("pictures", name, sample.contextText(), sample.answer()));
        }
    }

    /// Several of them in one question: a case report.
    private void pictures(Stored stored, SplitTables tables) throws IOException {
        var sample = stored.sample();
        var names = new ArrayList<String>();
        for (int i = 0; i < sample.scans(); i++) {
            var digest = digest(stored.scans().subList(i, i + 1));
            names.add("'" + digest + "'");
            if (written.add("figures/" + digest)) {
                file("figures/" + FIGURE + "_" + digest + ".jpg", png(stored, i));
            }
        }
        var context = without(sample.contextText(), sample.question());
        tables.row(
                "case_report",
                List.of("PMC_id", "img_ref", "context", "question", "answer"),
                List.of(
                        FIGURE,
                        names.toString(),
                        context.isEmpty() ? NO_CONTEXT : context,
                        sample.question(),
                        sample.answer()));
    }

    private void volumes(Stored stored, SplitTables tables) throws IOException {
        var sample = stored.sample();
        if (sample.scans() == 0) {
            rows.merge("left out: without scans", 1L, Long::sum);
            return;
        }
        var path = "volumes/" + digest(stored.scans()) + ".npy";
        if (written.add(path)) {
            try (var file = new DigestFile(root, FOLDER + "/" + path)) {
                new Volumes(stored.scans()).write(file);
                files.add(file.finish());
            }
        }
        switch (sample.task()) {
            case REPORT -> tables.record("radio_caption", report(sample, path));
            case RATIONALE -> tables.record("radio_features", rationale(sample, path));
            default ->
                    tables.row(
                            "radio_vqa",
                            List.of("image_path", "question", "answer"),
                            List.of(path, sample.contextText(), sample.answer()));
        }
    }

    private Map<String, Object> report(Sample sample, String path) {
        var record = about(sample, path, phrases.report());
        var answer = sample.answer();
        int impression = answer.lastIndexOf("Impression: ");
        int end = impression < 0 ? answer.length() : impression;
        record.put("finding", answer.substring(0, end).replaceFirst("^Finding: ", ""));
        record.put(
                "impression",
                impression < 0 ? "" : answer.substring(end + "Impression: ".length()));
        return record;
    }

    /// The name of what is there, then what shows it.
    private Map<String, Object> rationale(Sample sample, String path) {
        var record = about(sample, path, phrases.rationale());
        var sentences = Sentences.of(sample.answer());
        record.put("title", sample.label());
        record.put("articles", List.of(sentences.getFirst() + " "));
        record.put("radiographic_features", sentences.subList(1, sentences.size()));
        return record;
    }

    /// Patient and history are what stands before the prompt; the loader puts its own after them.
    private static Map<String, Object> about(Sample sample, String path, List<String> prompts) {
        var text = sample.contextText();
        for (var prompt : prompts) {
            text = without(text, prompt);
        }
        var sentences = Sentences.of(text);
        boolean patient = !sentences.isEmpty() && sentences.getFirst().startsWith("The patient ");
        var history = sentences.subList(patient ? 1 : 0, sentences.size());
        var record = new LinkedHashMap<String, Object>();
        record.put("npy_path", path);
        record.put("pat", patient ? sentences.getFirst() : "");
        record.put("pre", String.join(" ", history));
        return record;
    }

    private static String without(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()).strip() : text;
    }

    private static String digest(List<Npy.Array> scans) {
        var digest = Digests.newSha256();
        scans.forEach(scan -> digest.update(scan.sha256()));
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }
}
