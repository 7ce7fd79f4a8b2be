// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.assembly;

import io.radfm.events.ClosedBy;
import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyPhase;
import io.radfm.events.StudyRecord;
import io.radfm.streams.assembly.StudyMachine.Change;
import io.radfm.streams.assembly.StudyMachine.Moment;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The studies of one partition, assembled by its events alone: what the streams role comes to when
/// it reads the same records without a break. Not for several threads.
///
/// Every arrival moves the event clock; what is due by it closes before the arrival counts. At the
/// end of the records every open study closes: no image of it can come any more.
public final class EventAssembly {
    private final StudyPolicy policy;
    private final Instances instances;
    private final Closed closed;
    private final Map<Key, Known> studies = new HashMap<>();
    private final TreeSet<Known> alarms =
            new TreeSet<>(
                    Comparator.comparingLong((Known study) -> study.alarm)
                            .thenComparing(study -> study.key.patient)
                            .thenComparing(study -> study.key.study));
    private long clock;

    /// Where instances are kept, each under its study and SOP Instance UID.
    public interface Instances {
        Optional<InstanceReceived> get(InstanceReceived arrived) throws IOException;

        void put(InstanceReceived arrived) throws IOException;

        /// Forgets all of a study.
        void drop(StudyRecord study);
    }

    /// Is given each study that closed; its instances are there until it returns.
    public interface Closed {
        void take(StudyRecord study, ClosedBy by, long at) throws IOException;
    }

    private record Key(String patient, String study) {}

    private static final class Known {
        private final Key key;
        private StudyRecord study;
        private long alarm;

        Known(Key key) {
            this.key = key;
        }
    }

    public EventAssembly(StudyPolicy policy, Instances instances, Closed closed) {
        this.policy = policy;
        this.instances = instances;
        this.closed = closed;
    }

    /// The next record of the partition.
    ///
    /// @throws UnusableRecord for one that the role passes on as a dead letter
    public void receive(InstanceReceived arrived) throws IOException {
        Usable.check(arrived.getPatientKey(), arrived);
        clock = Math.max(clock, arrived.getReceivedAt().toEpochMilli());
        ring(clock);
        var key = new Key(arrived.getPatientKey(), arrived.getStudyInstanceUid());
        var known = studies.get(key);
        var before = known == null ? Optional.<StudyRecord>empty() : Optional.of(known.study);
        var twin = instances.get(arrived);
        var study = StudyMachine.receive(before, arrived, twin, new Moment(clock, clock));
        Usable.require(
                study.getInstances() <= policy.assembly().maxInstances(),
                "study has too many instances");
        Usable.require(
                study.getSeries().size() <= policy.assembly().maxSeries(),
                "study has too many series");
        var change = StudyMachine.compare(arrived, twin);
        if (change == Change.NEW || change == Change.REPLACED) {
            instances.put(arrived);
        }
        boolean opens =
                study.getPhase() == StudyPhase.OPEN
                        && before.map(StudyRecord::getPhase).orElse(null) != StudyPhase.OPEN;
        if (known == null) {
            known = new Known(key);
            studies.put(key, known);
        }
        known.study = study;
        if (opens) {
            alarm(known, clock + policy.assembly().quietMillis(study.getSeries()));
        }
    }

    /// After the last record.
    public void end() throws IOException {
        while (!alarms.isEmpty() && alarms.first().alarm < Sight.NEVER) {
            var next = alarms.pollFirst();
            if (next.study.getPhase() == StudyPhase.OPEN) {
                decide(next, Sight.NEVER - 1);
            }
        }
    }

    /// Everything that is due, in the order of its time.
    private void ring(long now) throws IOException {
        while (!alarms.isEmpty() && alarms.first().alarm <= now) {
            var next = alarms.pollFirst();
            switch (next.study.getPhase()) {
                case OPEN -> decide(next, now);
                case CLOSED -> forget(next, now);
                case FORGOTTEN -> studies.remove(next.key);
            }
        }
    }

    private void decide(Known known, long now) throws IOException {
        switch (policy.assembly().byEvents(known.study, now, Sight.OF_EVENTS_ALONE)) {
            case Verdict.Close(ClosedBy by, long at) -> {
                known.study = StudyMachine.close(known.study, by == ClosedBy.DEADLINE);
                closed.take(known.study, by, at);
                long since = Math.max(clock, known.study.getActiveAt());
                alarm(known, since + policy.retention().settled().toMillis());
            }
            case Verdict.Wait(long until) -> alarm(known, until);
        }
    }

    /// As if its draft was out.
    private void forget(Known known, long now) {
        instances.drop(known.study);
        known.study = StudyMachine.forget(known.study);
        alarm(known, now + policy.retention().revision().toMillis());
    }

    private void alarm(Known known, long at) {
        alarms.remove(known);
        known.alarm = at;
        alarms.add(known);
    }
}
