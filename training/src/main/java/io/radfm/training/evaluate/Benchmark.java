// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate;

import io.radfm.model.EngineOptions;
import io.radfm.model.RadFm;
import io.radfm.training.evaluate.metrics.Bootstrap;
import io.radfm.training.evaluate.metrics.TermList;
import io.radfm.training.evaluate.predict.Answers;
import io.radfm.training.evaluate.predict.ModelPredictor;
import io.radfm.training.evaluate.predict.MostFrequent;
import io.radfm.training.evaluate.predict.Predictor;
import io.radfm.training.evaluate.predict.Progress;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Evaluation;
import io.radfm.training.evaluate.score.Scoring;
import io.radfm.training.labels.Labeller;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The questions of one split, and how answers to them are scored. For the trainer's model card:
///
/// ```
///  var benchmark = Benchmark.of(dataSet, Split.TEST, 500);
///  var evaluation = benchmark.model(directory, EngineOptions.defaults(), Progress.NONE);
/// ```
public final class Benchmark {
    private static final int DRAWS = 1000;

    private final DataSet data;
    private final Split split;
    private final List<Place> questions;
    private final Scoring scoring;

    private Benchmark(DataSet data, Split split, List<Place> questions, Scoring scoring) {
        this.data = data;
        this.split = split;
        this.questions = questions;
        this.scoring = scoring;
    }

    /// All tasks, the shipped terms, 1000 bootstrap draws.
    ///
    /// @param limit questions at most
    public static Benchmark of(DataSet data, Split split, int limit) throws IOException {
        return of(data, split, limit, Set.of(Task.values()), scoring(TermList.shipped(), DRAWS, 1));
    }

    /// The first questions in order of their keys, which are as good as drawn by chance.
    public static Benchmark of(
            DataSet data, Split split, int limit, Set<Task> tasks, Scoring scoring)
            throws IOException {
        var questions =
                data.places(split).stream()
                        .filter(place -> place.sample().task() != Task.INTERLEAVED)
                        .filter(place -> tasks.contains(place.sample().task()))
                        .limit(limit)
                        .toList();
        return new Benchmark(data, split, questions, scoring);
    }

    static Scoring scoring(TermList terms, int draws, long seed) {
        return new Scoring(terms, Labeller.standard(), new Bootstrap(draws, seed));
    }

    public List<Place> questions() {
        return questions;
    }

    DataSet data() {
        return data;
    }

    /// A model directory beside itself with grey images and the most frequent answers.
    public Evaluation model(Path directory, EngineOptions options, Progress progress)
            throws IOException, InterruptedException {
        var contestants = new ArrayList<Contestant>();
        int tokens = ModelPredictor.MAX_NEW_TOKENS;
        try (var model = RadFm.load(directory, options)) {
            for (var shown : List.of(ModelPredictor.Shown.SCANS, ModelPredictor.Shown.GREY)) {
                contestants.add(
                        ask(new ModelPredictor(model, data, shown, tokens, true), progress));
            }
        }
        contestants.add(ask(new MostFrequent(), Progress.NONE));
        return new Evaluation(facts(), contestants);
    }

    Contestant ask(Predictor predictor, Progress progress)
            throws IOException, InterruptedException {
        return scored(predictor, predictor.answer(questions, progress));
    }

    Contestant scored(Predictor predictor, Answers answers) {
        return scored(scoring, predictor, answers);
    }

    static Contestant scored(Scoring scoring, Predictor predictor, Answers answers) {
        return new Contestant(
                predictor.name(),
                predictor.kind(),
                predictor.facts(),
                answers.missing(),
                scoring.tasks(answers.predictions()));
    }

    Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("data set", "sha256 " + data.hash() + ", split " + split.text());
        long patients = questions.stream().map(it -> it.sample().patient()).distinct().count();
        facts.put("questions", questions.size() + " about " + patients + " patients");
        facts.putAll(facts(scoring));
        return facts;
    }

    static Map<String, String> facts(Scoring scoring) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("terms", scoring.terms().description());
        facts.put("labels", scoring.labeller().vocabulary().name() + ", rules " + Labeller.RULES);
        facts.put("BERT similarity", "not computed");
        var bootstrap = scoring.bootstrap();
        facts.put(
                "intervals",
                bootstrap.draws() == 0
                        ? "none"
                        : "95 %%, %d bootstrap draws of patients, seed %d"
                                .formatted(bootstrap.draws(), bootstrap.seed()));
        return facts;
    }
}
