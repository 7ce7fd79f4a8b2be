// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab.bench;

import io.radfm.events.Topics;
import io.radfm.lab.LabProcess;
import io.radfm.lab.Records;
import io.radfm.modality.Hospital;
import io.radfm.modality.HospitalListener;
import io.radfm.modality.HospitalOptions;
import io.radfm.modality.acquisition.Resolution;
import io.radfm.wire.AeTitle;
import io.radfm.wire.dimse.DimseStatus;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;
import io.radfm.wire.scp.StoreService;
import io.radfm.wire.scu.Destination;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Simulated studies a minute through the whole lab, beside what its modalities alone can make.
///
/// A lab as a process whose simulators send as fast as they are taken; then the same modalities,
/// alone, sending to a receiver that throws everything away. Arguments: `[matrix (128)] [seconds
/// (60)] [worker|no-worker]`.
public final class ThroughputBench {
    private static final AeTitle SINK = AeTitle.of("SINK");
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /// Since the start.
    private record Counts(
            long nanos, int orders, int instances, int contexts, int drafts, int reports) {
        static Counts of(Map<String, String> cluster) {
            return new Counts(
                    System.nanoTime(),
                    Records.all(cluster, Topics.RIS_ORDERS).size(),
                    Records.all(cluster, Topics.DICOM_INSTANCES).size(),
                    Records.all(cluster, Topics.STUDY_CONTEXTS).size(),
                    Records.all(cluster, Topics.DRAFTS).size(),
                    Records.all(cluster, Topics.RIS_REPORTS).size());
        }
    }

    private ThroughputBench() {}

    public static void main(String[] arguments) throws Exception {
        int matrix = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 128;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        var worker = arguments.length > 2 ? arguments[2] : "no-worker";
        var folder = Files.createTempDirectory("radfm-bench-throughput");
        Counts before;
        Counts after;
        try (var lab =
                LabProcess.start(
                        folder,
                        "--simulators",
                        "--pace=0",
                        "--matrix=" + matrix,
                        "--radiologist-delay-ms=0",
                        "--" + worker)) {
            Thread.sleep(WARM_UP);
            before = Counts.of(lab.cluster());
            Thread.sleep(Duration.ofSeconds(seconds));
            after = Counts.of(lab.cluster());
        } finally {
            delete(folder);
        }
        print(matrix, worker, before, after, alone(matrix, seconds / 2));
    }

    private static void print(
            int matrix, String worker, Counts before, Counts after, double alone) {
        double minutes = (after.nanos() - before.nanos()) / 60e9;
        double studies = (after.reports() - before.reports()) / minutes;
        System.out.printf(
                """

                The lab, matrix %d, %s; a minute of the simulated hospital

                | orders | images | contexts | drafts | signed studies | modalities alone | of what they can make |
                |---|---|---|---|---|---|---|
                | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f |
                """,
                matrix,
                worker,
                (after.orders() - before.orders()) / minutes,
                (after.instances() - before.instances()) / minutes,
                (after.contexts() - before.contexts()) / minutes,
                (after.drafts() - before.drafts()) / minutes,
                studies,
                alone,
                studies / alone);
    }

    /// Studies a minute.
    private static double alone(int matrix, int seconds) throws Exception {
        StoreService takeAll =
                (_, dataSet) -> {
                    dataSet.transferTo(OutputStream.nullOutputStream());
                    return CompletableFuture.completedFuture(DimseStatus.SUCCESS);
                };
        try (var server =
                DicomServer.start(
                        ServerSettings.onLoopback(SINK, 0), takeAll, ServerListener.NONE)) {
            var options =
                    HospitalOptions.to(
                                    new Destination(SINK, "127.0.0.1", server.address().getPort()),
                                    1)
                            .withPace(Duration.ZERO)
                            .withResolution(Resolution.of(matrix));
            try (var hospital = Hospital.start(options, HospitalListener.NONE)) {
                Thread.sleep(WARM_UP.dividedBy(4));
                long before = hospital.counts().sent();
                long begun = System.nanoTime();
                Thread.sleep(Duration.ofSeconds(seconds));
                return (hospital.counts().sent() - before) * 60e9 / (System.nanoTime() - begun);
            }
        }
    }

    private static void delete(Path folder) throws java.io.IOException {
        var all = new ArrayList<Path>();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (var file : all) {
            Files.delete(file);
        }
    }
}
