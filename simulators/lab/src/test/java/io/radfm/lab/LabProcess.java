// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import io.radfm.platform.JavaProcess;
import io.radfm.platform.Ports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./radfm lab` as a process of its own, on free ports that are kept in its folder, with short
/// quiet times; without simulators unless they are asked for.
public final class LabProcess implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    /// What [#SETTINGS] says.
    public static final Duration QUIET = Duration.ofSeconds(3);

    /// For whoever starts roles: short, so that tests are.
    static final String SETTINGS =
            """
            study.quiet.times.ms=CT=3000,MR=3000,CR=3000
            study.restart.grace.ms=10000
            object.store.min.free.percent=0
            report.max.new.tokens=16
            """;

    private final Path data;
    private final JavaProcess process;

    private LabProcess(Path data, JavaProcess process) {
        this.data = data;
        this.process = process;
    }

    /// Ready when this returns.
    public static LabProcess start(Path folder, String... options) throws IOException {
        var data = folder.resolve("lab");
        Files.createDirectories(data);
        var arguments = arguments(data);
        if (List.of(options).contains("--simulators")) {
            arguments.remove("--no-simulators");
        }
        arguments.add("--config=" + Files.writeString(folder.resolve("lab.properties"), SETTINGS));
        arguments.addAll(List.of(options));
        var process =
                JavaProcess.main(
                        "lab-process",
                        folder.resolve("process"),
                        "1g",
                        Radfm.class,
                        arguments.toArray(String[]::new));
        var lab = new LabProcess(data, process);
        process.awaitReady(PATIENCE, () -> lab.hasPorts() && lab.api().isReady());
        return lab;
    }

    /// The command line of another lab on this folder.
    static List<String> command(Path data) {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Radfm.class.getName()));
        command.addAll(arguments(data));
        return command;
    }

    private static List<String> arguments(Path data) {
        return new ArrayList<>(
                List.of(
                        "lab",
                        "--no-simulators",
                        "--data-dir=" + data,
                        "--dicom-port=0",
                        "--http-port=0"));
    }

    private boolean hasPorts() {
        return Files.exists(data.resolve("ports"));
    }

    public int dicomPort() throws IOException {
        return Ports.keptIn(data, 2).getFirst();
    }

    Api api() {
        try {
            return new Api(Ports.keptIn(data, 2).getLast());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path data() {
        return data;
    }

    public Map<String, String> cluster() throws IOException {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + Ports.keptIn(data.resolve("kafka"), 2).getFirst(),
                "schema.registry.url",
                "http://127.0.0.1:%d/apis/ccompat/v7"
                        .formatted(Ports.keptIn(data.resolve("registry"), 2).getFirst()));
    }

    Path output() {
        return process.log();
    }

    /// kill -9 of the lab and all its children.
    void kill() {
        var children =
                ProcessHandle.of(process.pid()).stream()
                        .flatMap(ProcessHandle::descendants)
                        .toList();
        process.kill();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        process.close();
    }
}
