// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static java.util.Comparator.comparing;

import io.radfm.events.InstanceReceived;
import io.radfm.events.InstanceRef;
import io.radfm.events.LeftOut;
import io.radfm.events.ScanSegment;
import io.radfm.events.SeriesSummary;
import io.radfm.events.TextSegment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the ordered context of a study from its instances: text first, then the series in reading
/// order, each scan behind a line that names its series; and what is asked about it.
public final class Composer {
    private static final int MAX_DESCRIPTION = 200;

    private final CompositionPolicy policy;

    public Composer(CompositionPolicy policy) {
        this.policy = policy;
    }

    /// @param instances all distinct instances of the study, at least one, in any order
    public Composition compose(Collection<InstanceReceived> instances) {
        var series = inReadingOrder(instances);
        var study = series.stream().flatMap(one -> one.instances().stream()).toList();
        var rules = new LeftOutRules(study);
        var leftOut = new LeftOutCounter();
        var scans = new ArrayList<Scan>();
        for (var one : series) {
            var shown = leftOut.without(one.instances(), rules);
            var found = ScanFinder.in(shown);
            found.odd().forEach(odd -> leftOut.count(odd, "FEW_SLICES"));
            found.doubles().forEach(twin -> leftOut.count(twin, "DUPLICATE"));
            scans.addAll(found.scans());
        }
        var chosen = new ScanChoice(policy).from(scans);
        chosen.over().forEach(over -> leftOut.count(over, "OVER_THE_LIMIT"));
        var summaries = series.stream().map(Series::summary).toList();
        return new Composition(
                segments(study, chosen.scans()),
                leftOut.counted(),
                summaries,
                header(study, chosen.scans()),
                ReadingOrder.mainModality(summaries),
                policy.questions().about(chosen.scans().stream().map(Scan::first).toList()));
    }

    private List<Object> segments(List<InstanceReceived> study, List<Scan> scans) {
        var segments =
                new ArrayList<Object>(ContextText.ofStudy(study, policy.maxTextCharacters()));
        TextSegment last = null;
        for (var scan : scans) {
            var title = ContextText.ofScan(scan.first());
            if (!title.equals(last)) {
                segments.add(title);
                last = title;
            }
            segments.add(segment(scan));
        }
        return segments;
    }

    private static ScanSegment segment(Scan scan) {
        var first = scan.first();
        return ScanSegment.newBuilder()
                .setKind(scan.kind())
                .setSeriesInstanceUid(first.getSeriesInstanceUid())
                .setModality(first.getModality())
                .setDescription(CleanText.orNull(first.getSeriesDescription(), MAX_DESCRIPTION))
                .setInstances(scan.instances().stream().map(InstanceReceived::getInstance).toList())
                .build();
    }

    /// An image the model sees, else any image, else anything.
    private static InstanceRef header(List<InstanceReceived> study, List<Scan> scans) {
        var shown = scans.stream().map(Scan::first);
        return shown.findFirst()
                .or(() -> study.stream().filter(InstanceReceived::getPixels).findFirst())
                .orElseGet(study::getFirst)
                .getInstance();
    }

    /// The series as their instances describe them, whatever arrived first.
    private static List<Series> inReadingOrder(Collection<InstanceReceived> instances) {
        var bySeries = new HashMap<String, List<InstanceReceived>>();
        for (var instance : instances) {
            bySeries.computeIfAbsent(instance.getSeriesInstanceUid(), uid -> new ArrayList<>())
                    .add(instance);
        }
        return bySeries.values().stream()
                .map(Series::of)
                .sorted(comparing(Series::summary, ReadingOrder.OF_SERIES))
                .toList();
    }

    private record Series(List<InstanceReceived> instances, SeriesSummary summary) {
        static Series of(List<InstanceReceived> unordered) {
            var ordered = unordered.stream().sorted(ReadingOrder.OF_INSTANCES).toList();
            var first = ordered.getFirst();
            var summary =
                    SeriesSummary.newBuilder()
                            .setSeriesInstanceUid(first.getSeriesInstanceUid())
                            .setModality(first.getModality())
                            .setNumber(
                                    ordered.stream()
                                            .map(InstanceReceived::getSeriesNumber)
                                            .filter(Objects::nonNull)
                                            .findFirst()
                                            .orElse(null))
                            .setDescription(
                                    ordered.stream()
                                            .map(InstanceReceived::getSeriesDescription)
                                            .map(raw -> CleanText.of(raw, MAX_DESCRIPTION))
                                            .flatMap(Optional::stream)
                                            .findFirst()
                                            .orElse(null))
                            .setInstances(ordered.size())
                            .setKeyInstance(keyInstance(ordered))
                            .build();
            return new Series(ordered, summary);
        }

        private static InstanceRef keyInstance(List<InstanceReceived> ordered) {
            var images = ordered.stream().filter(InstanceReceived::getPixels).toList();
            return images.isEmpty() ? null : images.get(images.size() / 2).getInstance();
        }
    }

    /// Counts what is left out by series and reason.
    private static final class LeftOutCounter {
        private final TreeMap<String, TreeMap<String, Integer>> counts = new TreeMap<>();

        List<InstanceReceived> without(List<InstanceReceived> series, LeftOutRules rules) {
            var shown = new ArrayList<InstanceReceived>();
            for (var instance : series) {
                rules.reason(instance)
                        .ifPresentOrElse(
                                reason -> count(instance, reason), () -> shown.add(instance));
            }
            return shown;
        }

        void count(InstanceReceived instance, String reason) {
            counts.computeIfAbsent(instance.getSeriesInstanceUid(), uid -> new TreeMap<>())
                    .merge(reason, 1, Integer::sum);
        }

        List<LeftOut> counted() {
            var list = new ArrayList<LeftOut>();
            counts.forEach(
                    (series, reasons) ->
                            reasons.forEach(
                                    (reason, count) ->
                                            list.add(new LeftOut(series, count, reason))));
            return list;
        }
    }
}
