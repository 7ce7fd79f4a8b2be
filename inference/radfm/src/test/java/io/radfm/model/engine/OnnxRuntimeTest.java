// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What ONNX Runtime does to the process it is loaded into.
class OnnxRuntimeTest {
    @TempDir Path home;

    /// Started in a JVM of its own, with a class path as long as a whole application's.
    @Test
    void itStartsUnderALongCommandLineAndLeavesNothingInTheUsersHome() throws Exception {
        var classPath = System.getProperty("java.class.path") + ":/" + "x".repeat(30_000);
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dai.djl.offline=true",
                                "-XX:-UsePerfData",
                                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                                "-cp",
                                classPath,
                                Starts.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        builder.environment().remove("ORT_DISABLE_TELEMETRY");
        var process = builder.start();
        assertEquals(true, process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        try (var left = Files.walk(home)) {
            var kept =
                    left.filter(Files::isRegularFile)
                            .map(home::relativize)
                            .filter(file -> !file.startsWith(".djl.ai"))
                            .toList();
            assertEquals(List.of(), kept);
        }
    }

    /// The process that is started.
    static final class Starts {
        public static void main(String[] arguments) {
            OnnxRuntime.environment();
        }
    }
}
