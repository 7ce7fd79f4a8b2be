// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.evaluate.metrics.Bleu;
import io.radfm.training.evaluate.metrics.Confusion;
import io.radfm.training.evaluate.metrics.Reliability;
import io.radfm.training.evaluate.score.Scored.Report;
import io.radfm.training.evaluate.score.Scored.Words;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Every number of the table, 0 … 1. Not a number where no sample has what it counts.
public enum Metric {
    ACCURACY("ACC", "closed answers that mean the right option", Metric::accuracy),
    F1("F1", "mean over the options of their F1", Metric::macroF1),
    LABELS_F1("F1 by label", "mean over the labels of the F1 of yes", Metric::diagnosesF1),
    AUC("AUC", "area under the ROC curve of the probability of yes", Metric::areaUnderCurve),
    ECE("ECE", "expected calibration error of the probability of yes", Better.LOWER, Metric::ece),
    BRIER("Brier", "Brier's score of the probability of yes", Better.LOWER, Metric::brier),
    BLEU1("BLEU-1", "corpus BLEU up to single words", samples -> bleu(samples, 1)),
    BLEU2("BLEU-2", "corpus BLEU up to pairs of words", samples -> bleu(samples, 2)),
    BLEU3("BLEU-3", "corpus BLEU up to three words", samples -> bleu(samples, 3)),
    BLEU4("BLEU-4", "corpus BLEU up to four words", samples -> bleu(samples, 4)),
    ROUGE1("ROUGE-1", "F of shared words", samples -> words(samples, it -> it.rouge().one().f1())),
    ROUGE2("ROUGE-2", "F of shared pairs", samples -> words(samples, it -> it.rouge().two().f1())),
    ROUGEL(
            "ROUGE-L",
            "F of the longest common subsequence",
            samples -> words(samples, it -> it.rouge().longest().f1())),
    TERM_PRECISION(
            "Term P",
            "medical terms of the answer that are in the reference",
            samples -> terms(samples, Words::terms)),
    TERM_RECALL(
            "Term R",
            "medical terms of the reference that are in the answer",
            samples -> terms(samples, Words::expected)),
    REPORT_LABELS_F1(
            "Label F1",
            "mean over the labels of the F1 of findings read from reports",
            Metric::reportLabelsF1),
    SIDES(
            "Sides",
            "reports with every side right, of those that should name one",
            samples -> reports(samples, Report::sides)),
    INVENTED(
            "Invented",
            "reports that compare with an examination nobody spoke of",
            Better.LOWER,
            samples -> reports(samples, Report::invented));

    /// Which way is good.
    public enum Better {
        HIGHER,
        LOWER
    }

    private final String title;
    private final String meaning;
    private final Better better;
    private final ToDoubleFunction<List<Scored>> value;

    Metric(String title, String meaning, ToDoubleFunction<List<Scored>> value) {
        this(title, meaning, Better.HIGHER, value);
    }

    Metric(String title, String meaning, Better better, ToDoubleFunction<List<Scored>> value) {
        this.title = title;
        this.meaning = meaning;
        this.better = better;
        this.value = value;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    public Better better() {
        return better;
    }

    /// Its name in JSON.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public double of(List<Scored> samples) {
        return value.applyAsDouble(samples);
    }

    private static double accuracy(List<Scored> samples) {
        var choices = present(samples, Scored::choice);
        return choices.isEmpty() ? Double.NaN : Confusion.accuracy(choices);
    }

    private static double macroF1(List<Scored> samples) {
        return Confusion.macroF1(present(samples, Scored::choice));
    }

    private static double diagnosesF1(List<Scored> samples) {
        var labels = new TreeMap<String, Hits>();
        for (var sample : samples) {
            var item = sample.item();
            if (item.yesNo() && !item.label().isEmpty() && sample.choice().isPresent()) {
                var choice = sample.choice().get();
                labels.computeIfAbsent(item.label(), _ -> new Hits())
                        .add(
                                choice.said().equals(Optional.of("yes")),
                                choice.truth().equals("yes"));
            }
        }
        return Hits.meanF1(labels.values());
    }

    private static double reportLabelsF1(List<Scored> samples) {
        var labels = new TreeMap<String, Hits>();
        for (var sample : samples) {
            if (sample.report().isPresent()) {
                var said = sample.report().get().labels();
                said.forEach(
                        (label, positive) ->
                                labels.computeIfAbsent(label, _ -> new Hits())
                                        .add(positive, sample.item().labels().get(label)));
            }
        }
        return Hits.meanF1(labels.values());
    }

    private static double areaUnderCurve(List<Scored> samples) {
        return Reliability.areaUnderCurve(present(samples, Scored::forecast));
    }

    private static double ece(List<Scored> samples) {
        return Reliability.expectedError(present(samples, Scored::forecast));
    }

    private static double brier(List<Scored> samples) {
        return Reliability.brier(present(samples, Scored::forecast));
    }

    private static double bleu(List<Scored> samples, int order) {
        var counts = present(samples, Scored::words).stream().map(Words::bleu).toList();
        return counts.isEmpty() ? Double.NaN : Bleu.sum(counts).corpus(order) / 100;
    }

    private static double words(List<Scored> samples, ToDoubleFunction<Words> of) {
        return mean(present(samples, Scored::words).stream().mapToDouble(of));
    }

    /// @param counted the terms of which a share is asked; samples without any do not count
    private static double terms(List<Scored> samples, Function<Words, Collection<String>> counted) {
        return mean(
                present(samples, Scored::words).stream()
                        .filter(words -> !counted.apply(words).isEmpty())
                        .mapToDouble(
                                words -> (double) words.shared() / counted.apply(words).size()));
    }

    private static double reports(
            List<Scored> samples, Function<Report, Optional<Boolean>> question) {
        return mean(
                present(samples, Scored::report).stream()
                        .map(question)
                        .flatMap(Optional::stream)
                        .mapToDouble(holds -> holds ? 1 : 0));
    }

    private static double mean(DoubleStream values) {
        return values.average().orElse(Double.NaN);
    }

    private static <T> List<T> present(List<Scored> samples, Function<Scored, Optional<T>> part) {
        return samples.stream()
                .map(part)
                .map(it -> it.orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    /// Of one label.
    private static final class Hits {
        private int both;
        private int said;
        private int truth;

        void add(boolean isSaid, boolean isTrue) {
            both += isSaid && isTrue ? 1 : 0;
            said += isSaid ? 1 : 0;
            truth += isTrue ? 1 : 0;
        }

        /// Over the labels that are true at least once.
        static double meanF1(Collection<Hits> labels) {
            return mean(
                    labels.stream()
                            .filter(hits -> hits.truth > 0)
                            .mapToDouble(hits -> 2.0 * hits.both / (hits.said + hits.truth)));
        }
    }
}
