// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.modality.phantom.Exam;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What became of the studies, by exam, for people and for programs.
final class Summary implements HospitalListener {
    private static final class Row {
        private int begun;
        private int sent;
        private int refused;
        private long instances;
        private long missing;
    }

    private final Map<Exam, Row> rows = new EnumMap<>(Exam.class);
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final long start = System.nanoTime();
    private String waitingFor = "";

    private Row row(SimulatedStudy study) {
        return rows.computeIfAbsent(study.exam(), _ -> new Row());
    }

    @Override
    public synchronized void begun(SimulatedStudy study, Station station, int instances) {
        row(study).begun++;
    }

    @Override
    public synchronized void sent(SimulatedStudy study, Station station, int instances) {
        row(study).sent++;
        row(study).instances += instances;
        waitingFor = "";
    }

    @Override
    public synchronized void refused(
            SimulatedStudy study, Station station, int missing, String why) {
        row(study).refused++;
        row(study).missing += missing;
        reasons.merge(why, missing, Integer::sum);
    }

    @Override
    public synchronized void waiting(Station station, String why) {
        waitingFor = "  waiting: " + why;
    }

    /// Everything that was begun has arrived, and that is something.
    synchronized boolean isComplete() {
        return !rows.isEmpty() && rows.values().stream().allMatch(row -> row.sent == row.begun);
    }

    synchronized String progress(HospitalCounts counts) {
        return "%d studies sent, %d under way, %d refused  %d instances, %.1f MB%s"
                .formatted(
                        counts.sent(),
                        counts.begun() - counts.sent() - counts.refused(),
                        counts.refused(),
                        counts.instances(),
                        counts.bytes() / 1e6,
                        waitingFor);
    }

    synchronized String table() {
        var text = new StringBuilder();
        text.append("exam          studies  accepted  instances  not accepted\n");
        rows.forEach(
                (exam, row) ->
                        text.append(
                                "%-12s %8d %9d %10d %13d%n"
                                        .formatted(
                                                exam.name().toLowerCase(Locale.ROOT),
                                                row.begun,
                                                row.sent,
                                                row.instances,
                                                row.missing)));
        reasons.forEach((why, count) -> text.append("%d × %s%n".formatted(count, why)));
        long begun = rows.values().stream().mapToLong(row -> row.begun).sum();
        long ended = rows.values().stream().mapToLong(row -> row.sent + row.refused).sum();
        if (ended < begun) {
            text.append("%d studies were cut short%n".formatted(begun - ended));
        }
        text.append("in %.1f s".formatted(seconds()));
        return text.toString();
    }

    synchronized String json() {
        var exams =
                rows.entrySet().stream()
                        .map(
                                entry ->
                                        "\"%s\": {\"studies\": %d, \"accepted\": %d, \"instances\": %d, \"notAccepted\": %d}"
                                                .formatted(
                                                        entry.getKey()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT),
                                                        entry.getValue().begun,
                                                        entry.getValue().sent,
                                                        entry.getValue().instances,
                                                        entry.getValue().missing))
                        .toList();
        return String.format(
                Locale.ROOT,
                "{\"complete\": %s, \"seconds\": %.3f, \"exams\": {%s}}",
                isComplete(),
                seconds(),
                String.join(", ", exams));
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
