// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.ingest.PatientKeys;
import io.radfm.modality.caseload.Caseload;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.ris.KnownStudies;
import io.radfm.ris.Orders;
import io.radfm.ris.Radiologist;
import io.radfm.ris.Radiologist.Reading;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The lab's RIS: places the order before a simulated study is sent, and has its report signed
/// after it was drafted.
final class LabRis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabRis.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration END_OF_DAY = Duration.ofSeconds(30);
    private static final String ISSUER = "SIMULATED";

    /// So many studies may have been sent while an earlier one was still under way.
    private static final int AHEAD = 2000;

    private final Map<String, String> cluster;
    private final PatientKeys keys;
    private final KnownStudies known;
    private final SimulationSettings settings;
    private final boolean drafted;
    private final Consumer<String> signed;
    private final Orders orders;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<Radiologist> radiologist = Optional.empty();

    /// @param drafted whether there will be drafts to wait for
    /// @param signed is told the study UID of each report
    LabRis(
            Map<String, String> cluster,
            PatientKeys keys,
            Caseload caseload,
            SimulationSettings settings,
            boolean drafted,
            Consumer<String> signed) {
        this.cluster = cluster;
        this.keys = keys;
        this.known = new KnownStudies(caseload);
        this.settings = settings;
        this.drafted = drafted;
        this.signed = signed;
        this.orders = new Orders(cluster);
    }

    /// @param next the first study that an earlier start has not sent whole
    void begin(long next) {
        known.begun(next + AHEAD);
        if (settings.radiologist()) {
            var reading = new Reading(settings.radiologistDelay(), drafted);
            radiologist = Optional.of(Radiologist.start(cluster, known, reading, signed));
        }
    }

    /// Returns when the order is placed, or the lab is closing. May take until the broker is back.
    void order(SimulatedStudy study) {
        known.begun(study.number());
        var key = keys.of(Optional.of(ISSUER), Optional.of(study.patient().id()), study.studyUid());
        try {
            do {
                try {
                    orders.place(study, key);
                    return;
                } catch (IOException e) {
                    LOG.warn("{}; trying again", e.getMessage(), e.getCause());
                }
            } while (!closing.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitSigned(int studies) throws InterruptedException {
        if (radiologist.isPresent()) {
            radiologist.get().awaitSigned(studies);
        }
    }

    /// Has signed what is drafted, without waiting any longer.
    void finish() throws InterruptedException {
        if (radiologist.isPresent()) {
            radiologist.get().finish(END_OF_DAY);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        radiologist.ifPresent(Radiologist::close);
        orders.close();
    }
}
