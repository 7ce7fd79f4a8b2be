// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.radfm.model.Digests;
import io.radfm.testkit.Eventually;
import io.radfm.training.train.Phantoms;
import io.radfm.training.train.Train;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs as processes of their own, ended in both ways a process can be ended.
@Timeout(180)
class KilledTrainIT {
    private static final int SIGTERM_EXIT = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir private static Path folder;
    private static String wanted;

    /// The command, as the launcher starts it.
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            System.exit(new CommandLine(new Train()).execute(arguments));
        }
    }

    @BeforeAll
    static void trainWithoutInterruption() throws Exception {
        Phantoms.write(folder.resolve("data"), 12, 1);
        assertEquals(0, start("straight").waitFor());
        wanted = Digests.sha256(folder.resolve("straight/model.safetensors"));
    }

    @Test
    void afterKillMinusNineTheResumedRunEndsWithTheSameWeights() throws Exception {
        var process = start("killed");
        awaitCheckpoint("killed", process);
        process.destroyForcibly().waitFor();
        assumeFalse(Files.exists(folder.resolve("killed")), "the run ended before it was killed");
        assertEquals(0, start("killed", "--resume").waitFor());
        assertEquals(wanted, Digests.sha256(folder.resolve("killed/model.safetensors")));
    }

    /// As Ctrl-C: the step is finished, a checkpoint saved.
    @Test
    void whenToldToEndItSavesACheckpointFirst() throws Exception {
        var process = start("told");
        awaitCheckpoint("told", process);
        long before = newest("told");
        process.destroy();
        int exit = process.waitFor();
        assumeFalse(exit == 0, "the run ended before it was told to");
        assertEquals(SIGTERM_EXIT, exit);
        assertTrue(log("told").contains("--resume goes on"), () -> log("told"));
        assertTrue(newest("told") >= before, "no checkpoint was saved");
        assertEquals(0, start("told", "--resume").waitFor());
        assertEquals(wanted, Digests.sha256(folder.resolve("told/model.safetensors")));
    }

    /// Forty steps, a checkpoint after every seventh.
    private static Process start(String name, String... more) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dai.djl.offline=true",
                                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                                "-Xmx500m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                Main.class.getName(),
                                "--data=" + folder.resolve("data"),
                                "--size=mini",
                                "--to=" + folder.resolve(name),
                                "--steps=40",
                                "--batch=8",
                                "--generate=0",
                                "--threads=1",
                                "--checkpoint-every=7"));
        command.addAll(List.of(more));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), name + ".log")));
        return builder.start();
    }

    private static void awaitCheckpoint(String name, Process process) throws Exception {
        Eventually.holds(
                "a checkpoint of " + name,
                PATIENCE,
                () -> {
                    boolean saved = newest(name) >= 0;
                    assertTrue(saved || process.isAlive(), () -> "ended early: " + log(name));
                    return saved;
                });
    }

    /// The step of the newest checkpoint; −1 when there is none.
    private static long newest(String name) throws IOException {
        var newest = new RunFolder(folder.resolve(name + ".run")).newest();
        return newest.map(it -> it.getFileName().toString().replaceAll("\\D", ""))
                .map(Long::parseLong)
                .orElse(-1L);
    }

    private static String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }
}
