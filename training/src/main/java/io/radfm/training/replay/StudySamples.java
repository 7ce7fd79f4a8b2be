// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.training.labels.Labeller;
import io.radfm.training.labels.Laterality;
import io.radfm.training.labels.Sentences;
import io.radfm.training.sample.Family;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.SampleKey;
import io.radfm.training.sample.Task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The samples of a study: one interleaved, and for each of the five tasks as many as it gives. The
/// same study always gives the same ones.
final class StudySamples {
    private static final int MOST_INTERLEAVED_SCANS = 3;
    private static final int MOST_INTERLEAVED_SENTENCES = 50;
    private static final int MOST_NEGATIVES = 4;
    private static final int MOST_RATIONALES = 2;
    private static final List<String> YES_NO = List.of("yes", "no");
    private static final List<String> SIDES = List.of("left", "right", "both");

    /// How modalities are called in answers.
    static final Map<String, String> MODALITIES =
            new TreeMap<>(
                    Map.of(
                            "CT",
                            "CT",
                            "MR",
                            "MRI",
                            "CR",
                            "X-ray",
                            "DX",
                            "X-ray",
                            "US",
                            "ultrasound",
                            "MG",
                            "mammography",
                            "PT",
                            "PET",
                            "NM",
                            "scintigraphy",
                            "XA",
                            "angiography",
                            "RF",
                            "fluoroscopy"));

    private static final List<String> MODALITY_NAMES =
            MODALITIES.values().stream().distinct().sorted().toList();

    private final Labeller labeller;
    private final Prompts prompts;
    private final SortedMap<String, String> rules;

    StudySamples(Labeller labeller, Prompts prompts, SortedMap<String, String> rules) {
        this.labeller = labeller;
        this.prompts = prompts;
        this.rules = rules;
    }

    List<Sample> of(StudyFacts facts) throws IOException {
        var samples = new ArrayList<Sample>();
        samples.add(interleaved(facts));
        modality(facts, samples);
        diagnosis(facts, samples);
        vqa(facts, samples);
        report(facts, samples);
        rationale(facts, samples);
        var keyed = new ArrayList<Sample>();
        for (var sample : samples) {
            keyed.add(SampleKey.give(sample, facts.scans().subList(0, sample.scans())));
        }
        return keyed;
    }

    /// The context and the report as one text with scans in it.
    private Sample interleaved(StudyFacts facts) {
        var segments = new ArrayList<Segment>();
        int scans = 0;
        for (var segment : facts.context()) {
            if (!(segment instanceof Segment.Scan) || scans++ < MOST_INTERLEAVED_SCANS) {
                segments.add(segment);
            }
        }
        var report =
                Sentences.of(reportText(facts)).stream().limit(MOST_INTERLEAVED_SENTENCES).toList();
        segments.add(new Segment.Text(String.join(" ", report)));
        return sample(
                facts, Task.INTERLEAVED, Layouts.merged(segments), new Answer("", List.of(), ""));
    }

    private void modality(StudyFacts facts, List<Sample> to) {
        var name = MODALITIES.get(facts.modality());
        if (name == null) {
            return;
        }
        var open = prompts.ask("modality", facts.study(), "");
        to.add(bare(facts, Task.MODALITY, open, new Answer(name, MODALITY_NAMES, "")));
        var others = MODALITY_NAMES.stream().filter(other -> !other.equals(name)).toList();
        boolean yes = Prompts.choose(2, "modality-is", facts.study()) == 0;
        var asked =
                yes ? name : others.get(Prompts.choose(others.size(), "modality", facts.study()));
        var closed = prompts.ask("modality-is", facts.study(), asked);
        to.add(bare(facts, Task.MODALITY, closed, new Answer(yes ? "yes" : "no", YES_NO, "")));
    }

    /// Yes for each label that is there; no for as many that are not and a few more, of which
    /// [Pack] keeps as many as there are yes.
    private void diagnosis(StudyFacts facts, List<Sample> to) {
        var known = facts.labels().known();
        known.forEach(
                (label, there) -> {
                    if (there) {
                        to.add(diagnosis(facts, label, "yes"));
                    }
                });
        known.entrySet().stream()
                .filter(each -> !each.getValue())
                .map(Map.Entry::getKey)
                .sorted(
                        java.util.Comparator.comparing(
                                label -> Prompts.choose(1 << 20, "negative", facts.study(), label)))
                .limit(MOST_NEGATIVES)
                .forEach(label -> to.add(diagnosis(facts, label, "no")));
    }

    private Sample diagnosis(StudyFacts facts, String label, String answer) {
        var prompt = prompts.ask("diagnosis", facts.study(), label);
        var segments = laidOut(facts, prompt, "diagnosis", label);
        return sample(facts, Task.DIAGNOSIS, segments, new Answer(answer, YES_NO, label));
    }

    private void vqa(StudyFacts facts, List<Sample> to) {
        if (!facts.anatomy().isEmpty()) {
            var part = facts.anatomy().toLowerCase(Locale.ROOT);
            var prompt = prompts.ask("body-part", facts.study(), "");
            to.add(bare(facts, Task.VQA, prompt, new Answer(part, List.of(), "")));
        }
        var present = present(facts);
        for (var label : present) {
            var side = facts.labels().side(label);
            if (side != Laterality.UNSAID) {
                var prompt = prompts.ask("side", facts.study(), label);
                to.add(bare(facts, Task.VQA, prompt, new Answer(side.text(), SIDES, label)));
            }
        }
        if (!present.isEmpty() || facts.labels().known().size() > 1) {
            var answer = present.isEmpty() ? "none" : String.join(", ", present);
            var prompt = prompts.ask("abnormalities", facts.study(), "");
            to.add(bare(facts, Task.VQA, prompt, new Answer(answer, List.of(), "")));
        }
    }

    private void report(StudyFacts facts, List<Sample> to) {
        var prompt = prompts.ask("report", facts.study(), "");
        var answer = new Answer(reportText(facts), List.of(), "");
        to.add(sample(facts, Task.REPORT, laidOut(facts, prompt, "report", ""), answer));
    }

    /// The label, and what this report says of it; what is seen of it in general where the report
    /// says no more than its name.
    private void rationale(StudyFacts facts, List<Sample> to) {
        present(facts).stream()
                .limit(MOST_RATIONALES)
                .forEach(
                        label -> {
                            var prompt = prompts.ask("rationale", facts.study(), label);
                            var answer = new Answer(rationale(facts, label), List.of(), label);
                            var segments = laidOut(facts, prompt, "rationale", label);
                            to.add(sample(facts, Task.RATIONALE, segments, answer));
                        });
    }

    private String rationale(StudyFacts facts, String label) {
        var said =
                Sentences.of(facts.findings()).stream()
                        .filter(sentence -> says(sentence, label, facts.anatomy()))
                        .distinct()
                        .toList();
        var features =
                said.isEmpty()
                        ? labeller.vocabulary().labels().get(label).features().stream()
                                .map(feature -> feature + ".")
                                .toList()
                        : said;
        var name = label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1) + ".";
        return String.join(" ", Stream.concat(Stream.of(name), features.stream()).toList());
    }

    private boolean says(String sentence, String label, String about) {
        return !labeller.label(sentence, about).present(label).isEmpty();
    }

    private static List<String> present(StudyFacts facts) {
        return facts.labels().known().entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    static String reportText(StudyFacts facts) {
        return joined(
                facts.findings().isEmpty() ? "" : "Finding: " + facts.findings(),
                facts.impression().isEmpty() ? "" : "Impression: " + facts.impression());
    }

    private static String joined(String findings, String impression) {
        return (findings + " " + impression).strip();
    }

    /// As served every second time, else patient, history and prompt together.
    private static List<Segment> laidOut(
            StudyFacts facts, String prompt, String task, String label) {
        return switch (Prompts.choose(4, "layout", task, facts.study(), label)) {
            case 0 -> Layouts.together(facts, prompt, true);
            case 1 -> Layouts.together(facts, prompt, false);
            default -> Layouts.served(facts, prompt);
        };
    }

    /// @param label that is asked about, or empty
    private record Answer(String text, List<String> options, String label) {}

    private Sample bare(StudyFacts facts, Task task, String prompt, Answer answer) {
        boolean first = Prompts.choose(2, "scans", facts.study(), prompt) == 0;
        return sample(facts, task, Layouts.bare(facts, prompt, first), answer);
    }

    private Sample sample(StudyFacts facts, Task task, List<Segment> context, Answer answer) {
        boolean interleaved = task == Task.INTERLEAVED;
        return new Sample(
                SampleKey.NONE,
                facts.split(),
                facts.patient(),
                facts.study(),
                interleaved ? Family.INTERLEAVED : Family.INSTRUCTION,
                task,
                facts.dimensions(),
                facts.modality(),
                facts.anatomy(),
                context,
                interleaved ? "" : lastText(context),
                answer.text(),
                answer.options(),
                task == Task.DIAGNOSIS || task == Task.RATIONALE ? answer.label() : "",
                facts.labels().known(),
                labeller.terms(interleaved ? reportText(facts) : answer.text()),
                facts.radiology(),
                rules,
                facts.provenance(),
                facts.acquired());
    }

    private static String lastText(List<Segment> context) {
        for (var segment : context.reversed()) {
            if (segment instanceof Segment.Text(var text)) {
                return text;
            }
        }
        throw new IllegalStateException("a question without a text");
    }
}
