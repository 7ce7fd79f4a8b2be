// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.training.sample.Sample.Acquired;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a sample retains of when and by what its images were made.
record Acquisition(Retained retained, Pseudonyms pseudonyms) {
    private static final int LONGEST = 64;
    private static final int EARLIEST = 1900;
    private static final int LATEST = 2200;

    Acquired of(DataSet header, String patientKey, CleanTexts texts) {
        var date =
                retained.dates() == Retained.Dates.REMOVE
                        ? Optional.<LocalDate>empty()
                        : date(header).map(taken -> told(taken, patientKey));
        return new Acquired(date, retained.device() ? device(header, texts) : "");
    }

    private LocalDate told(LocalDate taken, String patientKey) {
        return retained.dates() == Retained.Dates.KEEP
                ? taken
                : taken.minusDays(pseudonyms.days(patientKey));
    }

    /// Study Date (0008,0020) in the form of VR DA; another form is none.
    private static Optional<LocalDate> date(DataSet header) {
        try {
            return header.string(Tag.STUDY_DATE)
                    .map(text -> LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE))
                    .filter(date -> date.getYear() >= EARLIEST && date.getYear() <= LATEST);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Manufacturer (0008,0070) and Manufacturer's Model Name (0008,1090), scrubbed.
    private static String device(DataSet header, CleanTexts texts) {
        return Stream.of(Tag.MANUFACTURER, Tag.MANUFACTURER_MODEL_NAME)
                .flatMap(tag -> header.string(tag).stream())
                .map(texts::line)
                .map(line -> line.substring(0, Math.min(LONGEST, line.length())).strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
