// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.outcomes;

import io.radfm.events.Acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Outcomes summed up for each version of a model, the one signed about last first, and in steps of
/// time.
///
/// @param reports studies with a draft and a signed report
/// @param stepSeconds length of a step of [Point]s: five minutes, an hour or a day (UTC), whichever
///   shows all of the time in few points
public record AcceptanceOverTime(int reports, long stepSeconds, List<OfModel> models) {
    private static final int MOST_POINTS = 60;
    private static final List<Duration> STEPS =
            List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(1));

    /// @param accepted as drafted or edited
    /// @param labelF1 mean agreement of the labels, 0 to 1
    /// @param wordEdit mean share of words that were changed, 0 to 1
    /// @param points steps in which reports were signed, the last sixty, in order of time
    public record OfModel(
            String name,
            String version,
            int reports,
            int accepted,
            int asDrafted,
            int edited,
            int rewritten,
            double labelF1,
            double wordEdit,
            String signedLast,
            List<Point> points) {}

    /// @param at when the step begins, ISO 8601 in UTC
    public record Point(String at, int reports, int accepted) {}

    static AcceptanceOverTime of(List<Outcome> outcomes) {
        var step = step(outcomes);
        var models =
                outcomes.stream().collect(Collectors.groupingBy(Outcome::model)).values().stream()
                        .sorted(Comparator.comparing(AcceptanceOverTime::last).reversed())
                        .map(ofModel -> sum(ofModel, step))
                        .toList();
        return new AcceptanceOverTime(outcomes.size(), step.toSeconds(), models);
    }

    private static Duration step(List<Outcome> outcomes) {
        var times = outcomes.stream().mapToLong(it -> it.signedAt().getEpochSecond());
        var range = times.summaryStatistics();
        long seconds = outcomes.isEmpty() ? 0 : range.getMax() - range.getMin();
        return STEPS.stream()
                .filter(step -> seconds / step.toSeconds() < MOST_POINTS)
                .findFirst()
                .orElse(STEPS.getLast());
    }

    private static Instant last(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(Outcome::signedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static OfModel sum(List<Outcome> outcomes, Duration step) {
        var model = outcomes.getFirst().model();
        int asDrafted = count(outcomes, Acceptance.AS_DRAFTED);
        int edited = count(outcomes, Acceptance.EDITED);
        return new OfModel(
                model.name(),
                model.version(),
                outcomes.size(),
                asDrafted + edited,
                asDrafted,
                edited,
                count(outcomes, Acceptance.REWRITTEN),
                outcomes.stream().mapToDouble(Outcome::labelF1).average().orElseThrow(),
                outcomes.stream().mapToDouble(Outcome::wordEdit).average().orElseThrow(),
                last(outcomes).toString(),
                points(outcomes, step));
    }

    private static int count(List<Outcome> outcomes, Acceptance acceptance) {
        return (int) outcomes.stream().filter(it -> it.acceptance() == acceptance).count();
    }

    private static List<Point> points(List<Outcome> outcomes, Duration step) {
        long seconds = step.toSeconds();
        var steps =
                outcomes.stream()
                        .collect(
                                Collectors.groupingBy(
                                        it ->
                                                Math.floorDiv(
                                                        it.signedAt().getEpochSecond(), seconds),
                                        TreeMap::new,
                                        Collectors.toList()));
        return steps.entrySet().stream()
                .skip(Math.max(0, steps.size() - MOST_POINTS))
                .map(it -> point(Instant.ofEpochSecond(it.getKey() * seconds), it.getValue()))
                .toList();
    }

    private static Point point(Instant at, List<Outcome> outcomes) {
        int accepted = (int) outcomes.stream().filter(Outcome::isAccepted).count();
        return new Point(at.toString(), outcomes.size(), accepted);
    }
}
