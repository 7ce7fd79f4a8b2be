// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import io.radfm.events.InstanceReceived;
import io.radfm.events.TextSegment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The words of a context: who, what was ordered and why, and a line before each scan.
final class ContextText {
    private static final int MAX_NAME = 120;

    /// Above this an age alone can identify a person.
    private static final int OLDEST_TOLD = 89;

    private static final Pattern AGE = Pattern.compile("(\\d{1,3})([DWMY])");

    private ContextText() {}

    /// Sentences about the study, each from the first instance in reading order that has it.
    static List<TextSegment> ofStudy(List<InstanceReceived> study, int maxCharacters) {
        var segments = new ArrayList<TextSegment>();
        patient(
                        first(study, InstanceReceived::getPatientAge),
                        first(study, InstanceReceived::getPatientSex))
                .ifPresent(text -> segments.add(new TextSegment("patient", text)));
        header(study, InstanceReceived::getStudyDescription, MAX_NAME)
                .ifPresent(it -> segments.add(new TextSegment("description", "Study: " + it)));
        header(study, InstanceReceived::getIndication, maxCharacters)
                .ifPresent(it -> segments.add(new TextSegment("indication", "Indication: " + it)));
        header(study, InstanceReceived::getHistory, maxCharacters)
                .ifPresent(it -> segments.add(new TextSegment("history", "History: " + it)));
        return segments;
    }

    /// `Series 3: T2 tse sag, MR, LSPINE.`
    static TextSegment ofScan(InstanceReceived first) {
        var name =
                first.getSeriesDescription() != null
                        ? first.getSeriesDescription()
                        : first.getProtocolName();
        var view =
                CleanText.of(first.getViewPosition(), MAX_NAME).map(position -> position + " view");
        var parts =
                Stream.of(
                                CleanText.of(name, MAX_NAME),
                                Optional.of(first.getModality()),
                                CleanText.of(first.getBodyPart(), MAX_NAME),
                                CleanText.of(first.getLaterality(), MAX_NAME)
                                        .flatMap(ContextText::side),
                                view)
                        .flatMap(Optional::stream)
                        .toList();
        var number = first.getSeriesNumber();
        var text =
                (number == null ? "Series: " : "Series " + number + ": ")
                        + String.join(", ", parts);
        return new TextSegment("series", sentence(text));
    }

    static Optional<String> patient(Optional<String> age, Optional<String> sex) {
        var who =
                switch (sex.orElse("")) {
                    case "M" -> "male";
                    case "F" -> "female";
                    default -> "";
                };
        var years = age.map(AGE::matcher).filter(matcher -> matcher.matches());
        if (years.isEmpty()) {
            return who.isEmpty() ? Optional.empty() : Optional.of("The patient is " + who + ".");
        }
        int count = Integer.parseInt(years.get().group(1));
        if (count == 0 && years.get().group(2).equals("Y")) {
            return patient(Optional.empty(), sex); // what is written where nothing is known
        }
        var unit =
                switch (years.get().group(2)) {
                    case "D" -> "day";
                    case "W" -> "week";
                    case "M" -> "month";
                    default -> "year";
                };
        var noun = who.isEmpty() ? "person" : who;
        return Optional.of(
                unit.equals("year") && count > OLDEST_TOLD
                        ? "The patient is a "
                                + noun
                                + " of "
                                + (OLDEST_TOLD + 1)
                                + " years or more."
                        : "The patient is a " + count + "-" + unit + "-old " + noun + ".");
    }

    private static Optional<String> header(
            List<InstanceReceived> study, Function<InstanceReceived, String> field, int most) {
        return study.stream()
                .map(field)
                .map(raw -> CleanText.of(raw, most))
                .flatMap(Optional::stream)
                .findFirst()
                .map(ContextText::sentence);
    }

    private static Optional<String> first(
            List<InstanceReceived> study, Function<InstanceReceived, String> field) {
        return study.stream().map(field).filter(Objects::nonNull).findFirst();
    }

    /// Image Laterality (0020,0062).
    private static Optional<String> side(String code) {
        return switch (code) {
            case "L" -> Optional.of("left");
            case "R" -> Optional.of("right");
            case "B" -> Optional.of("both sides");
            default -> Optional.empty();
        };
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("?") || text.endsWith("!") ? text : text + ".";
    }
}
