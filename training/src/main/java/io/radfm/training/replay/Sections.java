// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.RadiologyReport;

import java.util.Locale;
import java.util.regex.Pattern;

/// A report's findings and impression; the rest of it (indication, technique, comparison,
/// signature) is left out. Text without headings is findings.
public record Sections(String findings, String impression) {
    /// The rules' version.
    public static final String RULES = "1";

    private static final int LONGEST = 100_000;

    private static final Pattern HEADING =
            Pattern.compile(
                    "(?im)(?:^|(?<=[.\\n])[ \\t]*)(findings?|report|results?|impressions?"
                            + "|conclusions?|opinion|summary|assessment|indications?"
                            + "|clinical (?:history|information|indication|details)|history"
                            + "|reason for (?:the )?(?:exam(?:ination)?|study)|techniques?"
                            + "|procedure|protocol|comparisons?|contrast|dose|examination|exam"
                            + "|study|addendum|recommendations?|signed|signature|dictated"
                            + "|reported|read(?: by)?)[ \\t]*:[ \\t]*");

    /// Sections as the source gives them, else found by their headings.
    public static Sections of(RadiologyReport report) {
        var given = of(report.getFindings(), report.getImpression());
        return given.isEmpty() ? of(report.getText()) : given;
    }

    /// Sections as they are given; null for none.
    public static Sections of(String findings, String impression) {
        return new Sections(stripped(findings), stripped(impression));
    }

    static Sections of(String whole) {
        var text = bounded(whole);
        var before = new StringBuilder(); // a title, or findings where nothing else is called so
        var findings = new StringBuilder();
        var impression = new StringBuilder();
        var into = before;
        int from = 0;
        for (var heading = HEADING.matcher(text); heading.find(); from = heading.end()) {
            add(into, text.substring(from, heading.start()));
            into =
                    switch (kind(heading.group(1))) {
                        case "findings" -> findings;
                        case "impression" -> impression;
                        default -> null;
                    };
        }
        add(into, text.substring(from));
        return new Sections(
                (findings.isEmpty() ? before : findings).toString(), impression.toString());
    }

    private static String kind(String heading) {
        var word = heading.toLowerCase(Locale.ROOT);
        if (word.matches("findings?|report|results?|addendum")) {
            return "findings";
        }
        return word.matches("impressions?|conclusions?|opinion|summary|assessment|recommendations?")
                ? "impression"
                : "other";
    }

    private static void add(StringBuilder section, String text) {
        if (section != null && !text.isBlank()) {
            section.append(section.isEmpty() ? "" : "\n").append(text.strip());
        }
    }

    private static String stripped(String text) {
        return text == null ? "" : bounded(text).strip();
    }

    /// No report is longer; what is may be hostile.
    private static String bounded(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /// With what was added to it later.
    Sections and(Sections addendum) {
        return new Sections(
                joined(findings, addendum.findings()), joined(impression, addendum.impression()));
    }

    private static String joined(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + "\n" + other;
    }

    /// Findings, then impression.
    public String whole() {
        return joined(findings, impression);
    }

    public boolean isEmpty() {
        return findings.isEmpty() && impression.isEmpty();
    }

    /// Texts are a patient's.
    @Override
    public String toString() {
        return findings.length() + " and " + impression.length() + " characters";
    }
}
