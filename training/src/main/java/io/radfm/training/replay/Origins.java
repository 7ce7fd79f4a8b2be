// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.InstanceRef;
import io.radfm.events.ScanSegment;
import io.radfm.training.replay.Study.Event;
import io.radfm.training.sample.Sample.Source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All that a study's samples come from.
final class Origins {
    private Origins() {}

    /// The records, then every object that was looked at.
    static List<Source> of(Study study, SignedReport report, List<Object> shown, Counts counts) {
        var sources = new LinkedHashSet<Source>();
        sources.addAll(study.origins());
        sources.addAll(report.places());
        accepted(study, report)
                .ifPresent(
                        place -> {
                            counts.add("drafts-signed-unchanged");
                            sources.add(place);
                        });
        sources.add(new Source.Object(study.context().value().getHeader().getDigest()));
        instances(shown).forEach(it -> sources.add(new Source.Object(it.getDigest())));
        return List.copyOf(sources);
    }

    static Stream<InstanceRef> instances(List<Object> segments) {
        return segments.stream()
                .filter(ScanSegment.class::isInstance)
                .flatMap(scan -> ((ScanSegment) scan).getInstances().stream());
    }

    /// The draft that was signed as it was: then the report comes from a model, too.
    private static Optional<Source.Record> accepted(Study study, SignedReport report) {
        var signed = words(report.sections().findings(), report.sections().impression());
        return study.drafts().stream()
                .filter(draft -> draft.value().getText() != null)
                .filter(
                        draft -> {
                            var text = draft.value().getText();
                            return signed.equals(words(text.getFindings(), text.getImpression()));
                        })
                .map(Event::place)
                .findFirst();
    }

    private static String words(String findings, String impression) {
        var text =
                (findings == null ? "" : findings) + " " + (impression == null ? "" : impression);
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]+", " ").strip();
    }
}
