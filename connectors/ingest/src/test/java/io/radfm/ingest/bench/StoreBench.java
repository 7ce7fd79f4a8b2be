// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest.bench;

import io.radfm.platform.Platform;
import io.radfm.testkit.FreePort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Objects per second, each acknowledged only when it is as durable as the receiver makes it.
/// Receivers take turns, so that a noisy machine is noisy for all; the median of the rounds counts.
/// Each is first warmed up with other objects, from as many associations, until a JVM has compiled
/// what it will compile: a receiver runs for months.
///
/// Arguments: `[objects (2000)] [rounds (3)] [only (a part of a receiver's name)]`.
public final class StoreBench {
    private static final int ASSOCIATIONS = 4;
    private static final int OBJECTS_WITHOUT_NODELAY = 100;
    private static final int WARM_UP = 6000;
    private static final double MEGABYTES_EACH = 512 * 512 * 2 / 1e6;

    private final Path folder;
    private final int objects;
    private final Map<String, List<Double>> results = new LinkedHashMap<>();

    private StoreBench(Path folder, int objects) {
        this.folder = folder;
        this.objects = objects;
    }

    public static void main(String[] arguments) throws Exception {
        int objects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        var only = arguments.length > 2 ? arguments[2] : "";
        var folder = Files.createTempDirectory("radfm-bench-store");
        try (var platform = Platform.startWithBrokerProcess(folder.resolve("platform"))) {
            new StoreBench(folder, objects).run(platform, rounds, only);
        } finally {
            delete(folder);
        }
    }

    private void run(Platform platform, int rounds, String only) throws Exception {
        var parts = CtFiles.write(folder.resolve("ct"), objects, ASSOCIATIONS);
        var whole = List.of(folder.resolve("ct"));
        var others = CtFiles.write(folder.resolve("warm-up"), WARM_UP, ASSOCIATIONS);
        new ProcessBuilder("sync").inheritIO().start().waitFor(); // else the first one pays for it
        var receivers =
                List.of(
                                Receiver.ingest(platform),
                                Receiver.storescp(),
                                Receiver.storescpFork(),
                                Receiver.orthanc())
                        .stream()
                        .filter(receiver -> receiver.name().contains(only))
                        .toList();
        for (var receiver : receivers) {
            if (!receiver.isInstalled()) {
                System.out.println(receiver.name() + " is not installed: left out");
            }
        }
        var present = receivers.stream().filter(Receiver::isInstalled).toList();
        for (int round = 0; round < rounds; round++) {
            for (var receiver : present) {
                measure(receiver, others, List.of(whole, parts), objects);
            }
        }
        var few = CtFiles.write(folder.resolve("few"), OBJECTS_WITHOUT_NODELAY, ASSOCIATIONS);
        var slowed = present.stream().skip(1).map(Receiver::withoutNoDelay).toList();
        for (var receiver : slowed) {
            var loads = List.of(List.of(folder.resolve("few")), few);
            measure(receiver, List.of(), loads, OBJECTS_WITHOUT_NODELAY);
        }
        var all = new ArrayList<>(present);
        all.addAll(slowed);
        print(all);
    }

    /// @param loads files to send, a list for each association; the receiver keeps running
    private void measure(Receiver receiver, List<Path> warmUp, List<List<Path>> loads, int expected)
            throws Exception {
        var scratch = folder.resolve("receiver");
        int port = FreePort.next();
        try (var _ = receiver.start(scratch, port)) {
            if (!warmUp.isEmpty()) {
                Sender.send(port, warmUp);
            }
            for (var files : loads) {
                var outcome = Sender.send(port, files);
                if (outcome.succeeded() != expected) {
                    throw new IOException(
                            "%s took %d of %d objects; dcmsend says:%n%s"
                                    .formatted(
                                            receiver.name(),
                                            outcome.succeeded(),
                                            expected,
                                            outcome.lastWords()));
                }
                System.out.printf(
                        "%-32s %d association(s) %7.0f objects/s%n",
                        receiver.name(), files.size(), outcome.perSecond());
                results.computeIfAbsent(key(receiver, files.size()), _ -> new ArrayList<>())
                        .add(outcome.perSecond());
            }
        } finally {
            delete(scratch);
        }
    }

    private void print(List<Receiver> receivers) {
        var ours = receivers.getFirst();
        System.out.printf(
                "%nC-STORE, CT 512 x 512 x 16 bit, explicit little endian, %d objects, dcmsend;"
                        + " medians%n%n"
                        + "| receiver | durable at success | 1 association, objects/s (MB/s) |"
                        + " RadFM is | 4 associations | RadFM is |%n|---|---|---|---|---|---|%n",
                objects);
        for (var receiver : receivers) {
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %s |%n",
                    receiver.name(),
                    receiver.durability(),
                    shown(receiver, 1),
                    ratio(ours, receiver, 1),
                    shown(receiver, ASSOCIATIONS),
                    ratio(ours, receiver, ASSOCIATIONS));
        }
    }

    private String shown(Receiver receiver, int associations) {
        double rate = median(receiver, associations);
        return "%.0f (%.0f)".formatted(rate, rate * MEGABYTES_EACH);
    }

    private String ratio(Receiver ours, Receiver other, int associations) {
        return ours == other
                ? ""
                : "%.2f x".formatted(median(ours, associations) / median(other, associations));
    }

    private double median(Receiver receiver, int associations) {
        var rates = results.get(key(receiver, associations)).stream().sorted().toList();
        return rates.get(rates.size() / 2);
    }

    private static String key(Receiver receiver, int associations) {
        return receiver.name() + " / " + associations;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
