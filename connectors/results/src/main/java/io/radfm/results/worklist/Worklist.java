// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.worklist;

import io.radfm.events.Draft;
import io.radfm.events.DraftProgress;
import io.radfm.events.StudyState;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// The newest studies, at most `limit`: the oldest leaves when a newer one comes. Any thread may
/// call; readers see each study whole.
public final class Worklist {
    private record Place(Instant arrivedAt, String uid) {
        static Place of(Study study) {
            return new Place(study.arrivedAt(), study.uid());
        }
    }

    private static final Comparator<Place> NEWEST_FIRST =
            Comparator.comparing(Place::arrivedAt).reversed().thenComparing(Place::uid);

    private final int limit;
    private final Map<String, Study> studies = new HashMap<>();
    private final TreeSet<Place> order = new TreeSet<>(NEWEST_FIRST);
    private final List<Changes> listeners = new CopyOnWriteArrayList<>();

    public Worklist(int limit) {
        this.limit = limit;
    }

    public void apply(StudyState state) {
        change(
                state.getStudyInstanceUid(),
                known -> known == null ? Study.of(state) : known.with(state));
    }

    public void apply(Draft outcome) {
        change(
                outcome.getStudyInstanceUid(),
                known -> known == null ? Study.of(outcome) : known.with(outcome));
    }

    /// Of a study that is not in the list nothing is kept.
    public void apply(DraftProgress progress) {
        var uid = progress.getStudyInstanceUid();
        synchronized (this) {
            var before = studies.get(uid);
            var after = before == null ? null : before.with(progress);
            if (after == before || after.unfinished().isEmpty()) {
                return;
            }
            studies.put(uid, after);
        }
        listeners.forEach(listener -> listener.changed(uid));
    }

    public synchronized List<Study> newestFirst() {
        return order.stream().map(place -> studies.get(place.uid())).toList();
    }

    public synchronized Optional<Study> study(String uid) {
        return Optional.ofNullable(studies.get(uid));
    }

    /// Every change from now on, until the listener is closed.
    public Changes listen() {
        var changes = new Changes(listeners::remove);
        listeners.add(changes);
        return changes;
    }

    /// Tells the listeners that something shown beside a study changed, for example its delivery.
    public void touch(String uid) {
        if (study(uid).isPresent()) {
            listeners.forEach(listener -> listener.changed(uid));
        }
    }

    private void change(String uid, Function<Study, Study> step) {
        String evicted = null;
        synchronized (this) {
            var before = studies.get(uid);
            var after = step.apply(before);
            if (before != null) {
                order.remove(Place.of(before));
            }
            studies.put(uid, after);
            order.add(Place.of(after));
            if (order.size() > limit) {
                evicted = order.pollLast().uid();
                studies.remove(evicted);
            }
        }
        for (var listener : listeners) {
            listener.changed(uid);
            if (evicted != null) {
                listener.changed(evicted);
            }
        }
    }
}
