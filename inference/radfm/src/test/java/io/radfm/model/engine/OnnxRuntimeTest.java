// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The engine in a process of its own.
class OnnxRuntimeTest {
    @TempDir Path folder;

    /// What the process runs.
    public static final class Start {
        private Start() {}

        public static void main(String[] arguments) {
            System.out.println(OnnxRuntime.description());
        }
    }

    @Test
    void itStartsHoweverLongTheCommandLine() throws Exception {
        var output = folder.resolve("output");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dai.djl.offline=true",
                                "-Djava.io.tmpdir=" + folder,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Start.class.getName(),
                                "x".repeat(100_000))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "it starts, or not, but it does not hang");
        assertEquals(0, process.exitValue(), "above 128 it was ended by a signal");
        assertEquals(OnnxRuntime.description(), Files.readAllLines(output).getLast());
    }
}
