// SPDX-License-Identifier: Apache-2.0
package io.radfm.preparation;

import io.radfm.preparation.PreparedInput.Segment;
import io.radfm.preparation.PreparedInput.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The order in which RadFM was taught to read a question: `<patient> <history> <prompt>`, the
/// scans together before or after it, or standing in the text (an interleaved context).
public final class PromptLayout {
    private PromptLayout() {}

    /// Where the scans of a question stand.
    public enum Scans {
        FIRST,
        LAST
    }

    /// The parts that say something, with one space between them.
    public static String question(String patient, String history, String prompt) {
        return Stream.of(patient, history, prompt)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /// A question about scans, as in instruction tuning.
    public static List<Segment> question(
            List<PreparedInput.Scan> scans, String question, Scans where) {
        var segments = new ArrayList<Segment>(scans);
        segments.add(where == Scans.FIRST ? scans.size() : 0, new Text("question", question));
        return List.copyOf(segments);
    }

    /// A question after a context that stays as it is: its text and scans first, in their order,
    /// then the prompt. Texts that meet are one space apart. Questions about one context share that
    /// whole prefix.
    public static List<Segment> ask(PreparedInput context, String prompt) {
        var segments = new ArrayList<Segment>();
        for (var segment : context.segments()) {
            segments.add(apart(segments, segment));
        }
        segments.add(apart(segments, new Text("question", prompt)));
        return List.copyOf(segments);
    }

    private static Segment apart(List<Segment> before, Segment next) {
        return next instanceof Text(var role, var text)
                        && !before.isEmpty()
                        && before.getLast() instanceof Text
                ? new Text(role, " " + text)
                : next;
    }
}
