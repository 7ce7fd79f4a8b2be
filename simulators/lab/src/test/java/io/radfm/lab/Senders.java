// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Tag;
import io.radfm.modality.Simulate;
import io.radfm.testkit.Peers;
import io.radfm.wire.scu.Send;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/// Who sends in these tests, and what.
public final class Senders {
    private Senders() {}

    /// A sending under way; its result is the exit code.
    static FutureTask<Integer> begin(Callable<Integer> sending) {
        var task = new FutureTask<>(sending);
        Thread.ofPlatform().name("sender").start(task);
        return task;
    }

    /// `./radfm send`, which tries again what was refused for now or whose association was lost,
    /// and never sends again what was answered with success.
    public static FutureTask<Integer> send(Path files, String to, Path journal) {
        return begin(
                () ->
                        new CommandLine(new Send())
                                .setOut(new PrintWriter(Writer.nullWriter()))
                                .execute(
                                        files.toString(),
                                        "--to",
                                        to,
                                        "--attempts",
                                        "30",
                                        "--timeout",
                                        "20",
                                        "--journal",
                                        journal.toString()));
    }

    /// DCMTK's program where it is installed, else our own.
    static FutureTask<Integer> send(String program, Path files, int port, Path journal) {
        return Peers.find(program).isEmpty()
                ? send(files, "RADFM@127.0.0.1:" + port, journal)
                : begin(
                        () -> {
                            var outcome =
                                    Peers.run(
                                            program,
                                            "-aec",
                                            "RADFM",
                                            "+sd",
                                            "127.0.0.1",
                                            Integer.toString(port),
                                            files.toString());
                            assertEquals(0, outcome.exitCode(), outcome.output());
                            return outcome.exitCode();
                        });
    }

    /// Small simulated CT studies, several files each.
    public static Path simulated(Path folder, int studies, int seed) {
        int exit =
                new CommandLine(new Simulate())
                        .setOut(new PrintWriter(Writer.nullWriter()))
                        .execute(
                                "--out",
                                folder.toString(),
                                "--studies",
                                Integer.toString(studies),
                                "--modalities",
                                "CT",
                                "--small",
                                "--seed",
                                Integer.toString(seed));
        assertEquals(0, exit);
        return folder;
    }

    /// The files of a folder: how many instances each study has.
    public static Map<String, Integer> instances(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(Senders::study, _ -> 1, Integer::sum));
        }
    }

    private static String study(Path file) {
        try {
            return DicomReader.read(file).dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
