// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.Manifest;
import io.radfm.model.conversion.ModelWriter.Identity;
import io.radfm.model.conversion.ModelWriter.Order;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is left of conversions that did not end.
class WorkplaceTest {
    private static final Configuration SIZES = TestModels.sizes(300, 96, 250, 2, 3);

    @TempDir Path folder;

    @Test
    void whatAKilledConversionLeftIsGoneAfterTheNext() throws Exception {
        var model = folder.resolve("model");
        var process = start(model);
        assertEquals('w', process.getInputStream().read(), "it is writing weights");
        process.destroyForcibly().waitFor();
        assertEquals(List.of(".model.partial"), entries(folder));
        assertTrue(entries(folder.resolve(".model.partial")).contains("config.json"));

        TestModels.write(model, SIZES, 1, TestModels.FP32);
        assertEquals(List.of("model"), entries(folder));
        Manifest.read(model);
        assertTrue(entries(model).stream().noneMatch(name -> name.startsWith(".")));
    }

    @Test
    void whatALivingConversionMakesIsLeftAlone() throws Exception {
        var model = folder.resolve("model");
        var process = start(model);
        try {
            assertEquals('w', process.getInputStream().read());
            var refusal =
                    assertThrows(
                            FileAlreadyExistsException.class,
                            () -> TestModels.write(model, SIZES, 1, TestModels.FP32));
            assertEquals(model + ": is being made by another conversion", refusal.getMessage());
            assertTrue(Files.exists(folder.resolve(".model.partial/config.json")));
            TestModels.write(folder.resolve("other"), SIZES, 1, TestModels.FP32);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void oneThatFailsLeavesNothing() throws Exception {
        var model = folder.resolve("model");
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                write(
                                        model,
                                        (_, _) -> {
                                            throw new IllegalStateException("no more");
                                        }));
        assertEquals("no more", failure.getMessage());
        assertEquals(List.of(), entries(folder));
    }

    private static List<String> entries(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Process start(Path model) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkplaceTest.class.getName(),
                        model.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Converts for ever: says `w` after its first piece of weights, and stands still.
    public static void main(String[] arguments) throws Exception {
        write(
                Path.of(arguments[0]),
                (_, _) -> {
                    System.out.print('w');
                    System.out.flush();
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void write(Path model, ModelWriter.Listener listener) throws IOException {
        ModelWriter.write(
                model,
                new Order(
                        new Identity("random", "1", false, "noise"),
                        SIZES,
                        Optional.empty(),
                        TestModels.FP32,
                        1),
                new RandomNumbers(1, 0.1),
                listener);
    }
}
