// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.events.TextSegment;
import io.radfm.training.labels.Sentences;
import io.radfm.training.sample.Sample.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Texts of a study, scrubbed, on one line, and without what would read as the model's own image
/// tokens.
record CleanTexts(Scrubber scrubber) {
    private static final int LONGEST_ANATOMY = 32;
    private static final String UNWANTED = "[<>\\p{C}\\s]+";

    /// On one line.
    String line(String text) {
        return scrubber.clean(text).replaceAll(UNWANTED, " ").strip();
    }

    /// Sentences, each with its full stop, a space apart; without those of which nothing is left.
    String prose(String text) {
        return Sentences.of(scrubber.clean(text)).stream()
                .filter(sentence -> !sentence.matches("[\\p{P}\\s_]*"))
                .map(sentence -> sentence.replaceAll(UNWANTED, " ").strip())
                .map(sentence -> sentence.matches(".*[.!?:;,]") ? sentence : sentence + ".")
                .collect(Collectors.joining(" "));
    }

    /// Body Part Examined (0018,0015), or empty.
    String anatomy(DataSet header) {
        return header.string(Tag.BODY_PART_EXAMINED)
                .map(part -> line(part).toUpperCase(Locale.ROOT))
                .filter(part -> part.length() <= LONGEST_ANATOMY && !part.contains(Scrubber.GONE))
                .orElse("");
    }

    /// @param shown text and scan segments of a context
    List<Segment> segments(List<Object> shown) {
        var segments = new ArrayList<Segment>();
        int scans = 0;
        for (var each : shown) {
            if (each instanceof TextSegment text) {
                var line = line(text.getText());
                if (!line.isEmpty()) {
                    segments.add(new Segment.Text(line));
                }
            } else {
                segments.add(new Segment.Scan(scans++));
            }
        }
        return segments;
    }

    /// The texts of some roles.
    String of(List<Object> shown, Predicate<String> role) {
        return shown.stream()
                .filter(TextSegment.class::isInstance)
                .map(TextSegment.class::cast)
                .filter(text -> role.test(text.getRole()))
                .map(text -> line(text.getText()))
                .collect(Collectors.joining(" "));
    }
}
