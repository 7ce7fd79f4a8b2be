// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.training.replay.Study.Event;
import io.radfm.training.sample.Sample.Source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What holds of a study's reports: the final report signed last, or the correction that took its
/// place, with what was added to it afterwards. Preliminary ones are not signed and say nothing.
///
/// @param places of every record it is made of
record SignedReport(Sections sections, List<Source.Record> places) {
    private static final Comparator<Event<RadiologyReport>> BY_TIME =
            Comparator.comparing((Event<RadiologyReport> each) -> each.value().getSignedAt())
                    .thenComparing(each -> each.place().partition())
                    .thenComparing(each -> each.place().offset());

    static Optional<SignedReport> of(List<Event<RadiologyReport>> versions) {
        var base = versions.stream().filter(each -> isWhole(each.value().getStatus())).max(BY_TIME);
        return base.map(signed -> of(signed, versions));
    }

    private static boolean isWhole(ReportStatus status) {
        return status == ReportStatus.FINAL || status == ReportStatus.CORRECTED;
    }

    private static SignedReport of(
            Event<RadiologyReport> base, List<Event<RadiologyReport>> versions) {
        var sections = Sections.of(base.value());
        var places = new ArrayList<>(List.of(base.place()));
        var addenda =
                versions.stream()
                        .filter(each -> each.value().getStatus() == ReportStatus.ADDENDUM)
                        .filter(each -> BY_TIME.compare(each, base) > 0)
                        .sorted(BY_TIME)
                        .toList();
        for (var addendum : addenda) {
            sections = sections.and(Sections.of(addendum.value()));
            places.add(addendum.place());
        }
        return new SignedReport(sections, places);
    }
}
