// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import io.radfm.events.ImagingOrder;
import io.radfm.events.OrderStatus;
import io.radfm.events.Priority;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;
import io.radfm.modality.caseload.SimulatedStudy;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Puts the orders of simulated studies on `ris.orders`.
public final class Orders implements AutoCloseable {
    /// What [ImagingOrder#getSource] and [io.radfm.events.RadiologyReport#getSource] say.
    public static final String SOURCE = "simulated";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaProducer<String, ImagingOrder> producer;

    /// @param cluster the settings that lead to broker and registry
    public Orders(Map<String, String> cluster) {
        var settings = new HashMap<String, Object>(cluster);
        int bound = Math.toIntExact(PATIENCE.toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, bound);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, bound / 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, bound);
        producer =
                new KafkaProducer<>(
                        settings,
                        new StringSerializer(),
                        new AvroSerde.Factory(cluster).of(Topics.RIS_ORDERS).serializer());
    }

    /// Returns when Kafka has the order. Placed again, it is the same order.
    ///
    /// @throws IOException when that is not certain
    public void place(SimulatedStudy study, String patientKey)
            throws IOException, InterruptedException {
        try {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.RIS_ORDERS.name(),
                                    patientKey,
                                    order(study, patientKey, Instant.now())))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("the order was not acknowledged", e);
        }
    }

    static ImagingOrder order(SimulatedStudy study, String patientKey, Instant at) {
        return ImagingOrder.newBuilder()
                .setOrderId("O-" + study.accession())
                .setPatientKey(patientKey)
                .setAccessionNumber(study.accession())
                .setStudyInstanceUid(study.studyUid())
                .setStatus(OrderStatus.PLACED)
                .setPriority(study.stat() ? Priority.STAT : Priority.ROUTINE)
                .setRequestedProcedure(study.description())
                .setModality(study.exam().modality())
                .setIndication(study.indication())
                .setHistory(study.patient().history().isEmpty() ? null : study.patient().history())
                .setOrderedAt(at)
                .setSource(SOURCE)
                .build();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
