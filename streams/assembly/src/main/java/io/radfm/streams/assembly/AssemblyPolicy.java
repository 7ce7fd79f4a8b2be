// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import io.radfm.events.ClosedBy;
import io.radfm.events.SeriesSummary;
import io.radfm.events.StudyRecord;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// When an open study is closed: after its modality's quiet time, or at the hard deadline.
///
/// Two clocks can end the wait. The *event clock* of a partition is the latest arrival time read
/// from it; it decides alone in a replay and while the role is behind, so the result does not
/// depend on how fast records are read. The *wall clock* closes the last study of a quiet night; it
/// counts only time in which the partition was read to its end and watched ([Sight]).
///
/// @param quietTimes quiet time by modality
/// @param otherQuietTime quiet time of the modalities not listed
/// @param deadline a revision that has been open for so long is closed as partial
/// @param maxInstances a study takes no more distinct instances than this
/// @param maxSeries nor more series
public record AssemblyPolicy(
        Map<String, Duration> quietTimes,
        Duration otherQuietTime,
        Duration deadline,
        int maxInstances,
        int maxSeries) {

    public AssemblyPolicy {
        quietTimes = Map.copyOf(quietTimes);
    }

    /// The longest quiet time of the modalities that the study has so far.
    public long quietMillis(List<SeriesSummary> series) {
        return series.stream()
                .map(one -> quietTimes.getOrDefault(one.getModality(), otherQuietTime))
                .mapToLong(Duration::toMillis)
                .max()
                .orElse(otherQuietTime.toMillis());
    }

    /// Decides by the event clock of the study's partition.
    public Verdict byEvents(StudyRecord study, long now, Sight sight) {
        long quiet = sight.countsFrom(study.getActiveAt(), now) + quietMillis(study.getSeries());
        long deadlineAt = sight.countsFrom(study.getOpenedAt(), now) + deadline.toMillis();
        long due = Math.min(quiet, deadlineAt);
        if (now < due) {
            return new Verdict.Wait(due);
        }
        return new Verdict.Close(
                quiet <= deadlineAt ? ClosedBy.QUIET_TIME : ClosedBy.DEADLINE, due);
    }

    /// Decides by the wall clock. A study that keeps receiving is left to [#byEvents].
    public Verdict byWall(StudyRecord study, Sight sight) {
        long seen = sight.caughtUpAt();
        long due = sight.countsFrom(study.getProcessedAt(), seen) + quietMillis(study.getSeries());
        return seen < due ? new Verdict.Wait(due) : new Verdict.Close(ClosedBy.QUIET_TIME, seen);
    }
}
