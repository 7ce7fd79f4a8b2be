// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.storage.ObjectStore;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Recorded hospitals on a broker.
public final class PublishedHospital {
    private PublishedHospital() {}

    /// Head CTs, each of another patient, with their reports and orders.
    ///
    /// @param side height and width of a slice
    /// @return bytes of all objects
    public static long headCts(
            ObjectStore store, Map<String, ?> cluster, int studies, int slices, int side)
            throws Exception {
        var hospital = new RecordedHospital(store);
        for (int i = 0; i < studies; i++) {
            hospital.study(2 * i + 1, "patient-" + i, slices, side);
        }
        publish(hospital, cluster);
        return hospital.contexts().stream()
                .flatMap(context -> Origins.instances(context.getSegments()))
                .mapToLong(instance -> instance.getBytes())
                .sum();
    }

    static void publish(RecordedHospital hospital, Map<String, ?> cluster) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<String, Object>(cluster),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            var serdes = new AvroSerde.Factory(cluster);
            var now = Instant.now(); // a broker soon deletes images that are older than a month
            var noon = RecordedHospital.NOON;
            publish(producer, serdes, Topics.DICOM_INSTANCES, hospital.instances(), now);
            publish(producer, serdes, Topics.STUDY_CONTEXTS, hospital.contexts(), noon);
            publish(producer, serdes, Topics.RIS_ORDERS, hospital.orders(), noon);
            publish(producer, serdes, Topics.DRAFTS, hospital.drafts(), noon);
            publish(producer, serdes, Topics.RIS_REPORTS, hospital.reports(), noon);
        }
    }

    /// One record a second.
    private static <T extends SpecificRecord> void publish(
            KafkaProducer<String, byte[]> producer,
            AvroSerde.Factory serdes,
            Topic<T> topic,
            List<T> records,
            Instant first)
            throws Exception {
        var values = serdes.of(topic).serializer();
        for (int i = 0; i < records.size(); i++) {
            var record = records.get(i);
            var key = record.get(record.getSchema().getField("patientKey").pos()).toString();
            long at = first.plusSeconds(i).toEpochMilli();
            var bytes = values.serialize(topic.name(), record);
            producer.send(new ProducerRecord<>(topic.name(), null, at, key, bytes)).get();
        }
    }
}
