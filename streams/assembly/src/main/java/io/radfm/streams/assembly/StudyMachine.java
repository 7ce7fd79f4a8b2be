// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import io.radfm.events.InstanceReceived;
import io.radfm.events.Priority;
import io.radfm.events.SeriesSummary;
import io.radfm.events.StudyPhase;
import io.radfm.events.StudyRecord;
import io.radfm.events.StudyStage;
import io.radfm.streams.composition.CleanText;
import io.radfm.streams.composition.ReadingOrder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What events do to the state of one study. Pure functions; the only place where it changes phase.
///
/// ```
///            first image          quiet time, deadline          retention over
///   (none) ──────────────► OPEN ──────────────────────► CLOSED ────────────────► FORGOTTEN
///                            ▲   new or changed image      │                         │
///                            └─────────────────────────────┴─────────────────────────┘
/// ```
public final class StudyMachine {
    private static final int MAX_DESCRIPTION = 200;

    private StudyMachine() {}

    /// What an arrival was.
    public enum Change {
        /// A SOP instance not seen before.
        NEW,
        /// The same SOP instance with the same bytes: changes nothing, but an open study stays
        /// open.
        DUPLICATE,
        /// The same SOP instance with other bytes, newer than those we had: replaces them.
        REPLACED,
        /// The same SOP instance with other bytes, older than those we have: only counted.
        OUTDATED
    }

    /// When something happened.
    ///
    /// @param event the partition's event clock
    /// @param wall the role's clock
    public record Moment(long event, long wall) {}

    /// How an arrival compares with the instance known under the same UID.
    public static Change compare(InstanceReceived arrived, Optional<InstanceReceived> known) {
        if (known.isEmpty()) {
            return Change.NEW;
        }
        var mine = arrived.getInstance().getDigest();
        var theirs = known.get().getInstance().getDigest();
        if (mine.equals(theirs)) {
            return Change.DUPLICATE;
        }
        int newer = arrived.getReceivedAt().compareTo(known.get().getReceivedAt());
        return newer > 0 || newer == 0 && mine.compareTo(theirs) > 0
                ? Change.REPLACED
                : Change.OUTDATED;
    }

    /// The study after an arrival; the caller keeps the instance where it is new or replaced.
    public static StudyRecord receive(
            Optional<StudyRecord> before,
            InstanceReceived arrived,
            Optional<InstanceReceived> known,
            Moment now) {
        var study = before.map(StudyRecord::newBuilder).orElseGet(() -> created(arrived, now));
        var change = compare(arrived, known);
        if (change == Change.DUPLICATE && study.getPhase() != StudyPhase.OPEN) {
            return study.build();
        }
        study.setActiveAt(Math.max(study.getActiveAt(), now.event())).setProcessedAt(now.wall());
        if (change == Change.DUPLICATE) {
            return study.build();
        }
        study.setChanged(true);
        if (known.isPresent()) {
            study.setConflicts(study.getConflicts() + 1);
        }
        if (change == Change.OUTDATED) {
            return study.build();
        }
        if (study.getPhase() != StudyPhase.OPEN) {
            study.setPhase(StudyPhase.OPEN).setOpenedAt(now.event());
        }
        var series = new ArrayList<>(study.getSeries());
        known.ifPresent(old -> count(series, old, -1));
        count(series, arrived, 1);
        long receivedAt = arrived.getReceivedAt().toEpochMilli();
        return study.setStage(StudyStage.RECEIVED)
                .setFailure(null)
                .setInstances(study.getInstances() + (known.isEmpty() ? 1 : 0))
                .setFirstReceivedAt(Math.min(study.getFirstReceivedAt(), receivedAt))
                .setLastReceivedAt(Math.max(study.getLastReceivedAt(), receivedAt))
                .setPriority(higher(study.getPriority(), arrived.getPriority()))
                .setSeries(series)
                .setModality(ReadingOrder.mainModality(series))
                .setDescription(
                        study.getDescription() != null
                                ? study.getDescription()
                                : CleanText.orNull(arrived.getStudyDescription(), MAX_DESCRIPTION))
                .setHeader(study.getHeader() != null ? study.getHeader() : arrived.getInstance())
                .build();
    }

    /// The study after its wait is over: one revision more.
    public static StudyRecord close(StudyRecord study, boolean partial) {
        return StudyRecord.newBuilder(study)
                .setPhase(StudyPhase.CLOSED)
                .setRevision(study.getRevision() + 1)
                .setPartial(partial)
                .build();
    }

    /// What is kept of a settled study: enough that a late image does not reuse a revision number.
    public static StudyRecord forget(StudyRecord study) {
        return StudyRecord.newBuilder(study)
                .setPhase(StudyPhase.FORGOTTEN)
                .setSupersedes(null)
                .setInstances(0)
                .setConflicts(0)
                .setChanged(false)
                .setSeries(List.of())
                .setHeader(null)
                .build();
    }

    private static StudyRecord.Builder created(InstanceReceived first, Moment now) {
        long receivedAt = first.getReceivedAt().toEpochMilli();
        return StudyRecord.newBuilder()
                .setPatientKey(first.getPatientKey())
                .setStudyInstanceUid(first.getStudyInstanceUid())
                .setPhase(StudyPhase.OPEN)
                .setStage(StudyStage.RECEIVED)
                .setRevision(0)
                .setFirstReceivedAt(receivedAt)
                .setLastReceivedAt(receivedAt)
                .setOpenedAt(now.event())
                .setActiveAt(now.event())
                .setProcessedAt(now.wall())
                .setAlarmAt(0)
                .setShownAt(0)
                .setChanged(true)
                .setInstances(0)
                .setConflicts(0)
                .setPartial(false)
                .setPriority(Priority.ROUTINE)
                .setModality(first.getModality())
                .setSeries(List.of());
    }

    private static Priority higher(Priority one, Priority other) {
        return one == Priority.STAT ? one : other;
    }

    private static void count(List<SeriesSummary> series, InstanceReceived instance, int by) {
        int at = 0;
        while (at < series.size()
                && !series.get(at).getSeriesInstanceUid().equals(instance.getSeriesInstanceUid())) {
            at++;
        }
        if (at == series.size()) {
            series.add(summary(instance));
            series.sort(ReadingOrder.OF_SERIES);
            return;
        }
        int instances = series.get(at).getInstances() + by;
        if (instances == 0) {
            series.remove(at);
        } else {
            series.set(
                    at, SeriesSummary.newBuilder(series.get(at)).setInstances(instances).build());
        }
    }

    private static SeriesSummary summary(InstanceReceived first) {
        return SeriesSummary.newBuilder()
                .setSeriesInstanceUid(first.getSeriesInstanceUid())
                .setModality(first.getModality())
                .setNumber(first.getSeriesNumber())
                .setDescription(CleanText.orNull(first.getSeriesDescription(), MAX_DESCRIPTION))
                .setInstances(1)
                .setKeyInstance(first.getPixels() ? first.getInstance() : null)
                .build();
    }
}
