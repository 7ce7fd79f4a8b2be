// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.ingest.Ingest;
import io.radfm.ingest.PatientKeys;
import io.radfm.process.Health;
import io.radfm.process.HostedSettings;
import io.radfm.process.Role;
import io.radfm.results.Results;
import io.radfm.streams.Streams;
import io.radfm.training.outcomes.Outcomes;
import io.radfm.worker.Worker;

import org.apache.kafka.common.config.AbstractConfig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The lab's roles, told where the others are and which folders are theirs. Everything else they
/// take from their own settings.
final class LabRoles implements AutoCloseable {
    private final LabSettings settings;
    private final LabFolder folder;
    private final LabPorts ports;
    private final AbstractConfig given;
    private final MeterRegistry metrics;

    private final Part ingest = new Part(Ingest.SPEC.name());
    private final Part streams = new Part(Streams.ROLE.name());
    private final Part worker = new Part(Worker.SPEC.name());
    private final Part outcomes = new Part(Outcomes.SPEC.name());
    private final Part results = new Part(Results.SPEC.name());

    LabRoles(
            LabSettings settings,
            LabFolder folder,
            LabPorts ports,
            AbstractConfig given,
            MeterRegistry metrics) {
        this.settings = settings;
        this.folder = folder;
        this.ports = ports;
        this.given = given;
        this.metrics = metrics;
    }

    /// Starts them side by side; returns when all are under way.
    ///
    /// @param cluster where broker and registry are
    /// @param model done when there is a model
    void start(Map<String, String> cluster, Future<?> model) throws Exception {
        try (var starts = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new ArrayList<Future<Role>>();
            begun.add(starts.submit(begin(streams, () -> streams(cluster))));
            begun.add(starts.submit(begin(results, () -> results(cluster))));
            begun.add(starts.submit(begin(ingest, () -> ingest(cluster))));
            if (settings.worker()) {
                begun.add(
                        starts.submit(
                                begin(
                                        worker,
                                        () -> {
                                            awaited(model);
                                            return worker(cluster);
                                        })));
            }
            for (var start : begun) {
                awaited(start);
            }
        }
    }

    /// Starts what nobody waits for, when the others are ready: the first study need not wait for
    /// it, and it finds all that was drafted and signed meanwhile.
    void startLast(Map<String, String> cluster) {
        if (settings.worker()) {
            outcomes.started(outcomes(cluster));
        }
    }

    private static Callable<Role> begin(Part part, Callable<? extends Role> start) {
        return () -> {
            var role = start.call();
            part.started(role);
            return role;
        };
    }

    private Role ingest(Map<String, String> cluster) throws Exception {
        return Ingest.start(ingestSettings(cluster), metrics);
    }

    private AbstractConfig ingestSettings(Map<String, String> cluster) {
        return decided(
                Ingest.SPEC,
                cluster,
                Map.of(
                        "dicom.ae.title", settings.aeTitle().toString(),
                        "dicom.port", Integer.toString(ports.dicom()),
                        "data.dir", folder.root().toString()));
    }

    /// The keys under which ingest announces patients.
    PatientKeys patientKeys() throws IOException {
        return Ingest.patientKeys(ingestSettings(Map.of()));
    }

    private Role streams(Map<String, String> cluster) throws Exception {
        return Streams.start(
                decided(
                        Streams.ROLE,
                        cluster,
                        Map.of("state.dir", folder.streams().toString(), "instance.id", "lab")),
                metrics);
    }

    private Role worker(Map<String, String> cluster) {
        return Worker.start(
                decided(
                        Worker.SPEC,
                        cluster,
                        Map.of(
                                "worker.name", "lab",
                                "model.dir", folder.model().toString(),
                                "object.store", folder.objects().toUri().toString())),
                metrics);
    }

    private Role outcomes(Map<String, String> cluster) {
        return Outcomes.start(
                decided(
                        Outcomes.SPEC,
                        cluster,
                        Map.of(
                                "outcomes.state.dir",
                                folder.outcomes().toString(),
                                "outcomes.instance.id",
                                "lab")),
                metrics);
    }

    private Role results(Map<String, String> cluster) throws Exception {
        return Results.start(
                decided(
                        Results.SPEC,
                        cluster,
                        Map.of(
                                "http.port", Integer.toString(ports.http()),
                                "object.store", folder.objects().toUri().toString(),
                                "results.sr.directory", folder.reports().toString())),
                metrics,
                othersThanResults());
    }

    private Map<String, Supplier<Health>> othersThanResults() {
        return parts().stream()
                .filter(part -> part != results)
                .collect(Collectors.toMap(Part::name, part -> () -> health(part)));
    }

    private AbstractConfig decided(
            Role.Spec role, Map<String, String> cluster, Map<String, String> own) {
        var all = new HashMap<>(cluster);
        all.putAll(own);
        return HostedSettings.of(role, given, all);
    }

    private static void awaited(Future<?> start) throws Exception {
        try {
            start.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// In the order in which they are stopped: first what brings new work.
    private List<Part> parts() {
        return settings.worker()
                ? List.of(ingest, worker, streams, outcomes, results)
                : List.of(ingest, streams, results);
    }

    /// Outcomes that are only starting keep nobody from reading drafts.
    private Health health(Part part) {
        var health = part.health();
        return part == outcomes && health.state() == Health.State.STARTING
                ? new Health(Health.State.READY, health.reason())
                : health;
    }

    /// The first role that is not ready, with its reason; empty when all are.
    Optional<String> waitsFor() {
        return parts().stream()
                .filter(part -> !health(part).isReady())
                .map(part -> part.name() + ": " + part.health().reason())
                .findFirst();
    }

    Health health() {
        return parts().stream()
                .map(this::health)
                .filter(health -> !health.isReady())
                .findFirst()
                .orElse(Health.READY);
    }

    @Override
    public void close() {
        parts().forEach(Part::close);
    }
}
