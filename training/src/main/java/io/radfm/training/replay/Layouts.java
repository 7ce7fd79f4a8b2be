// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.preparation.PromptLayout;
import io.radfm.training.sample.Sample.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Where scans, history and question stand. Texts that meet are one, a space apart, as the model is
/// given them when it serves.
final class Layouts {
    private Layouts() {}

    /// The context as served, then the prompt: what a worker asks.
    static List<Segment> served(StudyFacts facts, String prompt) {
        var segments = new ArrayList<>(facts.context());
        segments.add(new Segment.Text(prompt));
        return merged(segments);
    }

    /// Patient, history and prompt as one question, all scans before or after it.
    static List<Segment> together(StudyFacts facts, String prompt, boolean scansFirst) {
        var question = PromptLayout.question(facts.patientText(), facts.history(), prompt);
        return withScans(facts, question, scansFirst);
    }

    /// The prompt and the scans alone: nothing else gives the answer away.
    static List<Segment> bare(StudyFacts facts, String prompt, boolean scansFirst) {
        return withScans(facts, prompt, scansFirst);
    }

    private static List<Segment> withScans(StudyFacts facts, String question, boolean first) {
        var segments = new ArrayList<Segment>();
        IntStream.range(0, facts.scans().size()).mapToObj(Segment.Scan::new).forEach(segments::add);
        segments.add(first ? segments.size() : 0, new Segment.Text(question));
        return segments;
    }

    static List<Segment> merged(List<Segment> segments) {
        var merged = new ArrayList<Segment>();
        for (var segment : segments) {
            if (segment instanceof Segment.Text(var text)
                    && !merged.isEmpty()
                    && merged.getLast() instanceof Segment.Text(var before)) {
                merged.set(merged.size() - 1, new Segment.Text(before + " " + text));
            } else {
                merged.add(segment);
            }
        }
        return merged;
    }
}
