// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.Eventually;
import io.radfm.testkit.FreePort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A role as a process: help, refusals, start, end.
class RoleCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    private record Ran(int exitCode, String out, String err) {}

    private static Ran run(Role.Spec role, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode =
                RoleCommand.of(role)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    @Test
    void helpTellsEverySettingWithItsDefault() {
        var help = run(Guesthouse.SPEC, "--help");
        assertEquals(0, help.exitCode());
        for (var part :
                List.of(
                        "Lets rooms.",
                        "--beds=N",
                        "How many beds. Default: 7.",
                        "--[no-]open",
                        "--config=FILE",
                        "--management-port=N")) {
            assertTrue(help.out().contains(part), help.out());
        }
    }

    @Test
    void settingsAreAllRefusedAtOnceBeforeAnythingStarts() {
        var closings = new AtomicInteger();
        var role = Guesthouse.spec(closings, CompletableFuture.completedFuture(0));
        var ran = run(role, "--beds=0", "--management-port=70000");
        assertEquals(2, ran.exitCode());
        assertTrue(ran.err().contains("beds") && ran.err().contains("management.port"), ran.err());
        assertTrue(ran.err().contains("./radfm guesthouse --help"), ran.err());
        assertEquals(0, closings.get());
        assertEquals(2, run(role, "--no-such-option").exitCode());
        assertEquals(2, run(role, "--config", folder.resolve("no").toString()).exitCode());
    }

    @Test
    void aRoleThatCannotStartSaysWhyWithAllCauses() {
        var ran = run(Guesthouse.SPEC, "--no-open");
        assertEquals(1, ran.exitCode());
        assertTrue(
                ran.err().contains("guesthouse could not start: no guests: the door is locked"),
                ran.err());
    }

    @Test
    void aRoleThatEndsByItselfGivesItsExitCodeAndIsClosedOnce() {
        var closings = new AtomicInteger();
        var ran = run(Guesthouse.spec(closings, CompletableFuture.completedFuture(3)));
        assertEquals(3, ran.exitCode());
        assertEquals(1, closings.get());
    }

    @Test
    void theManagementPortServesHealthAndMetricsWhileTheRoleRuns() throws Exception {
        int port = FreePort.next();
        var end = new CompletableFuture<Integer>();
        var role = Guesthouse.spec(new AtomicInteger(), end);
        var running =
                CompletableFuture.supplyAsync(
                        () -> run(role, "--beds=9", "--management-port=" + port));
        try (var http = HttpClient.newHttpClient()) {
            var base = "http://127.0.0.1:" + port;
            Eventually.holds(
                    "the port answers", PATIENCE, () -> status(http, base + "/health") != 0);
            assertEquals(503, status(http, base + "/health"));
            var metrics =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + "/metrics")).build(),
                            BodyHandlers.ofString());
            assertTrue(metrics.body().contains("guesthouse_beds 9.0"), metrics.body());
            end.complete(0);
            assertEquals(0, running.get(60, TimeUnit.SECONDS).exitCode());
            assertEquals(0, status(http, base + "/health"));
        }
    }

    private static int status(HttpClient http, String url) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException notThere) {
            return 0;
        }
    }

    @Test
    void aSignalClosesTheRoleBeforeTheProcessEnds() throws Exception {
        var log = folder.resolve("log");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Guesthouse.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            Eventually.holds(
                    "the role runs", PATIENCE, () -> Files.readString(log).contains("open"));
            process.destroy(); // SIGTERM
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(143, process.exitValue());
            assertTrue(Files.readString(log).contains("closed"), Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }
}
