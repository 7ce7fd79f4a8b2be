// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.events.Topic;
import io.radfm.events.Topics;
import io.radfm.events.wire.AvroSerde;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads what simulated modalities have sent, and signs a report of each study on `ris.reports`
/// some time after its draft has come.
///
/// A study is signed once, whatever is killed: reports are published in transactions of one
/// transactional id, and what has been signed is read from the topic itself at every start. There
/// is no other state.
public final class Radiologist implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Radiologist.class);
    private static final String TRANSACTIONAL_ID = "radfm-simulated-radiologist";
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final int AT_ONCE = 100;

    private final Map<String, String> cluster;
    private final KnownStudies studies;
    private final Reading reading;
    private final Consumer<String> signed;
    private final AvroSerde.Factory serdes;
    private final Thread thread = Thread.ofPlatform().name("radiologist").unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Object progress = new Object();
    private int signedSinceStart;
    private boolean deskIsEmpty;
    private volatile boolean goingHome;

    /// @param delay from the draft to the signature
    /// @param waitsForDraft whether a study is read when its draft has come; else as soon as its
    ///   context is made, where nobody drafts
    public record Reading(Duration delay, boolean waitsForDraft) {}

    /// A study that can be read now.
    private record Came(String study, String patientKey, Instant at) {}

    private Radiologist(
            Map<String, String> cluster,
            KnownStudies studies,
            Reading reading,
            Consumer<String> signed) {
        this.cluster = Map.copyOf(cluster);
        this.studies = studies;
        this.reading = reading;
        this.signed = signed;
        this.serdes = new AvroSerde.Factory(cluster);
    }

    /// @param cluster the settings that lead to broker and registry
    /// @param signed is told the study UID of each report, once it is published
    public static Radiologist start(
            Map<String, String> cluster,
            KnownStudies studies,
            Reading reading,
            Consumer<String> signed) {
        var radiologist = new Radiologist(cluster, studies, reading, signed);
        radiologist.thread.start();
        return radiologist;
    }

    /// Waits until so many reports were signed since the start.
    public void awaitSigned(int count) throws InterruptedException {
        synchronized (progress) {
            while (signedSinceStart < count) {
                progress.wait();
            }
        }
    }

    /// Signs all that lies on the desk without further delay; waits for that, but not for ever.
    public void finish(Duration patience) throws InterruptedException {
        goingHome = true;
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (progress) {
            deskIsEmpty = false; // to be looked at once more
            while (!deskIsEmpty && System.nanoTime() < deadline) {
                progress.wait(100);
            }
        }
    }

    /// What goes wrong is begun again from the topics.
    private void run() {
        try {
            do {
                try {
                    work();
                } catch (KafkaException e) {
                    LOG.warn("cannot sign, trying again: {}", e.toString());
                }
            } while (!closing.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        var desk = new Desk();
        try (var producer = producer()) {
            producer.initTransactions(); // first: nobody else signs from here on
            try (var reports = new Inbox<>(cluster, Topics.RIS_REPORTS, serdes)) {
                reports.readToEnd(
                        report -> {
                            if (report.getStatus() != ReportStatus.PRELIMINARY) {
                                desk.signed(report.getStudyInstanceUid());
                            }
                        });
            }
            if (reading.waitsForDraft()) {
                follow(
                        Topics.DRAFTS,
                        it ->
                                new Came(
                                        it.getStudyInstanceUid(),
                                        it.getPatientKey(),
                                        it.getSettledAt()),
                        desk,
                        producer);
            } else {
                follow(
                        Topics.STUDY_CONTEXTS,
                        it ->
                                new Came(
                                        it.getStudyInstanceUid(),
                                        it.getPatientKey(),
                                        it.getClosedAt()),
                        desk,
                        producer);
            }
        }
    }

    private <T extends SpecificRecord> void follow(
            Topic<T> topic,
            Function<T, Came> what,
            Desk desk,
            KafkaProducer<String, RadiologyReport> producer) {
        try (var inbox = new Inbox<>(cluster, topic, serdes)) {
            while (closing.getCount() > 0) {
                int came = inbox.poll(it -> lay(what.apply(it), desk));
                var due =
                        desk.due(goingHome ? Long.MAX_VALUE : System.currentTimeMillis(), AT_ONCE);
                if (!due.isEmpty()) {
                    sign(due, producer);
                    due.forEach(it -> desk.signed(it.studyInstanceUid()));
                }
                synchronized (progress) {
                    signedSinceStart += due.size();
                    deskIsEmpty = came == 0 && desk.isEmpty();
                    progress.notifyAll();
                }
                due.forEach(it -> signed.accept(it.studyInstanceUid()));
            }
        }
    }

    private void lay(Came came, Desk desk) {
        if (studies.find(came.study()).isPresent()) {
            desk.lay(
                    came.study(),
                    came.patientKey(),
                    came.at().plus(reading.delay()).toEpochMilli());
        }
    }

    /// All or none of them.
    private void sign(List<Desk.Waiting> due, KafkaProducer<String, RadiologyReport> producer) {
        producer.beginTransaction();
        for (var each : due) {
            var study = studies.find(each.studyInstanceUid()).orElseThrow();
            var report = Reports.of(study, studies.prior(study), each.patientKey(), Instant.now());
            producer.send(
                    new ProducerRecord<>(Topics.RIS_REPORTS.name(), each.patientKey(), report));
        }
        producer.commitTransaction();
    }

    private KafkaProducer<String, RadiologyReport> producer() {
        var settings = new HashMap<String, Object>(cluster);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
        return new KafkaProducer<>(
                settings, new StringSerializer(), serdes.of(Topics.RIS_REPORTS).serializer());
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
