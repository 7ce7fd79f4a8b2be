// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Another JVM, started from this one's class path or a jar, logging to a file; it can be killed as
/// a machine failure would.
public final class JavaProcess implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dai.djl.offline=true",
                    "-XX:+UseSerialGC");

    /// Which of this JVM's flags others get too: tests compile briefly, as they run briefly.
    private static final List<String> INHERITED =
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(flag -> flag.startsWith("-XX:TieredStopAtLevel="))
                    .toList();

    private final String name;
    private final Process process;
    private final Path log;

    private JavaProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// Starts `java FLAGS arguments…`; its own temporary folder lies beside the log.
    public static JavaProcess start(String name, Path folder, List<String> arguments)
            throws IOException {
        Files.createDirectories(folder);
        var temporary = Files.createDirectories(folder.resolve("tmp"));
        var log = folder.resolve(name + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(INHERITED);
        command.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
        Optional.ofNullable(System.getProperty("radfm.home"))
                .ifPresent(home -> command.add("-Dradfm.home=" + home));
        command.addAll(arguments);
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        return new JavaProcess(name, process, log);
    }

    /// Starts a main class with this process's class path.
    public static JavaProcess main(
            String name, Path folder, String heap, Class<?> main, String... arguments)
            throws IOException {
        return main(name, folder, heap, main.getName(), List.of(arguments));
    }

    static JavaProcess main(
            String name, Path folder, String heap, String main, List<String> arguments)
            throws IOException {
        var all = new ArrayList<>(List.of("-Xmx" + heap, "-cp", classPath(), main));
        all.addAll(arguments);
        return start(name, folder, all);
    }

    /// This process's, also good from another working directory.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Waits until the condition holds; fails with the end of the log if the process ends or time
    /// is up.
    public void awaitReady(Duration atMost, BooleanSupplier ready) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IOException(
                        name + " ended with exit code " + process.exitValue() + "; " + lastWords());
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new IOException(
                        name + " was not ready within " + atMost + "; " + lastWords());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(log);
        return "the end of "
                + log
                + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    /// kill -9: no hook runs, nothing is flushed.
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /// SIGTERM, then kill -9 if it has not ended after ten seconds.
    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(Duration.ofSeconds(10))) {
            kill();
        }
    }

    private boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }
}
