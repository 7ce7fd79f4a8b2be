// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.modality.phantom.Finding;
import io.radfm.modality.phantom.Label;
import io.radfm.modality.phantom.Seeds;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/// What a radiologist who sees everything writes about a phantom. The same study gives the same
/// report.
///
/// Every finding is in both sections, with its side and place. What is barely visible is often
/// called possible. Most of what is not there is denied, the rest is not mentioned. Another
/// examination is only spoken of when there was one.
public final class ReportWriter {
    private static final List<String> RADIOLOGISTS = List.of("RAVEN", "HERON", "WREN", "CRANE");
    private static final double BARELY = 0.25;
    private static final double DENIED = 0.75;
    private static final double COMPARED = 0.75;
    private static final List<DateTimeFormatter> DATES =
            List.of(
                    DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH),
                    DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ENGLISH),
                    DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ENGLISH));

    private final SimulatedStudy study;
    private final Optional<SimulatedStudy> comparison;
    private final RandomGenerator random;

    private ReportWriter(SimulatedStudy study, Optional<SimulatedStudy> prior) {
        this.study = study;
        this.random = Seeds.random(study.seed(), "report", study.number());
        this.comparison = prior.filter(_ -> random.nextDouble() < COMPARED);
    }

    /// @param prior the study this one follows up on, if any
    public static WrittenReport write(SimulatedStudy study, Optional<SimulatedStudy> prior) {
        return new ReportWriter(study, prior).write();
    }

    private WrittenReport write() {
        var findings = new ArrayList<String>();
        var impression = new ArrayList<String>();
        for (var finding : study.truth().findings()) {
            boolean certain = finding.severity() >= BARELY || random.nextBoolean();
            findings.add(seen(finding, certain));
            impression.add(concluded(finding, certain));
        }
        var rest = new ArrayList<>(denials());
        var surroundings = new ArrayList<>(Setting.of(study.exam()).surroundings());
        Collections.shuffle(surroundings, Random.from(random));
        int mentioned = random.nextInt(3);
        if (rest.isEmpty() && findings.isEmpty()) {
            mentioned++; // a section is never empty
        }
        surroundings.subList(0, mentioned).forEach(each -> rest.add(say(each)));
        Collections.shuffle(rest, Random.from(random));
        findings.addAll(random.nextInt(3) > 0 ? findings.size() : 0, rest);
        comparison.ifPresent(
                before -> {
                    var changes = Change.sentences(before.truth(), study.truth(), random);
                    findings.addAll(changes);
                    if (impression.isEmpty() || random.nextBoolean()) {
                        impression.add(changes.getFirst());
                    }
                });
        if (study.truth().isNormal()) {
            impression.addFirst(say(one(Setting.of(study.exam()).normal())));
        }
        return report(String.join(" ", findings), numbered(impression));
    }

    private String seen(Finding finding, boolean certain) {
        var phrases = Wording.phrases(finding);
        return certain
                ? Grammar.sentence(one(phrases.seen()), words(finding), random)
                : doubted(phrases, finding);
    }

    private String concluded(Finding finding, boolean certain) {
        var phrases = Wording.phrases(finding);
        return certain
                ? Grammar.sentence(one(phrases.concluded()), words(finding), random)
                : doubted(phrases, finding);
    }

    private String doubted(Phrases phrases, Finding finding) {
        return Grammar.sentence(
                "[possible|suspected|questionable] " + one(phrases.concluded()),
                words(finding),
                random);
    }

    private Map<String, String> words(Finding finding) {
        return Wording.words(finding, study.build());
    }

    /// Sentences about what is not there; sometimes several in one.
    private List<String> denials() {
        var absent =
                new ArrayList<>(
                        Arrays.stream(Label.values())
                                .filter(label -> label.exam() == study.exam())
                                .filter(label -> study.truth().find(label).isEmpty())
                                .filter(_ -> random.nextDouble() < DENIED)
                                .toList());
        Collections.shuffle(absent, Random.from(random));
        var denials = new ArrayList<String>();
        int together = absent.size() > 1 && random.nextBoolean() ? 2 : 0;
        if (together > 0) {
            denials.add(
                    Grammar.sentence(
                            "[no|there is no|no evidence of] %s or %s"
                                    .formatted(
                                            Wording.phrases(absent.get(0)).name(),
                                            Wording.phrases(absent.get(1)).name()),
                            Map.of(),
                            random));
        }
        absent.subList(together, absent.size())
                .forEach(label -> denials.add(say(one(Wording.phrases(label).absent()))));
        return denials;
    }

    private String numbered(List<String> statements) {
        if (statements.size() < 2 || random.nextBoolean()) {
            return String.join(" ", statements);
        }
        var numbered = new ArrayList<String>();
        for (var statement : statements) {
            numbered.add(numbered.size() + 1 + ". " + statement);
        }
        return String.join(" ", numbered);
    }

    private WrittenReport report(String findings, String impression) {
        int who = random.nextInt(RADIOLOGISTS.size());
        boolean loud = random.nextInt(4) == 0;
        var date = one(DATES);
        var lines = new ArrayList<String>();
        if (random.nextInt(3) == 0) {
            lines.add(
                    "Patient: %s, ID %s, born %s"
                            .formatted(
                                    study.patient().name().replace("^", ", "),
                                    study.patient().id(),
                                    study.patient().born().format(date)));
        }
        lines.add("Examination: " + study.description() + ", " + study.at().format(date));
        lines.add("Indication: " + study.indication());
        lines.add(
                "Comparison: "
                        + comparison
                                .map(it -> it.description() + " of " + it.at().format(date) + ".")
                                .orElse("None."));
        lines.add((loud ? "FINDINGS: " : "Findings: ") + findings);
        lines.add((loud ? "IMPRESSION: " : "Impression: ") + impression);
        lines.add(
                "Signed electronically: Dr. SIM-%s, %s"
                        .formatted(RADIOLOGISTS.get(who), study.at().format(date)));
        return new WrittenReport(
                String.join("\n", lines), findings, impression, "radiologist-" + (who + 1));
    }

    private String say(String pattern) {
        return Grammar.sentence(pattern, Map.of(), random);
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
