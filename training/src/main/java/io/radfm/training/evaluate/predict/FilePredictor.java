// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.training.evaluate.metrics.Comparisons;
import io.radfm.training.evaluate.predict.Answers.Said;
import io.radfm.training.evaluate.predict.PredictionsFile.Row;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Item;
import io.radfm.training.evaluate.score.Prediction;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Task;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeSet;

/// Predictions that somebody made before. Beside a data set, a row belongs to the question of its
/// key; rows without one, to the next question of the same words and the same answer. Without a
/// data set the rows themselves are the questions.
public final class FilePredictor implements Predictor {
    private static final List<String> YES_NO = List.of("yes", "no");

    private final String name;
    private final String file;
    private final List<Row> rows;

    private FilePredictor(String name, String file, List<Row> rows) {
        this.name = name;
        this.file = file;
        this.rows = rows;
    }

    /// One for every model the file names.
    public static List<FilePredictor> of(java.nio.file.Path file) throws java.io.IOException {
        var title = file.getFileName().toString();
        var byModel = new LinkedHashMap<String, List<Row>>();
        for (var row : PredictionsFile.read(file)) {
            byModel.computeIfAbsent(row.model(), _ -> new ArrayList<>()).add(row);
        }
        var predictors = new ArrayList<FilePredictor>();
        byModel.forEach(
                (model, rows) ->
                        predictors.add(
                                new FilePredictor(model.isEmpty() ? title : model, title, rows)));
        return predictors;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Contestant.Kind kind() {
        return Contestant.Kind.PREDICTIONS;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("file", file);
    }

    @Override
    public Answers answer(List<Place> questions, Progress progress) {
        var byKey = new HashMap<String, Row>();
        var byWords = new HashMap<List<String>, Queue<Row>>();
        for (var row : rows) {
            if (!row.key().isEmpty()) {
                byKey.putIfAbsent(row.key(), row);
            } else {
                byWords.computeIfAbsent(words(row), _ -> new ArrayDeque<>()).add(row);
            }
        }
        var items = questions.stream().map(place -> Item.of(place.sample())).toList();
        var said = new ArrayList<Optional<Said>>();
        for (var item : items) {
            var row = byKey.get(item.key());
            if (row == null) {
                row =
                        byWords.getOrDefault(
                                        List.of(item.question().strip(), item.reference().strip()),
                                        new ArrayDeque<>())
                                .poll();
            }
            said.add(Optional.ofNullable(row).map(it -> new Said(it.answer(), it.yes())));
            progress.done(1);
        }
        return Answers.of(items, said);
    }

    private static List<String> words(Row row) {
        return List.of(row.question().strip(), row.truth().strip());
    }

    /// The rows as questions and answers. What is closed is told by the answers: *yes* or *no*, and
    /// for the modality, any of all that occur.
    public Answers alone() {
        var modalities = new TreeSet<String>();
        for (var row : rows) {
            if (task(row) == Task.MODALITY && !YES_NO.contains(plain(row.truth()))) {
                modalities.add(row.truth().strip());
            }
        }
        var predictions = new ArrayList<Prediction>();
        for (var row : rows) {
            predictions.add(
                    new Prediction(item(row, List.copyOf(modalities)), row.answer(), row.yes()));
        }
        return new Answers(predictions, 0);
    }

    private static Item item(Row row, List<String> modalities) {
        var task = task(row);
        boolean yesNo = YES_NO.contains(plain(row.truth()));
        boolean closed = yesNo || task == Task.MODALITY;
        return new Item(
                row.key(),
                row.key().isEmpty() ? row.question() : row.key(),
                task,
                "",
                "",
                row.question(),
                yesNo ? plain(row.truth()) : closed ? row.truth().strip() : row.truth(),
                yesNo ? YES_NO : closed ? modalities : List.of(),
                Map.of(),
                Comparisons.in(row.question()) || Comparisons.in(row.truth()));
    }

    private static String plain(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT).replaceAll("[.!]+$", "");
    }

    /// The task whose name is in `belong_to`, or a word that the authors' data sets are called by;
    /// else free questions.
    private static Task task(Row row) {
        var name = row.belongTo().toLowerCase(Locale.ROOT);
        for (var task : Task.values()) {
            if (task != Task.INTERLEAVED && name.contains(task.text())) {
                return task;
            }
        }
        if (name.contains("binary") || name.contains("disease")) {
            return Task.DIAGNOSIS;
        }
        return name.contains("caption") ? Task.REPORT : Task.VQA;
    }
}
