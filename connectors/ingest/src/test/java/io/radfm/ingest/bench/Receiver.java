// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest.bench;

import io.radfm.ingest.Ingest;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.testkit.Peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Something that listens for C-STORE, started on an empty folder as a process of its own.
record Receiver(String name, String durability, boolean noDelay, Starter starter) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    interface Starter {
        Running start(Path folder, int port, boolean noDelay) throws IOException;
    }

    /// How to stop it.
    interface Running extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    Running start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        return starter.start(folder, port, noDelay);
    }

    Receiver withoutNoDelay() {
        return new Receiver(name + ", TCP_NODELAY unset", durability, false, starter);
    }

    boolean isInstalled() {
        return name.startsWith("RadFM") || Peers.find(name.split(" ")[0]).isPresent();
    }

    static Receiver ingest(Platform platform) {
        return new Receiver(
                "RadFM ingest",
                "object forced, event on Kafka",
                true,
                (folder, port, _) -> {
                    var arguments = new ArrayList<String>();
                    arguments.addAll(List.of("--dicom-port", Integer.toString(port)));
                    arguments.addAll(List.of("--data-dir", folder.resolve("data").toString()));
                    platform.settings()
                            .forEach(
                                    (key, value) ->
                                            arguments.addAll(
                                                    List.of("--" + key.replace('.', '-'), value)));
                    var process =
                            JavaProcess.main(
                                    "ingest",
                                    folder,
                                    "512m",
                                    Ingest.class,
                                    arguments.toArray(String[]::new));
                    process.awaitReady(PATIENCE, () -> listens(port));
                    return process::close;
                });
    }

    static Receiver storescp() {
        return new Receiver(
                "storescp",
                "not forced",
                true,
                (folder, port, noDelay) ->
                        peer(folder, port, noDelay, storescpCommand(folder, port, List.of())));
    }

    static Receiver storescpFork() {
        return new Receiver(
                "storescp --fork",
                "not forced",
                true,
                (folder, port, noDelay) ->
                        peer(
                                folder,
                                port,
                                noDelay,
                                storescpCommand(folder, port, List.of("--fork"))));
    }

    private static List<String> storescpCommand(Path folder, int port, List<String> more)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                "storescp",
                                "--max-pdu",
                                "131072",
                                "-od",
                                Files.createDirectories(folder.resolve("received")).toString()));
        command.addAll(more);
        command.add(Integer.toString(port));
        return command;
    }

    static Receiver orthanc() {
        return new Receiver(
                "Orthanc",
                "object forced (SyncStorageArea)",
                true,
                (folder, port, noDelay) -> {
                    var settings =
                            Files.writeString(
                                    folder.resolve("orthanc.json"),
                                    """
                                    { "Name": "bench", "DicomAet": "RADFM", "DicomPort": %d, "HttpServerEnabled": false,
                                      "StorageDirectory": "%s", "IndexDirectory": "%s", "DicomServerEnabled": true,
                                      "MaximumPduLength": 131072, "SyncStorageArea": true, "Plugins": [] }
                                    """
                                            .formatted(
                                                    port,
                                                    folder.resolve("db"),
                                                    folder.resolve("db")));
                    return peer(
                            folder,
                            port,
                            noDelay,
                            List.of(
                                    Peers.find("Orthanc").orElseThrow().toString(),
                                    settings.toString()));
                });
    }

    private static Running peer(Path folder, int port, boolean noDelay, List<String> command)
            throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile());
        builder.environment().remove("TCP_NODELAY");
        if (noDelay) {
            builder.environment().putAll(Map.of("TCP_NODELAY", "1"));
        }
        var process = builder.start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException(
                        command.getFirst()
                                + " does not listen: "
                                + Files.readString(folder.resolve("log")));
            }
            LockSupport.parkNanos(20_000_000);
        }
        return () -> {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
