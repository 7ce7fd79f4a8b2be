// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay.bench;

import io.radfm.platform.Platform;
import io.radfm.storage.ObjectStore;
import io.radfm.training.replay.PublishedHospital;
import io.radfm.training.replay.Replay;
import io.radfm.training.sample.DataSet;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/// Replay of head CTs from a broker and an object store, beside plain copying of the same objects.
///
/// The whole command each time: topics, objects, volumes, samples, shards. They take turns; page
/// cache warm; the median of the rounds counts. Arguments: `[studies (4)] [slices (200)] [rounds
/// (3)] [threads (cores)]`.
public final class ReplayBench {
    private static final int SIDE = 512;
    private static final double MEGA = 1e6;
    private static final int BUFFER = 1 << 20;

    private final Path folder;
    private final Platform platform;
    private final int threads;

    private ReplayBench(Path folder, Platform platform, int threads) {
        this.folder = folder;
        this.platform = platform;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws Exception {
        int studies = number(arguments, 0, 4);
        int slices = number(arguments, 1, 200);
        int rounds = number(arguments, 2, 3);
        int threads = number(arguments, 3, Runtime.getRuntime().availableProcessors());
        var folder = Files.createTempDirectory("radfm-bench-replay");
        try (var platform = Platform.start(folder.resolve("platform"))) {
            long bytes;
            try (var store = ObjectStore.of(folder.resolve("objects").toUri())) {
                bytes =
                        PublishedHospital.headCts(
                                store, platform.settings(), studies, slices, SIDE);
            }
            System.out.printf(
                    "%d studies of %d slices, %.0f MB; %d threads%n",
                    studies, slices, bytes / MEGA, threads);
            new ReplayBench(folder, platform, threads).run(bytes, rounds);
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private static int number(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private void run(long bytes, int rounds) throws IOException {
        var copies = new ArrayList<Double>();
        var exact = new ArrayList<Double>();
        var small = new ArrayList<Double>();
        long exactBytes = 0;
        long smallBytes = 0;
        for (int round = -1; round < rounds; round++) { // the first is for warming up
            double copied = copy();
            long began = System.nanoTime();
            exactBytes = replay("exact");
            double exactly = seconds(began);
            began = System.nanoTime();
            smallBytes = replay("small");
            double smaller = seconds(began);
            if (round >= 0) {
                copies.add(copied);
                exact.add(exactly);
                small.add(smaller);
            }
        }
        double limit = bytes / MEGA / median(copies);
        System.out.println("| what | MB/s read | of copying | MB written |");
        System.out.println("|---|---|---|---|");
        row("copying the objects", limit, limit, bytes);
        row("replay", bytes / MEGA / median(exact), limit, exactBytes);
        row("replay --values small", bytes / MEGA / median(small), limit, smallBytes);
    }

    private static void row(String what, double rate, double limit, long written) {
        System.out.printf(
                "| %s | %.0f | %.2f | %.0f |%n", what, rate, rate / limit, written / MEGA);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return DoubleStream.of(sorted.get((sorted.size() - 1) / 2), sorted.get(sorted.size() / 2))
                .average()
                .orElseThrow();
    }

    /// @return bytes of the shards
    private long replay(String values) throws IOException {
        var to = folder.resolve("set");
        var command = new CommandLine(new Replay());
        command.setErr(new PrintWriter(Writer.nullWriter()));
        command.setOut(new PrintWriter(Writer.nullWriter()));
        int code =
                command.execute(
                        "--to=" + to,
                        "--bootstrap-servers=" + platform.broker().bootstrapServers(),
                        "--schema-registry-url=" + platform.registry().url(),
                        "--object-store=" + folder.resolve("objects").toUri(),
                        "--key=" + folder.resolve("replay.key"),
                        "--values=" + values,
                        "--threads=" + threads);
        if (code != 0) {
            throw new IllegalStateException("replay ended with " + code);
        }
        var shards = DataSet.open(to).manifest().shards();
        delete(to);
        return shards.stream().mapToLong(shard -> shard.bytes()).sum();
    }

    /// Reads every file of the object store and writes it elsewhere, one after another.
    ///
    /// @return seconds
    private double copy() throws IOException {
        var to = Files.createDirectory(folder.resolve("copies"));
        List<Path> objects;
        try (var all = Files.walk(folder.resolve("objects"))) {
            objects = all.filter(Files::isRegularFile).toList();
        }
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        long began = System.nanoTime();
        for (var object : objects) {
            try (var in = FileChannel.open(object);
                    var out =
                            FileChannel.open(
                                    to.resolve(object.getFileName()),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE)) {
                while (in.read(buffer.clear()) >= 0) {
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
            }
        }
        double seconds = seconds(began);
        delete(to);
        return seconds;
    }

    private static void delete(Path path) throws IOException {
        try (var all = Files.walk(path)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
