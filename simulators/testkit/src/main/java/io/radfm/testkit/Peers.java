// SPDX-License-Identifier: Apache-2.0
package io.radfm.testkit;

import org.junit.jupiter.api.Assumptions;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Independent programs (DCMTK, dicom3tools, Orthanc, Chromium) that our own are held against.
public final class Peers {
    private static final List<String> EXTRA = List.of("/usr/sbin", "/usr/local/bin");

    private Peers() {}

    /// What a finished program answered.
    public record Outcome(int exitCode, String output) {}

    /// Where this program is installed; without it the test is skipped.
    public static Path require(String program) {
        var found = find(program);
        Assumptions.assumeTrue(
                found.isPresent(), () -> "skipped: " + program + " is not installed");
        return found.orElseThrow();
    }

    public static Optional<Path> find(String program) {
        var folders =
                new java.util.ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
        folders.addAll(EXTRA);
        return folders.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Runs a program to its end, at most a minute, and answers its exit code and all it printed.
    public static Outcome run(String program, String... arguments)
            throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>();
        command.add(require(program).toString());
        command.addAll(List.of(arguments));
        var log = Files.createTempFile("peer", ".log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException(
                        program + " did not end within 60 s: " + Files.readString(log));
            }
            return new Outcome(
                    process.exitValue(),
                    new String(
                            Files.readAllBytes(log), java.nio.charset.StandardCharsets.ISO_8859_1));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(log);
        }
    }
}
