// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import io.radfm.modality.acquisition.Acquisition;
import io.radfm.modality.acquisition.Station;
import io.radfm.modality.caseload.Caseload;
import io.radfm.modality.caseload.SimulatedStudy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A hospital's modalities at work: several stations examine phantoms and send what they see, each
/// over associations of its own, all at once.
///
/// A study counts as sent when every instance was answered with success; until then its station
/// holds on to it. One study per station is in memory, one instance of it at a time and those that
/// wait for their answer.
public final class Hospital implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 100;

    /// Patients who wait for a station of one modality; when it is full, nobody else is admitted.
    private static final int WAITING_ROOM = 4;

    private final HospitalOptions options;
    private final HospitalListener listener;
    private final Caseload caseload;
    private final Counters counters = new Counters();
    private final Map<String, BlockingQueue<SimulatedStudy>> waiting = new HashMap<>();
    private final List<Thread> stations = new ArrayList<>();
    private final Thread admission;
    private volatile boolean admitting = true;
    private volatile boolean closing;

    private Hospital(HospitalOptions options, HospitalListener listener) {
        this.options = options;
        this.listener = listener;
        this.caseload = new Caseload(options.seed(), options.begin(), options.modalities());
        options.modalities()
                .forEach(modality -> waiting.put(modality, new ArrayBlockingQueue<>(WAITING_ROOM)));
        this.admission = Thread.ofPlatform().name("admission").unstarted(this::admit);
        for (var station : Station.ALL) {
            if (options.modalities().contains(station.modality())) {
                // rendering computes: on a virtual thread it would hold up whoever shares the VM
                stations.add(
                        Thread.ofPlatform()
                                .name(station.aeTitle())
                                .daemon()
                                .unstarted(() -> work(station)));
            }
        }
    }

    public static Hospital start(HospitalOptions options, HospitalListener listener) {
        var hospital = new Hospital(options, listener);
        hospital.admission.setDaemon(true);
        hospital.admission.start();
        hospital.stations.forEach(Thread::start);
        return hospital;
    }

    public HospitalCounts counts() {
        return counters.now();
    }

    /// Returns when all studies are sent or refused, or the hospital is closed.
    public void await() throws InterruptedException {
        admission.join();
        for (var station : stations) {
            station.join();
        }
    }

    private void admit() {
        try {
            for (long n = 0; options.studies() == 0 || n < options.studies(); n++) {
                var study = caseload.study(options.first() + n);
                waiting.get(study.exam().modality()).put(study);
                Thread.sleep(options.pace());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admitting = false;
        }
    }

    private void work(Station station) {
        var queue = waiting.get(station.modality());
        try {
            while (!closing) {
                boolean last = !admitting;
                var study = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (study != null) {
                    send(study, station);
                } else if (last) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(SimulatedStudy study, Station station) throws InterruptedException {
        var series = Acquisition.of(study, station, options.resolution());
        int instances = series.stream().mapToInt(one -> one.size()).sum();
        counters.begun.increment();
        listener.begun(study, station, instances);
        var transmission =
                new Transmission(
                        options.to(),
                        station,
                        series,
                        gap(instances),
                        options.patience(),
                        counters,
                        why -> listener.waiting(station, why),
                        () -> closing);
        var outcome = transmission.run();
        if (outcome.missing() == 0) {
            counters.sent.increment();
            listener.sent(study, station, instances);
        } else {
            counters.refused.increment();
            listener.refused(study, station, outcome.missing(), outcome.why());
        }
    }

    /// Images come as they are acquired, so that studies of several stations interleave.
    private Duration gap(int instances) {
        long millis = options.pace().toMillis() * 3 / 2 / Math.max(1, instances);
        return Duration.ofMillis(Math.min(millis, 500));
    }

    /// Takes no new study. Those being sent are sent to their end, unless that takes more than a
    /// few seconds or the destination is away.
    @Override
    public void close() {
        closing = true;
        admission.interrupt();
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            for (var station : stations) {
                long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
                if (!station.join(Duration.ofMillis(left))) {
                    station.interrupt();
                    station.join();
                }
            }
        } catch (InterruptedException e) {
            stations.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
