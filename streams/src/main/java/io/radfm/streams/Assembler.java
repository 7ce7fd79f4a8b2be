// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.ClosedBy;
import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyPhase;
import io.radfm.events.StudyRecord;
import io.radfm.events.StudyStage;
import io.radfm.streams.assembly.AssemblyPolicy;
import io.radfm.streams.assembly.Retention;
import io.radfm.streams.assembly.Sight;
import io.radfm.streams.assembly.StudyMachine;
import io.radfm.streams.assembly.StudyMachine.Change;
import io.radfm.streams.assembly.StudyMachine.Moment;
import io.radfm.streams.assembly.Usable;
import io.radfm.streams.assembly.Verdict;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes interleaved studies apart, and says when each is complete. An arrival costs one read and
/// two writes, whatever the size of its study. Open studies, and only they, are kept at hand beside
/// the store: every arrival and every tick looks at them.
final class Assembler implements Processor<String, InstanceReceived, String, Outcome> {
    private static final Duration TICK = Duration.ofMillis(200);

    /// study.states hears about an open study at most so often.
    private static final long SHOWN_EVERY_MILLIS = 1_000;

    /// After so much silence an open study is shown as assembling rather than receiving.
    private static final long RECEIVING_MILLIS = 2_000;

    /// While nothing can be decided, the event clock looks at a study this often.
    private static final long LOOK_AGAIN_MILLIS = 10_000;

    /// An arrival time further ahead of our own clock is a wrong clock, and does not move ours.
    private static final long MAX_AHEAD_MILLIS = 60_000;

    private final AssemblyPolicy policy;
    private final Watch watch;
    private final Forgetting forgetting;
    private final StudyMetrics metrics;

    private ProcessorContext<String, Outcome> context;
    private StudyStores stores;
    private long clock;
    private long nextAlarm;

    /// What the store says of open studies, in the order in which they opened.
    private final Map<StudyId, StudyRecord> open = new LinkedHashMap<>();

    private boolean read;

    /// How far the silence of a partition may be believed now.
    @FunctionalInterface
    interface Watch {
        Sight sight(int partition, long now);
    }

    Assembler(AssemblyPolicy policy, Retention retention, Watch watch, StudyMetrics metrics) {
        this.policy = policy;
        this.watch = watch;
        this.forgetting = new Forgetting(retention);
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Outcome> context) {
        this.context = context;
        this.stores = new StudyStores(context);
        this.nextAlarm = 0; // not known yet: the first arrival looks
        leaveOpen();
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    /// Takes up what was open when the task was last at work.
    private void readOpen() {
        if (read) {
            return;
        }
        read = true;
        for (var alarm : stores.due(Alarm.Kind.OPEN, Sight.NEVER)) {
            stores.study(alarm.study()).ifPresent(study -> open.put(alarm.study(), study));
        }
        metrics.open(open.size());
    }

    @Override
    public void process(Record<String, InstanceReceived> record) {
        Usable.check(record.key(), record.value());
        readOpen();
        var instance = record.value();
        long wall = context.currentSystemTimeMs();
        long arrived = instance.getReceivedAt().toEpochMilli();
        clock = Math.max(clock, Math.min(arrived, wall + MAX_AHEAD_MILLIS));
        ring(wall);
        receive(instance, new Moment(clock, wall));
    }

    private void receive(InstanceReceived instance, Moment now) {
        var id = new StudyId(instance.getPatientKey(), instance.getStudyInstanceUid());
        var known = stores.instance(id, instance.getInstance().getSopInstanceUid());
        var before = study(id);
        var study = StudyMachine.receive(before, instance, known, now);
        Usable.require(
                study.getInstances() <= policy.maxInstances(), "study has too many instances");
        Usable.require(study.getSeries().size() <= policy.maxSeries(), "study has too many series");
        var change = StudyMachine.compare(instance, known);
        metrics.arrived(change);
        if (change == Change.NEW || change == Change.REPLACED) {
            stores.put(id, instance);
        }
        boolean opens =
                study.getPhase() == StudyPhase.OPEN
                        && before.map(StudyRecord::getPhase).orElse(null) != StudyPhase.OPEN;
        if (opens) {
            metrics.open(1);
            var shown = Shown.at(study, StudyStage.RECEIVED, now.wall());
            alarm(before.orElse(null), shown, now.event() + policy.quietMillis(study.getSeries()));
            forward(study, Shown.of(shown), now.event());
        } else if (study.getPhase() != StudyPhase.OPEN && study.getChanged()) {
            // an outdated object: the study stays as it is, the conflict is seen
            var shown = Shown.at(study, study.getStage(), now.wall());
            put(shown);
            forward(study, Shown.of(shown), now.event());
        } else {
            put(study);
        }
    }

    /// Everything that is due by the event clock.
    private void ring(long wall) {
        if (clock < nextAlarm) {
            return;
        }
        for (var alarm : stores.due(Alarm.Kind.OPEN, clock)) {
            study(alarm.study()).ifPresent(study -> decideByEvents(study, wall));
        }
        for (var alarm : stores.due(Alarm.Kind.KEPT, clock)) {
            stores.study(alarm.study()).ifPresent(this::retire);
        }
        nextAlarm = stores.earliestAlarm();
    }

    private void decideByEvents(StudyRecord study, long wall) {
        switch (policy.byEvents(study, clock, watch.sight(context.taskId().partition(), wall))) {
            case Verdict.Close close -> close(study, close);
            case Verdict.Wait wait -> {
                // while blind there is no due time yet
                boolean known = wait.until() < Sight.NEVER;
                alarm(study, study, known ? wait.until() : clock + LOOK_AGAIN_MILLIS);
            }
        }
    }

    /// What the wall clock decides: the last study of a quiet night, and what worklists show.
    private void tick(long wall) {
        readOpen();
        var sight = watch.sight(context.taskId().partition(), wall);
        for (var study : List.copyOf(open.values())) {
            if (policy.byWall(study, sight) instanceof Verdict.Close close) {
                close(study, close);
            } else {
                show(study, wall);
            }
        }
    }

    private void show(StudyRecord study, long wall) {
        boolean receiving = wall - study.getProcessedAt() < RECEIVING_MILLIS;
        var stage = receiving ? StudyStage.RECEIVED : StudyStage.ASSEMBLING;
        boolean news = study.getChanged() || stage != study.getStage();
        if (news && wall - study.getShownAt() >= SHOWN_EVERY_MILLIS) {
            var shown = Shown.at(study, stage, wall);
            put(shown);
            forward(study, Shown.of(shown), Math.max(clock, study.getActiveAt()));
        }
    }

    private void close(StudyRecord study, Verdict.Close close) {
        boolean partial = close.by() == ClosedBy.DEADLINE;
        var closed = StudyMachine.close(study, partial);
        long keptUntil = Math.max(clock, study.getActiveAt()) + forgetting.settledMillis();
        closed = alarm(study, closed, keptUntil);
        metrics.open(-1);
        metrics.closed(close.by());
        forward(study, new Outcome.StudyClosed(closed, close.by(), close.at()), close.at());
    }

    private void retire(StudyRecord study) {
        var retired = forgetting.retire(study, stores.pending(StudyId.of(study)), clock);
        retired.outcomes().forEach(outcome -> forward(study, outcome, clock));
        retired.settled().forEach(pending -> stores.put(StudyId.of(study), pending));
        switch (retired.next()) {
            case Forgetting.Keep keep -> alarm(study, keep.study(), keep.until());
            case Forgetting.Forget forget -> {
                stores.dropContents(StudyId.of(study));
                alarm(study, forget.study(), forget.until());
            }
            case Forgetting.Drop _ -> {
                stores.drop(study);
                forward(study, Shown.gone(study), clock);
            }
        }
    }

    private Optional<StudyRecord> study(StudyId id) {
        return Optional.ofNullable(open.get(id)).or(() -> stores.study(id));
    }

    private void put(StudyRecord study) {
        stores.put(study);
        remember(study);
    }

    private StudyRecord alarm(StudyRecord before, StudyRecord study, long at) {
        nextAlarm = Math.min(nextAlarm, at);
        var set = stores.alarm(before, study, at);
        remember(set);
        return set;
    }

    private void remember(StudyRecord study) {
        if (study.getPhase() == StudyPhase.OPEN) {
            open.put(StudyId.of(study), study);
        } else {
            open.remove(StudyId.of(study));
        }
    }

    private void forward(StudyRecord study, Outcome outcome, long at) {
        context.forward(new Record<>(study.getPatientKey(), outcome, Math.max(0, at)));
    }

    private void leaveOpen() {
        metrics.open(-open.size());
        open.clear();
        read = false;
    }

    @Override
    public void close() {
        leaveOpen();
    }
}
