// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.InstanceReceived;
import io.radfm.events.PendingDraft;
import io.radfm.events.StudyRecord;
import io.radfm.streams.assembly.Sight;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the role remembers, in four stores of one partition ([StudyId] has their keys). One
/// processor uses it at a time.
final class StudyStores {
    static final String STUDIES = "studies";
    static final String INSTANCES = "instances";
    static final String ALARMS = "alarms";
    static final String PENDING = "drafts.pending";

    private static final byte[] RINGS = {};

    private final KeyValueStore<Bytes, StudyRecord> studies;
    private final KeyValueStore<Bytes, InstanceReceived> instances;
    private final KeyValueStore<Bytes, byte[]> alarms;
    private final KeyValueStore<Bytes, PendingDraft> pending;

    StudyStores(ProcessingContext context) {
        this.studies = context.getStateStore(STUDIES);
        this.instances = context.getStateStore(INSTANCES);
        this.alarms = context.getStateStore(ALARMS);
        this.pending = context.getStateStore(PENDING);
    }

    /// The study header is cached: a burst of images writes it once per commit.
    static Set<StoreBuilder<?>> builders() {
        return Set.of(
                avro(STUDIES, StudyRecord.class).withCachingEnabled(),
                avro(INSTANCES, InstanceReceived.class).withCachingDisabled(),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(ALARMS),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(Map.of()),
                avro(PENDING, PendingDraft.class).withCachingDisabled());
    }

    private static <T extends SpecificRecord> StoreBuilder<KeyValueStore<Bytes, T>> avro(
            String name, Class<T> type) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name),
                        Serdes.Bytes(),
                        new StateSerde<>(type))
                .withLoggingEnabled(Map.of());
    }

    Optional<StudyRecord> study(StudyId id) {
        return Optional.ofNullable(studies.get(id.key()));
    }

    void put(StudyRecord study) {
        studies.put(StudyId.of(study).key(), study);
    }

    /// Keeps the study and moves its alarm.
    StudyRecord alarm(StudyRecord before, StudyRecord study, long at) {
        if (before != null) {
            alarms.delete(Alarm.of(before).key());
        }
        var set = StudyRecord.newBuilder(study).setAlarmAt(at).build();
        alarms.put(Alarm.of(set).key(), RINGS);
        put(set);
        return set;
    }

    /// No alarm is earlier; perhaps the next one is later.
    long earliestAlarm() {
        return Math.min(earliest(Alarm.Kind.OPEN), earliest(Alarm.Kind.KEPT));
    }

    private long earliest(Alarm.Kind kind) {
        try (var range = alarms.range(Alarm.from(kind, 0), Alarm.from(kind, Sight.NEVER))) {
            return range.hasNext() ? Alarm.parse(range.next().key).at() : Sight.NEVER;
        }
    }

    /// Alarms of this kind that are due, earliest first.
    List<Alarm> due(Alarm.Kind kind, long now) {
        var due = new ArrayList<Alarm>();
        try (var range = alarms.range(Alarm.from(kind, 0), Alarm.from(kind, now + 1))) {
            range.forEachRemaining(entry -> due.add(Alarm.parse(entry.key)));
        }
        return due;
    }

    Optional<InstanceReceived> instance(StudyId id, String sopInstanceUid) {
        return Optional.ofNullable(instances.get(id.instance(sopInstanceUid)));
    }

    void put(StudyId id, InstanceReceived instance) {
        instances.put(id.instance(instance.getInstance().getSopInstanceUid()), instance);
    }

    List<InstanceReceived> instances(StudyId id) {
        return all(instances, id);
    }

    Optional<PendingDraft> pending(StudyId id, int revision) {
        return Optional.ofNullable(pending.get(id.revision(revision)));
    }

    void put(StudyId id, PendingDraft draft) {
        pending.put(id.revision(draft.getRevision()), draft);
    }

    List<PendingDraft> pending(StudyId id) {
        return all(pending, id);
    }

    /// Drops the instances and jobs of a study, and keeps its record.
    void dropContents(StudyId id) {
        drop(instances, id);
        drop(pending, id);
    }

    /// Drops the record of a study and its alarm.
    void drop(StudyRecord study) {
        alarms.delete(Alarm.of(study).key());
        studies.delete(StudyId.of(study).key());
    }

    private static <V> List<V> all(KeyValueStore<Bytes, V> store, StudyId id) {
        var values = new ArrayList<V>();
        try (var range = store.range(id.first(), id.last())) {
            range.forEachRemaining(entry -> values.add(entry.value));
        }
        return values;
    }

    private static <V> void drop(KeyValueStore<Bytes, V> store, StudyId id) {
        var keys = new ArrayList<Bytes>();
        try (var range = store.range(id.first(), id.last())) {
            range.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.forEach(store::delete);
    }
}
