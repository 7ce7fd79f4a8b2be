// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The simulated driver and runtime, compiled for this run of the tests.
final class Simulator {
    static final long GPU_BYTES = 1 << 24;

    private Simulator() {}

    /// The library's path. Skips the test where there is no C compiler.
    static String library(Path folder) throws IOException, InterruptedException {
        var library = folder.resolve("cuda-simulator.so");
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/cc")),
                "no C compiler to make the simulated GPU with");
        var made =
                new ProcessBuilder(
                                "/usr/bin/cc",
                                "-shared",
                                "-fPIC",
                                "-O1",
                                "-o",
                                library.toString(),
                                "src/test/resources/cuda-simulator.c")
                        .redirectErrorStream(true)
                        .start();
        var said = new String(made.getInputStream().readAllBytes());
        assertEquals(0, made.waitFor(), said);
        return library.toString();
    }

    static CudaRuntime runtime(String library) {
        return CudaRuntime.open(List.of(library));
    }
}
