// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Labels reports by a [Vocabulary]. Never changes; any thread may use it.
///
/// ```java
/// var labels = Labeller.standard().label("No pneumothorax. Small left pleural effusion.");
/// labels.known();                    // {pleural effusion=true, pneumothorax=false}
/// labels.side("pleural effusion");   // LEFT
/// ```
public final class Labeller {
    /// The rules' version, in every sample's `rules`; raised whenever the same report would be
    /// labelled otherwise.
    public static final String RULES = "1";

    private static final int LONGEST_TEXT = 1 << 20;

    /// What a phrase names; neither label nor denial is a mask.
    private record Named(Vocabulary.Label label, boolean regional, boolean denial) {}

    private final Vocabulary vocabulary;
    private final Phrases<List<Named>> names = new Phrases<>();
    private final Phrases<Scope.Kind> triggers = new Phrases<>();
    private final Phrases<Scope.Kind> openers = new Phrases<>();
    private final Phrases<List<Vocabulary.Label>> regions = new Phrases<>();
    private final Phrases<String> terms = new Phrases<>();

    public Labeller(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        addNames();
        vocabulary
                .triggers()
                .forEach(
                        (kind, phrases) -> {
                            if (!kind.equals("mask") && !kind.equals("opener")) {
                                phrases.forEach(it -> triggers.add(it, Scope.Kind.named(kind)));
                            }
                        });
        vocabulary
                .triggers()
                .getOrDefault("opener", List.of())
                .forEach(phrase -> openers.add(phrase, Scope.Kind.OPENER));
    }

    public static Labeller standard() {
        return new Labeller(Vocabulary.standard());
    }

    /// The same phrase may be a term of several labels, such as `fracture`.
    private void addNames() {
        var byPhrase = new TreeMap<String, List<Named>>();
        var byRegion = new TreeMap<String, List<Vocabulary.Label>>();
        for (var label : vocabulary.labels().values()) {
            for (var term : label.terms()) {
                boolean regional = term.endsWith("~");
                var phrase = regional ? term.substring(0, term.length() - 1) : term;
                byPhrase.computeIfAbsent(phrase, _ -> new ArrayList<>())
                        .add(new Named(label, regional, false));
                terms.add(phrase, phrase);
            }
            for (var denial : label.denials()) {
                byPhrase.computeIfAbsent(denial, _ -> new ArrayList<>())
                        .add(new Named(label, false, true));
            }
            for (var region : label.regions()) {
                byRegion.computeIfAbsent(region, _ -> new ArrayList<>()).add(label);
            }
        }
        vocabulary
                .triggers()
                .getOrDefault("mask", List.of())
                .forEach(mask -> byPhrase.put(mask, List.of()));
        byPhrase.forEach(names::add);
        byRegion.forEach(regions::add);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /// Labels of a report's findings and impression.
    public ReportLabels label(String report) {
        return label(report, "");
    }

    /// @param about what the examination is of (body part, description): helps to tell a mass of
    ///   the brain from one of the lung
    public ReportLabels label(String report, String about) {
        var text = bounded(report);
        var context = regionsOf(about + " " + text);
        var mentions = new ArrayList<Mention>();
        for (var sentence : Sentences.of(text)) {
            label(sentence, context, mentions);
        }
        return new ReportLabels(mentions);
    }

    private void label(String sentence, List<Vocabulary.Label> context, List<Mention> to) {
        var words = Words.of(sentence);
        var found = names.in(words);
        if (found.isEmpty()) {
            return;
        }
        var scope = new Scope(words, triggers, openers);
        for (var each : found) {
            named(each.meaning(), context, sentence)
                    .ifPresent(
                            named ->
                                    to.add(
                                            new Mention(
                                                    named.label().name(),
                                                    presence(named, scope, each),
                                                    side(scope, each, found.size() == 1),
                                                    sentence)));
        }
    }

    /// What is alone in its sentence may have its side in another clause: `a line is seen on the
    /// right, without markings beyond it: pneumothorax`.
    private static Laterality side(Scope scope, Phrases.Found<?> found, boolean alone) {
        var side = scope.side(found.from(), found.to());
        return side == Laterality.UNSAID && alone ? scope.side() : side;
    }

    /// A denial that is denied says nothing certain.
    private static Presence presence(Named named, Scope scope, Phrases.Found<?> found) {
        var presence = scope.presence(found.from(), found.to());
        return switch (presence) {
            case PRESENT -> named.denial() ? Presence.ABSENT : Presence.PRESENT;
            case ABSENT -> named.denial() ? Presence.UNCERTAIN : Presence.ABSENT;
            case UNCERTAIN, PAST -> presence;
        };
    }

    /// Of several labels with the same term, the one whose region the sentence names, else the one
    /// whose region the report names most often; a regional term of no such region names nothing.
    private Optional<Named> named(
            List<Named> candidates, List<Vocabulary.Label> context, String sentence) {
        var near = regionsOf(sentence);
        return candidates.stream()
                .filter(named -> !named.regional() || context.contains(named.label()))
                .max(
                        Comparator.comparing((Named named) -> !named.regional())
                                .thenComparing(named -> count(near, named.label()))
                                .thenComparing(named -> count(context, named.label())));
    }

    private static int count(List<Vocabulary.Label> labels, Vocabulary.Label label) {
        return (int) labels.stream().filter(each -> each == label).count();
    }

    /// The labels of each region that is named, as often as it is.
    private List<Vocabulary.Label> regionsOf(String text) {
        return regions.in(Words.of(text)).stream()
                .flatMap(found -> found.meaning().stream())
                .toList();
    }

    /// The medical terms of a text, each once, in the order in which they come, in lower case as
    /// written: labels' terms and the sides.
    public List<String> terms(String text) {
        var bounded = bounded(text);
        var words = Words.of(bounded);
        var found = new TreeMap<Integer, String>();
        for (var each : terms.in(words)) {
            found.put(each.from(), written(bounded, words, each.from(), each.to()));
        }
        for (int i = 0; i < words.size(); i++) {
            if (Scope.side(words.get(i)) != Laterality.UNSAID) {
                found.put(i, written(bounded, words, i, i + 1));
            }
        }
        return found.values().stream().distinct().toList();
    }

    private static String written(String text, Words words, int from, int to) {
        return text.substring(words.from().get(from), words.to().get(to - 1))
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static String bounded(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
