// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.modality.Hospital;
import io.radfm.modality.HospitalListener;
import io.radfm.modality.HospitalOptions;
import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.Caseload;
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
import java.util.Optional;
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
    private static final String MATRIX = "matrix";

    private final Path file;
    private final HospitalOptions options;
    private final TreeSet<Long> doneAhead = new TreeSet<>();
    private final int matrix;
    private long next;
    private Optional<LabRis> ris = Optional.empty();
    private Hospital hospital;

    private Modalities(Path file, Destination to, int studies, SimulationSettings settings)
            throws IOException {
        this.file = file;
        var kept = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                kept.load(in);
            }
        }
        var wanted = settings.seed().map(seed -> Long.toString(seed));
        var seed = kept.getProperty(SEED);
        if (seed != null && wanted.isPresent() && !wanted.get().equals(seed)) {
            throw new IOException("the studies of this folder have the seed " + seed);
        }
        matrix = Integer.parseInt(kept.getProperty(MATRIX, Integer.toString(settings.matrix())));
        if (matrix != settings.matrix()) {
            throw new IOException("the pictures of this folder have --matrix " + matrix);
        }
        next = Long.parseLong(kept.getProperty(NEXT, "0"));
        var begin = kept.getProperty(BEGIN, LocalDateTime.now().withNano(0).toString());
        options =
                HospitalOptions.to(
                                to,
                                seed == null
                                        ? settings.seed()
                                                .orElseGet(() -> new SecureRandom().nextLong())
                                        : Long.parseLong(seed))
                        .withBegin(LocalDateTime.parse(begin))
                        .withFirst(next)
                        .withStudies(studies)
                        .withPace(settings.pace())
                        .withResolution(settings.resolution());
        keep();
    }

    /// @param studies how many; 0 goes on until it is closed
    static Modalities of(Path file, Destination to, int studies, SimulationSettings settings)
            throws IOException {
        return new Modalities(file, to, studies, settings);
    }

    /// All that these modalities ever examine.
    Caseload caseload() {
        return new Caseload(options.seed(), options.begin(), options.modalities());
    }

    /// @param ris is told of each study before it is sent
    synchronized void begin(LabRis ris) {
        ris.begin(next);
        this.ris = Optional.of(ris);
        hospital = Hospital.start(options, this);
    }

    @Override
    public void begun(SimulatedStudy study, Station station, int instances) {
        ris.ifPresent(it -> it.order(study));
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
        kept.setProperty(SEED, Long.toString(options.seed()));
        kept.setProperty(BEGIN, options.begin().toString());
        kept.setProperty(MATRIX, Integer.toString(matrix));
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
