// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.settlement;

import io.radfm.events.Answer;
import io.radfm.events.DraftText;
import io.radfm.streams.composition.Questions;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Splits what the model wrote at its own headings, `Finding(s):` and `Impression:`. Text without
/// headings is findings; so is what stands before the first heading.
final class ReportText {
    private static final Pattern HEADING =
            Pattern.compile("(?i)\\b(findings?|impressions?)\\s*:\\s*");

    private ReportText() {}

    static DraftText of(List<Answer> answers) {
        var report =
                answers.stream()
                        .filter(answer -> answer.getQuestionId().equals(Questions.REPORT))
                        .findFirst()
                        .orElseGet(answers::getFirst);
        var sections = sections(report.getText());
        return new DraftText(joined(sections.get('f')), joined(sections.get('i')), answers);
    }

    private static TreeMap<Character, List<String>> sections(String text) {
        var sections = new TreeMap<Character, List<String>>();
        char section = 'f';
        int from = 0;
        for (var heading = HEADING.matcher(text); heading.find(); from = heading.end()) {
            add(sections, section, text.substring(from, heading.start()));
            section = Character.toLowerCase(heading.group(1).charAt(0));
        }
        add(sections, section, text.substring(from));
        return sections;
    }

    private static void add(TreeMap<Character, List<String>> sections, char section, String text) {
        if (!text.isBlank()) {
            sections.computeIfAbsent(section, s -> new ArrayList<>()).add(text.strip());
        }
    }

    private static String joined(List<String> parts) {
        return parts == null ? null : String.join("\n", parts);
    }
}
