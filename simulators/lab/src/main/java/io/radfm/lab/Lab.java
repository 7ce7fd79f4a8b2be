// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.platform.Platform;
import io.radfm.process.Health;
import io.radfm.process.Logs;
import io.radfm.process.Role;
import io.radfm.wire.scu.Destination;

import org.apache.kafka.common.config.AbstractConfig;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/// `./radfm lab`: broker, registry and every role on one folder. Whatever ends it, the next lab on
/// the folder goes on where this one was.
public final class Lab implements Role {
    public static final Role.Spec SPEC =
            new Role.Spec("lab", Command.LAB.summary(), LabSettings.KEYS, Lab::start);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final long begunNanos = System.nanoTime();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Screen screen = new Screen(System.out);
    private Map<String, String> cluster;
    private LabRoles roles;
    private Narrator narrator;
    private Optional<Modalities> modalities = Optional.empty();
    private Optional<LabRis> ris = Optional.empty();
    private LabSettings settings;

    private Lab() {}

    static Lab start(AbstractConfig given, MeterRegistry metrics) throws Exception {
        var lab = new Lab();
        try {
            lab.open(LabSettings.of(given), given, metrics);
            return lab;
        } catch (Exception e) {
            lab.close();
            throw e;
        }
    }

    private void open(LabSettings settings, AbstractConfig given, MeterRegistry metrics)
            throws Exception {
        this.settings = settings;
        var folder = opened(LabFolder.open(settings.data()));
        Logs.toFile(folder.log());
        var ports = LabPorts.of(settings, folder.root());
        screen.greet(settings, ports, folder);

        var model = new FutureTask<>(() -> LabModel.ensured(folder.model()));
        if (settings.worker()) {
            Thread.ofPlatform().name("model").start(model); // seconds, the first time
        }

        var platform = opened(Platform.begin(folder.root()));
        screen.platform(platform);
        roles = opened(new LabRoles(settings, folder, ports, given, metrics));
        cluster = platform.settings();
        roles.start(cluster, model);
        platform.awaitRegistry();
        narrator = opened(Narrator.of(platform.settings(), settings.studies(), screen));
        if (settings.simulators()) {
            simulate(folder, ports, platform);
        }
    }

    /// Closed in the other order: no more studies, then no more signatures.
    private void simulate(LabFolder folder, LabPorts ports, Platform platform) throws Exception {
        var hospital =
                Modalities.of(
                        folder.modalities(),
                        new Destination(settings.aeTitle(), "127.0.0.1", ports.dicom()),
                        settings.studies(),
                        settings.simulation());
        ris =
                Optional.of(
                        opened(
                                new LabRis(
                                        platform.settings(),
                                        roles.patientKeys(),
                                        hospital.caseload(),
                                        settings.simulation(),
                                        settings.worker(),
                                        screen::signed)));
        modalities = Optional.of(opened(hospital));
    }

    private <T extends AutoCloseable> T opened(T part) {
        synchronized (opened) {
            opened.push(part);
        }
        return part;
    }

    /// Waits for all to be ready, says so, then tells what happens until the studies asked for are
    /// drafted.
    @Override
    public int await() throws InterruptedException {
        awaitReady();
        screen.ready(Duration.ofNanos(System.nanoTime() - begunNanos));
        roles.startLast(cluster);
        narrator.begin();
        modalities.ifPresent(it -> it.begin(ris.orElseThrow()));
        if (!settings.worker()) {
            return awaitSigned();
        }
        boolean drafted = narrator.await();
        if (ris.isPresent()) {
            ris.get().finish();
        }
        return drafted ? 0 : 1;
    }

    /// Nobody drafts: what counts are signed reports.
    private int awaitSigned() throws InterruptedException {
        if (ris.isEmpty() || settings.studies() == 0 || !settings.simulation().radiologist()) {
            return Role.super.await();
        }
        ris.get().awaitSigned(settings.studies());
        return 0;
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (roles.waitsFor().isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "not ready within " + PATIENCE.toSeconds() + " s, " + roles.waitsFor());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    @Override
    public Health health() {
        return roles.health();
    }

    @Override
    public void close() {
        synchronized (opened) {
            while (!opened.isEmpty()) {
                try {
                    opened.pop().close();
                } catch (Exception e) {
                    LoggerFactory.getLogger(Lab.class).warn("closing failed", e);
                }
            }
        }
    }
}
