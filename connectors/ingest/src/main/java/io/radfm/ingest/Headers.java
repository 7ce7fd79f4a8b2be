// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;

import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Header values in the forms that events hold: bounded, checked, absent rather than wrong. Nothing
/// here refuses an object.
final class Headers {
    private static final Pattern AGE = Pattern.compile("[0-9]{3}[DWMY]"); // PS3.5 §6.2, AS
    private static final Pattern CODE = Pattern.compile("[A-Z0-9 _]{1,16}"); // PS3.5 §6.2, CS
    private static final Pattern TIME = Pattern.compile("([0-9]{2}:?){1,3}(\\.[0-9]*)?");
    private static final int TIME_DIGITS = 6;

    private final DataSet dataSet;

    Headers(DataSet dataSet) {
        this.dataSet = dataSet;
    }

    /// At most so many characters of the first value.
    Optional<String> text(int tag, int atMost) {
        return cut(dataSet.string(tag), atMost);
    }

    /// The first of these tags that has a value, also in the Request Attributes Sequence
    /// (0040,0275), where modalities repeat what was ordered.
    Optional<String> requested(int atMost, int... tags) {
        for (int tag : tags) {
            var found = dataSet.string(tag);
            if (found.isEmpty()) {
                found =
                        dataSet.items(Tag.REQUEST_ATTRIBUTES_SEQUENCE).stream()
                                .flatMap(item -> item.string(tag).stream())
                                .findFirst();
            }
            if (found.isPresent()) {
                return cut(found, atMost);
            }
        }
        return Optional.empty();
    }

    List<String> texts(int tag, int atMostValues, int atMost) {
        return dataSet.strings(tag).stream()
                .limit(atMostValues)
                .map(value -> cut(Optional.of(value), atMost).orElseThrow())
                .toList();
    }

    Integer integer(int tag) {
        var value = dataSet.integer(tag);
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
    }

    /// One of these words, in upper case.
    Optional<String> word(int tag, Set<String> words) {
        return dataSet.string(tag).map(String::toUpperCase).filter(words::contains);
    }

    /// A code string, in upper case.
    Optional<String> code(int tag) {
        return dataSet.string(tag)
                .map(text -> text.toUpperCase(Locale.ROOT))
                .filter(text -> CODE.matcher(text).matches());
    }

    /// All of exactly so many finite numbers, or none.
    List<Double> numbers(int tag, int count) {
        var values = dataSet.numbers(tag);
        var numbers = new ArrayList<Double>(count);
        for (double value : values) {
            if (Double.isFinite(value)) {
                numbers.add(value);
            }
        }
        return values.length == count && numbers.size() == count ? numbers : List.of();
    }

    int frames() {
        OptionalInt frames = dataSet.integer(Tag.NUMBER_OF_FRAMES);
        return Math.max(1, frames.orElse(1));
    }

    /// Study date and time as `yyyyMMddHHmmss`; midnight where only the date is known.
    Optional<String> studyDateTime() {
        return date(Tag.STUDY_DATE)
                .map(day -> day.format(DateTimeFormatter.BASIC_ISO_DATE) + time());
    }

    /// Patient's Age as written, else from birth and study date, in the unit that says most.
    Optional<String> age() {
        var written = dataSet.string(Tag.PATIENT_AGE).filter(age -> AGE.matcher(age).matches());
        return written.isPresent()
                ? written
                : date(Tag.PATIENT_BIRTH_DATE)
                        .flatMap(born -> date(Tag.STUDY_DATE).flatMap(on -> age(born, on)));
    }

    private static Optional<String> age(LocalDate born, LocalDate on) {
        long days = ChronoUnit.DAYS.between(born, on);
        int years = Period.between(born, on).getYears();
        long months = Period.between(born, on).toTotalMonths();
        if (days < 0 || years > 150) {
            return Optional.empty();
        }
        return Optional.of(
                years >= 2
                        ? "%03dY".formatted(years)
                        : months >= 3 ? "%03dM".formatted(months) : "%03dD".formatted(days));
    }

    /// A date (PS3.5 §6.2, DA), also in the form of ACR-NEMA with dots.
    private Optional<LocalDate> date(int tag) {
        return dataSet.string(tag)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(
                                        LocalDate.parse(
                                                text.replace(".", ""),
                                                DateTimeFormatter.BASIC_ISO_DATE));
                            } catch (DateTimeParseException notADate) {
                                return Optional.empty();
                            }
                        });
    }

    private String time() {
        var digits =
                dataSet.string(Tag.STUDY_TIME)
                        .filter(time -> TIME.matcher(time).matches())
                        .map(time -> time.replace(":", "").replaceAll("\\..*", ""))
                        .orElse("");
        return digits + "0".repeat(TIME_DIGITS - digits.length());
    }

    private static Optional<String> cut(Optional<String> text, int atMost) {
        return text.map(all -> all.length() <= atMost ? all : all.substring(0, atMost));
    }
}
