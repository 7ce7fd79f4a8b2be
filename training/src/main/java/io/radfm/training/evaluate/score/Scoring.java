// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.evaluate.metrics.Bleu;
import io.radfm.training.evaluate.metrics.Bootstrap;
import io.radfm.training.evaluate.metrics.ClosedAnswer;
import io.radfm.training.evaluate.metrics.Comparisons;
import io.radfm.training.evaluate.metrics.Confusion;
import io.radfm.training.evaluate.metrics.Reliability;
import io.radfm.training.evaluate.metrics.Rouge;
import io.radfm.training.evaluate.metrics.TermList;
import io.radfm.training.labels.Labeller;
import io.radfm.training.labels.Laterality;
import io.radfm.training.labels.ReportLabels;
import io.radfm.training.sample.Task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// How predictions are scored: with which terms, which labeller, how many draws.
///
/// @param labeller what a report says is there, and on which side
public record Scoring(TermList terms, Labeller labeller, Bootstrap bootstrap) {

    public Scored score(Prediction prediction) {
        var item = prediction.item();
        return new Scored(
                item,
                item.closed() ? Optional.of(choice(prediction)) : Optional.empty(),
                item.closed() ? Optional.empty() : Optional.of(words(prediction)),
                forecast(prediction),
                item.task() == Task.REPORT ? Optional.of(report(prediction)) : Optional.empty());
    }

    /// All numbers of all tasks that have a prediction.
    public List<TaskScores> tasks(Collection<Prediction> predictions) {
        var byTask = new EnumMap<Task, List<Scored>>(Task.class);
        for (var prediction : predictions) {
            byTask.computeIfAbsent(prediction.item().task(), _ -> new ArrayList<>())
                    .add(score(prediction));
        }
        var scores = new ArrayList<TaskScores>();
        byTask.forEach(
                (task, scored) ->
                        scores.add(
                                new TaskScores(
                                        task,
                                        slice(scored),
                                        slices(scored, Item::modality),
                                        slices(scored, Item::label),
                                        bins(scored))));
        return scores;
    }

    private SortedMap<String, Slice> slices(List<Scored> samples, Function<Item, String> by) {
        var parts = new TreeMap<String, List<Scored>>();
        for (var sample : samples) {
            var name = by.apply(sample.item());
            if (!name.isEmpty()) {
                parts.computeIfAbsent(name, _ -> new ArrayList<>()).add(sample);
            }
        }
        var slices = new TreeMap<String, Slice>();
        parts.forEach((name, part) -> slices.put(name, slice(part)));
        return slices;
    }

    private Slice slice(List<Scored> samples) {
        var values = new EnumMap<Metric, Slice.Value>(Metric.class);
        for (var metric : Metric.values()) {
            double value = metric.of(samples);
            if (Double.isFinite(value)) {
                var interval = bootstrap.interval(samples, it -> it.item().patient(), metric::of);
                values.put(metric, new Slice.Value(value, interval));
            }
        }
        return new Slice(samples.size(), values);
    }

    private static List<Reliability.Bin> bins(List<Scored> samples) {
        return Reliability.bins(
                samples.stream().map(Scored::forecast).flatMap(Optional::stream).toList());
    }

    private static Confusion.Pair choice(Prediction prediction) {
        var options = prediction.item().options();
        return new Confusion.Pair(
                prediction.item().reference(),
                ClosedAnswer.of(prediction.text(), options).map(options::get));
    }

    private Scored.Words words(Prediction prediction) {
        var reference = prediction.item().reference();
        return new Scored.Words(
                Bleu.of(prediction.text(), reference),
                Rouge.of(prediction.text(), reference),
                terms.names(prediction.text()),
                terms.names(reference));
    }

    private static Optional<Reliability.Forecast> forecast(Prediction prediction) {
        var item = prediction.item();
        return item.yesNo() && prediction.yes().isPresent()
                ? Optional.of(
                        new Reliability.Forecast(
                                prediction.yes().getAsDouble(), item.reference().equals("yes")))
                : Optional.empty();
    }

    private Scored.Report report(Prediction prediction) {
        var item = prediction.item();
        var said = labeller.label(prediction.text());
        var known = said.known();
        var labels = new TreeMap<String, Boolean>();
        item.labels().keySet().forEach(it -> labels.put(it, known.getOrDefault(it, false)));
        return new Scored.Report(
                sides(labeller.label(item.reference()), said),
                item.compared() ? Optional.empty() : Optional.of(Comparisons.in(prediction.text())),
                labels);
    }

    /// Whether all that the reference gives a side has the same side in the prediction.
    private static Optional<Boolean> sides(ReportLabels expected, ReportLabels said) {
        boolean any = false;
        boolean right = true;
        for (var label : expected.presences().keySet()) {
            var side = expected.side(label);
            if (side != Laterality.UNSAID) {
                any = true;
                right &= said.side(label) == side;
            }
        }
        return any ? Optional.of(right) : Optional.empty();
    }
}
