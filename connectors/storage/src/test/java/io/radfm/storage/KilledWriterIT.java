// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// kill -9 in the middle of writing: what was reported as committed is there and whole, what has a
/// name is whole, and the rest is swept.
class KilledWriterIT {
    @TempDir Path folder;

    @RepeatedTest(3)
    void everyCommittedObjectIsWholeAndNothingElseIsLeft() throws Exception {
        var log = folder.resolve("committed.log");
        var objects = folder.resolve("objects");
        var writer =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                objects.toUri().toString())
                        .redirectOutput(log.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            Eventually.get(
                    "commits", Duration.ofMinutes(1), () -> reported(log).size(), n -> n > 100);
        } finally {
            writer.destroyForcibly().waitFor();
        }

        assertTrue(count(objects.resolve("incoming")) > 1, "killed in the middle of an upload");
        try (var store = ObjectStore.of(objects.toUri())) {
            for (var digest : reported(log)) {
                store.verify(digest);
            }
            for (var file : files(objects.resolve("sha256"))) {
                store.verify(file.getParent().getFileName() + file.getFileName().toString());
            }
            assertEquals(2, count(objects.resolve("incoming"))); // our own two locks
        }
    }

    /// The complete lines only: the last may be cut by the kill.
    private static List<String> reported(Path log) throws IOException {
        var text = Files.readString(log);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static long count(Path folder) throws IOException {
        return files(folder).size();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
