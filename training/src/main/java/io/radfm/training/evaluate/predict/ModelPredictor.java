// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.model.Answer;
import io.radfm.model.GenerationOptions;
import io.radfm.model.ModelFailure;
import io.radfm.model.Priority;
import io.radfm.model.Question;
import io.radfm.model.RadFm;
import io.radfm.model.UnusablePrompt;
import io.radfm.training.evaluate.predict.Answers.Said;
import io.radfm.training.evaluate.score.Contestant;
import io.radfm.training.evaluate.score.Item;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Place;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A RadFM model. Questions of one study that begin alike (its scans above all) are asked together:
/// the scans are encoded once and what the questions share is computed once ([RadFm#ask]).
///
/// A question the model cannot take, for example one longer than its context, has no answer.
public final class ModelPredictor implements Predictor {
    /// As many as the paper's.
    public static final int MAX_NEW_TOKENS = 200;

    /// Asked and not yet answered; enough to fill every batch.
    private static final int MOST_UNDER_WAY = 32;

    private final RadFm model;
    private final DataSet data;
    private final Shown shown;
    private final int maxNewTokens;
    private final boolean calibrated;

    /// What the model is given of the scans.
    public enum Shown {
        SCANS,
        /// As many scans, of the same size, that show nothing.
        GREY,
        /// Only the text.
        NONE
    }

    /// @param model is not closed
    /// @param calibrated false: probabilities as the model weighs them
    public ModelPredictor(
            RadFm model, DataSet data, Shown shown, int maxNewTokens, boolean calibrated) {
        this.model = model;
        this.data = data;
        this.shown = shown;
        this.maxNewTokens = maxNewTokens;
        this.calibrated = calibrated;
    }

    @Override
    public String name() {
        var description = model.description();
        var name = description.name() + " " + description.version();
        return switch (shown) {
            case SCANS -> name;
            case GREY -> name + ", grey images";
            case NONE -> name + ", no images";
        };
    }

    @Override
    public Contestant.Kind kind() {
        return shown == Shown.SCANS ? Contestant.Kind.MODEL : Contestant.Kind.BASELINE;
    }

    @Override
    public Map<String, String> facts() {
        var description = model.description();
        var facts = new LinkedHashMap<String, String>();
        facts.put("weights", "sha256 " + description.weightsSha256());
        facts.put("parameters", "%,d".formatted(description.parameters()));
        facts.put("engine", description.engine() + ", " + description.precision());
        if (!description.notice().isEmpty()) {
            facts.put("notice", description.notice());
        }
        return facts;
    }

    @Override
    public Answers answer(List<Place> questions, Progress progress)
            throws IOException, InterruptedException {
        var said =
                new ArrayList<Optional<Said>>(
                        Collections.nCopies(questions.size(), Optional.empty()));
        var items = questions.stream().map(place -> Item.of(place.sample())).toList();
        var studies = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < questions.size(); i++) {
            var study = questions.get(i).sample().study();
            studies.computeIfAbsent(study, _ -> new ArrayList<>()).add(i);
        }
        var underWay = new ArrayDeque<Coming>();
        for (var study : studies.values()) {
            var prompts = new StudyPrompts(model.configuration(), shown);
            for (int number : study) {
                prompts.add(number, data.at(questions.get(number)));
            }
            for (var prefix : prompts.prefixes()) {
                underWay.addAll(ask(prefix, items));
                while (underWay.size() > MOST_UNDER_WAY) {
                    take(underWay.remove(), items, said, progress);
                }
            }
        }
        while (!underWay.isEmpty()) {
            take(underWay.remove(), items, said, progress);
        }
        return Answers.of(items, said);
    }

    /// @param answer fails for a question that cannot be answered
    private record Coming(int number, CompletableFuture<Answer> answer) {}

    private List<Coming> ask(StudyPrompts.Prefix prefix, List<Item> items) {
        var coming = new ArrayList<Coming>();
        var questions = new ArrayList<Question>();
        for (var ending : prefix.endings()) {
            questions.add(
                    new Question(ending.text(), items.get(ending.number()).yesNo(), options()));
        }
        try {
            var answers = model.ask(prefix.prompt(), questions, Priority.ROUTINE);
            for (int i = 0; i < answers.size(); i++) {
                coming.add(new Coming(prefix.endings().get(i).number(), answers.get(i)));
            }
        } catch (UnusablePrompt one) { // of them cannot be asked: which?
            for (int i = 0; i < questions.size(); i++) {
                coming.add(
                        new Coming(
                                prefix.endings().get(i).number(), alone(prefix, questions.get(i))));
            }
        }
        return coming;
    }

    private CompletableFuture<Answer> alone(StudyPrompts.Prefix prefix, Question question) {
        try {
            return model.ask(prefix.prompt(), List.of(question), Priority.ROUTINE).getFirst();
        } catch (UnusablePrompt e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private GenerationOptions options() {
        return GenerationOptions.defaults().withMaxNewTokens(maxNewTokens);
    }

    private void take(Coming coming, List<Item> items, List<Optional<Said>> said, Progress progress)
            throws InterruptedException {
        try {
            var answer = coming.answer().get();
            var yes = yes(items.get(coming.number()), answer.yesProbability());
            said.set(coming.number(), Optional.of(new Said(answer.text(), yes)));
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UnusablePrompt _ -> {} // stays without an answer, and is counted
                case ModelFailure failure -> throw failure;
                default -> throw new IllegalStateException("an answer failed", e.getCause());
            }
        }
        progress.done(1);
    }

    private OptionalDouble yes(Item item, OptionalDouble weighed) {
        return weighed.isPresent() && calibrated
                ? OptionalDouble.of(model.calibration().of(item.label(), weighed.getAsDouble()))
                : weighed;
    }
}
