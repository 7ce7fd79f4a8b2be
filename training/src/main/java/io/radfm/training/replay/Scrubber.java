// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Free text without what names somebody: the [Identifiers] of the study, and whatever looks like a
/// date, a time, a number of a person or an address. What is taken out leaves `___`.
///
/// Measures, levels of the spine, ages and names of sequences stay. Rather too much is taken out
/// than too little: a patient named `Small` takes all small effusions with him.
final class Scrubber {
    /// The rules' version.
    static final String RULES = "1";

    static final String GONE = "___";

    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final int FLAGS =
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final String DAY = "\\d{1,2}(?:st|nd|rd|th)?";
    private static final String YEAR = "(?:19|20)\\d\\d\\b";
    private static final List<Pattern> PATTERNS =
            Stream.of(
                            // who wrote it, to the end of the line
                            "\\b(?:electronically\\s+)?(?:signed|dictated|reported|read|reviewed"
                                    + "|verified|transcribed|approved|typed)\\s+by\\b[^\\n]*",
                            "\\b(?:mrn|medical record|patient id|patient name|accession|dob"
                                    + "|date of birth|ssn|nhs)\\b[^\\n.;,]*",
                            "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+",
                            "\\bhttps?://\\S+|\\bwww\\.\\S+",
                            "\\b\\d+(?:\\.\\d+){4,}\\b", // UIDs, before dates
                            "\\b(?:19|20)\\d\\d[-./]\\d{1,2}[-./]\\d{1,2}"
                                    + "(?:[T ]\\d{1,2}:\\d\\d(?::\\d\\d)?)?\\b",
                            "\\b\\d{1,2}[-./]\\d{1,2}[-./](?:\\d{4}|\\d\\d)\\b",
                            "\\b"
                                    + DAY
                                    + "(?:\\s+of)?[-\\s]+"
                                    + MONTH
                                    + "\\b\\.?(?:[-,\\s]+"
                                    + YEAR
                                    + ")?",
                            "\\b" + MONTH + "\\b\\.?\\s+" + DAY + "\\b(?:,?\\s+" + YEAR + ")?",
                            "\\b" + MONTH + "\\b\\.?,?\\s+" + YEAR,
                            "\\b(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?:\\s*[ap]\\.?m\\b\\.?)?",
                            "\\b" + YEAR + "(?!\\s*(?:mm|cm|ml|hu)\\b)",
                            "\\+\\d[\\d\\s()/-]{6,}\\d", // telephones
                            "\\(?\\b\\d{2,5}\\)?[-/\\s]\\d{3,4}[-/\\s]\\d{2,6}\\b",
                            "\\b\\d{5,}\\b",
                            // letters and three digits or more in one word of six or more
                            "\\b(?=[\\p{L}\\d-]{6})(?=(?:[\\p{L}-]*\\d){3})(?=[\\d-]*\\p{L})"
                                    + "[\\p{L}\\d]+(?:-[\\p{L}\\d]+)*\\b")
                    .map(each -> Pattern.compile(each, FLAGS))
                    .toList();

    /// A title and the capitalised names after it.
    private static final Pattern TITLED =
            Pattern.compile(
                    "\\b(?:Dr|Drs|Prof|Mr|Mrs|Ms|Miss|Herr|Frau|Sir)\\b\\.?"
                            + "(?:\\s+(?:\\p{Lu}[\\p{L}'’-]*\\.?)){1,3}");

    private static final Pattern OLD =
            Pattern.compile("\\b(?:9\\d|1[0-4]\\d)([ -]years?[ -]old\\b|\\s*y/?o\\b)", FLAGS);
    private static final Pattern REPEATED = Pattern.compile("___(?:[\\s,./-]*___)+");

    private final List<Pattern> known;

    Scrubber(Identifiers identifiers) {
        known =
                Stream.concat(identifiers.literals().stream(), identifiers.names().stream())
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Scrubber::word)
                        .toList();
    }

    /// The text anywhere that it is not part of a longer word; its spaces may be any.
    private static Pattern word(String text) {
        var quoted =
                Stream.of(text.strip().split("\\s+"))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+"));
        return Pattern.compile("(?<![\\p{L}\\d])" + quoted + "(?![\\p{L}\\d])", FLAGS);
    }

    String clean(String text) {
        var clean = text;
        for (var pattern : known) {
            clean = pattern.matcher(clean).replaceAll(GONE);
        }
        clean = TITLED.matcher(clean).replaceAll(GONE);
        for (var pattern : PATTERNS) {
            clean = pattern.matcher(clean).replaceAll(GONE);
        }
        clean = OLD.matcher(clean).replaceAll("90$1");
        return REPEATED.matcher(clean).replaceAll(GONE);
    }
}
