// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import io.radfm.events.Answer;
import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;
import io.radfm.events.InferenceResult;
import io.radfm.events.ModelInfo;
import io.radfm.events.StudyContext;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Answers every job, and as its acknowledgement got lost, answers it once more with other words.
public final class RepeatingWorker implements AutoCloseable {
    private final KafkaConsumer<String, InferenceJob> jobs;
    private final KafkaProducer<String, InferenceResult> results;
    private final Thread thread;

    RepeatingWorker(Map<String, String> cluster) {
        var serdes = new AvroSerde.Factory(cluster);
        var settings = new HashMap<String, Object>(cluster);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.id", "workers");
        settings.put("acks", "all");
        jobs =
                new KafkaConsumer<>(
                        settings,
                        new StringDeserializer(),
                        serdes.of(Topics.JOBS_ROUTINE).deserializer());
        results =
                new KafkaProducer<>(
                        settings, new StringSerializer(), serdes.of(Topics.RESULTS).serializer());
        thread = Thread.ofVirtual().name("worker").start(this::work);
    }

    private void work() {
        jobs.subscribe(List.of(Topics.JOBS_ROUTINE.name(), Topics.JOBS_STAT.name()));
        try (jobs;
                results) {
            while (true) {
                for (var job : jobs.poll(Duration.ofMillis(100))) {
                    answer(job.value(), "Findings: first answer.");
                    answer(job.value(), "Findings: second answer.");
                }
                results.flush();
            }
        } catch (WakeupException closing) {
            // this is how it ends
        }
    }

    private void answer(InferenceJob job, String text) {
        var result = result(job.getContext(), text);
        results.send(
                new ProducerRecord<>(Topics.RESULTS.name(), result.getPatientKey(), result),
                (_, failure) -> {
                    if (failure != null) {
                        jobs.wakeup();
                    }
                });
    }

    public static InferenceResult result(StudyContext context, String text) {
        var now = Instant.now();
        var drafted =
                new Drafted(
                        List.of(new Answer("report", text, 12, "END_OF_SEQUENCE", null, false)),
                        List.of(),
                        new ModelInfo("radfm", "1", "00", "ort", "fp32", "cpu", false, "untrained"),
                        now,
                        now);
        return StudyStory.result(context, drafted);
    }

    @Override
    public void close() {
        jobs.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
