// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.modality.Hospital;
import io.radfm.modality.HospitalListener;
import io.radfm.modality.HospitalOptions;
import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.SimulatedStudy;
import io.radfm.wire.scu.Destination;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.Properties;
import java.util.TreeSet;

/// The lab's simulated modalities. Which studies they have sent is kept in the folder, so that the
/// next start goes on with the first one that was not sent whole: the same objects again, byte for
/// byte, as a station does that was not answered.
final class Modalities implements HospitalListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Modalities.class);
    private static final String SEED = "seed";
    private static final String BEGIN = "begin";
    private static final String NEXT = "next";

    private final Path file;
    private final Destination to;
    private final int studies;
    private final long seed;
    private final LocalDateTime began;
    private final TreeSet<Long> doneAhead = new TreeSet<>();
    private long next;
    private Hospital hospital;

    private Modalities(Path file, Destination to, int studies) throws IOException {
        this.file = file;
        this.to = to;
        this.studies = studies;
        var kept = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                kept.load(in);
            }
        }
        seed = Long.parseLong(kept.getProperty(SEED, Long.toString(new SecureRandom().nextLong())));
        began =
                LocalDateTime.parse(
                        kept.getProperty(BEGIN, LocalDateTime.now().withNano(0).toString()));
        next = Long.parseLong(kept.getProperty(NEXT, "0"));
        keep();
    }

    /// @param studies how many; 0 goes on until it is closed
    static Modalities of(Path file, Destination to, int studies) throws IOException {
        return new Modalities(file, to, studies);
    }

    synchronized void begin() {
        hospital =
                Hospital.start(
                        HospitalOptions.to(to, seed)
                                .withBegin(began)
                                .withFirst(next)
                                .withStudies(studies),
                        this);
    }

    @Override
    public void sent(SimulatedStudy study, Station station, int instances) {
        done(study.number());
    }

    @Override
    public void refused(SimulatedStudy study, Station station, int missing, String why) {
        LOG.warn("{} was not sent whole, {} missing: {}", study, missing, why);
        done(study.number());
    }

    @Override
    public void waiting(Station station, String why) {
        LOG.info("{} waits: {}", station.aeTitle(), why);
    }

    private synchronized void done(long number) {
        doneAhead.add(number);
        while (doneAhead.remove(next)) {
            next++;
        }
        try {
            keep();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note what was sent", e);
        }
    }

    private void keep() throws IOException {
        var kept = new Properties();
        kept.setProperty(SEED, Long.toString(seed));
        kept.setProperty(BEGIN, began.toString());
        kept.setProperty(NEXT, Long.toString(next));
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = Files.newBufferedWriter(fresh)) {
            kept.store(out, null);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        Hospital begun;
        synchronized (this) {
            begun = hospital;
        }
        if (begun != null) {
            begun.close();
        }
    }
}
