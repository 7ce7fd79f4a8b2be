// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.bench;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.Topics;
import io.radfm.platform.Platform;
import io.radfm.process.Role;
import io.radfm.streams.Streams;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.AbstractConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/// Records per second through the topology, beside a bare pass-through of the same records.
///
/// Broker and registry are processes of their own. Both topologies run in this process, exactly
/// once, with RocksDB and a commit every 100 ms, and take turns; the first fifth of each run warms
/// up. The median of the rounds counts.
///
/// Arguments: `[images (200000)] [rounds (3)] [threads (1)]`.
public final class TopologyBench {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final int STUDIES_FOR_LATENCY = 60;
    private static final double WARM_UP = 0.2;

    private final Path folder;
    private final Platform platform;
    private final Load load;
    private final int images;
    private final int threads;

    private TopologyBench(Path folder, Platform platform, int images, int threads) {
        this.folder = folder;
        this.platform = platform;
        this.load = new Load(platform.settings());
        this.images = images;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws Exception {
        int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        var folder = Files.createTempDirectory("radfm-bench-topology");
        try (var platform = Platform.startWithBrokerProcess(folder.resolve("platform"))) {
            new TopologyBench(folder, platform, images, threads).run(rounds);
        } finally {
            delete(folder);
        }
    }

    private void run(int rounds) throws Exception {
        createOutput();
        var latency = new Latency(platform.settings(), QUIET);
        try (var running = new Running("latency", Map.of("study.quiet.times.ms", "CT=500"))) {
            running.awaitReady();
            latency.measure(STUDIES_FOR_LATENCY);
        }
        double written = load.images(images);
        double read = load.reads(Topics.DICOM_INSTANCES.name());

        var bare = new ArrayList<Double>();
        var assembled = new ArrayList<Double>();
        var settled = new ArrayList<Double>();
        for (int round = 1; round <= rounds; round++) {
            bare.add(passThrough(round));
            measure(round, assembled, settled);
            System.out.printf(
                    "round %d: pass-through %.0f/s, images %.0f/s, results %.0f/s%n",
                    round, bare.getLast(), assembled.getLast(), settled.getLast());
        }
        print(written, read, median(bare), median(assembled), median(settled));
        System.out.printf(
                "%nlatency, one study at a time: quiet time over to job %s; result to draft %s%n",
                latency.toJob(), latency.toDraft());
    }

    private void createOutput() throws Exception {
        try (var admin = Admin.create(new HashMap<String, Object>(platform.settings()))) {
            var topic = new NewTopic(PassThrough.OUTPUT, Platform.PARTITIONS, (short) 1);
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private double passThrough(int round) {
        var name = "pass-" + round;
        try (var peer =
                new PassThrough(
                        name,
                        folder.resolve(name),
                        platform.broker().bootstrapServers(),
                        threads)) {
            return rate(peer::passed, images);
        }
    }

    private void measure(int round, List<Double> assembled, List<Double> settled) throws Exception {
        load.forget(Topics.STUDY_CONTEXTS, Topics.RESULTS); // those of the round before
        try (var running = new Running("streams-" + round, Map.of())) {
            assembled.add(rate(() -> running.count("radfm.instances.arrived"), images));
            int answers = load.answers();
            settled.add(rate(() -> running.count("radfm.drafts"), answers));
        }
    }

    /// Records per second from the first fifth to the last record.
    private static double rate(DoubleSupplier count, double all) {
        double from = await(count, all * WARM_UP);
        long start = System.nanoTime();
        await(count, all);
        return (all - from) / ((System.nanoTime() - start) / 1e9);
    }

    private static double await(DoubleSupplier count, double enough) {
        while (count.getAsDouble() < enough) {
            LockSupport.parkNanos(5_000_000);
        }
        return count.getAsDouble();
    }

    private void print(double written, double read, double bare, double assembled, double settled) {
        System.out.printf(
                "%n%d images of studies of %d, 40 at once, %d stream thread(s); medians%n%n"
                        + "| what | per second | of pass-through |%n|---|---|---|%n",
                images, Load.SLICES, threads);
        row("producer alone (acks=all, lz4), records", written, bare);
        row("consumer alone, records", read, bare);
        row("Kafka Streams pass-through (EOS, one RocksDB store), records", bare, bare);
        row("assemble and compose, images", assembled, bare);
        row("settle, results to drafts", settled, bare);
    }

    private static void row(String what, double perSecond, double bare) {
        System.out.printf("| %s | %.0f | %.2f |%n", what, perSecond, perSecond / bare);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /// The role in this process.
    private final class Running implements AutoCloseable {
        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        private final Role role;

        Running(String name, Map<String, String> changed) {
            var values = new HashMap<String, Object>(platform.settings());
            values.put("application.id", name);
            values.put("state.dir", folder.resolve(name).toString());
            values.put("threads", Integer.toString(threads));
            values.putAll(changed);
            role = Streams.start(new AbstractConfig(Streams.ROLE.keys(), values), metrics);
        }

        void awaitReady() {
            await(() -> role.health().isReady() ? 1 : 0, 1);
        }

        /// The sum over all tags.
        double count(String meter) {
            return metrics.find(meter).counters().stream().mapToDouble(Counter::count).sum();
        }

        @Override
        public void close() {
            role.close();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
