// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.radfm.events.Draft;
import io.radfm.events.DraftText;
import io.radfm.events.Provenance;
import io.radfm.events.RadiologyReport;
import io.radfm.events.Topic;
import io.radfm.events.Topics;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

import java.util.List;
import java.util.Optional;

/// The newest draft and the newest signed report of each study of a partition, in one store, each
/// written as on its topic and with the time at which it was put there.
final class Waiting {
    private static final String STORE = "waiting";

    private final ProcessorContext<?, ?> context;
    private final ValueSerdes serdes;
    private final TimestampedKeyValueStore<String, byte[]> store;

    Waiting(ProcessorContext<?, ?> context, ValueSerdes serdes) {
        this.context = context;
        this.serdes = serdes;
        this.store = context.getStateStore(STORE);
    }

    static StoreBuilder<?> builder() {
        return Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore(STORE),
                Serdes.String(),
                Serdes.ByteArray());
    }

    Optional<Draft> draft(String patient, String study) {
        return get(Topics.DRAFTS, patient, study);
    }

    /// Keeps what is compared of it.
    void put(Draft draft) {
        var text = draft.getText();
        var provenance =
                Provenance.newBuilder(draft.getProvenance())
                        .setQuestions(List.of())
                        .setScans(List.of())
                        .build();
        put(
                Topics.DRAFTS,
                draft.getPatientKey(),
                draft.getStudyInstanceUid(),
                Draft.newBuilder(draft)
                        .setText(new DraftText(text.getFindings(), text.getImpression(), List.of()))
                        .setProvenance(provenance)
                        .setSeries(List.of())
                        .build());
    }

    Optional<RadiologyReport> report(String patient, String study) {
        return get(Topics.RIS_REPORTS, patient, study);
    }

    void put(RadiologyReport report) {
        put(Topics.RIS_REPORTS, report.getPatientKey(), report.getStudyInstanceUid(), report);
    }

    private <V extends SpecificRecord> Optional<V> get(
            Topic<V> topic, String patient, String study) {
        var found = store.get(key(topic, patient, study));
        return found == null
                ? Optional.empty()
                : Optional.of(
                        serdes.of(topic).deserializer().deserialize(topic.name(), found.value()));
    }

    private <V extends SpecificRecord> void put(
            Topic<V> topic, String patient, String study, V value) {
        var bytes = serdes.of(topic).serializer().serialize(topic.name(), value);
        long now = context.currentSystemTimeMs();
        store.put(key(topic, patient, study), ValueAndTimestamp.make(bytes, now));
    }

    /// No part has a space in it.
    private static String key(Topic<?> topic, String patient, String study) {
        return topic.name() + " " + patient + " " + study;
    }

    /// Drops what was put here before this time, in milliseconds.
    void forget(long before) {
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                if (entry.value.timestamp() < before) {
                    store.delete(entry.key);
                }
            }
        }
    }
}
