// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// dcmsend, one process and association for each folder, all at once. Timed from the first request
/// to the last response, so that looking for files and starting processes count for nobody.
final class Sender {
    private static final String PDU_BYTES = "131072";
    private static final int LAST_WORDS = 20;

    private Sender() {}

    /// @param succeeded how many were answered with status 0x0000
    /// @param lastWords the end of what dcmsend printed
    record Outcome(int succeeded, double seconds, String lastWords) {
        double perSecond() {
            return succeeded / seconds;
        }
    }

    static Outcome send(int port, List<Path> folders) throws Exception {
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var parts =
                    threads.invokeAll(
                            folders.stream()
                                    .map(folder -> (Callable<Part>) () -> part(port, folder))
                                    .toList());
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            int succeeded = 0;
            var lastWords = new StringBuilder();
            for (var done : parts) {
                var part = done.get();
                first = Math.min(first, part.firstNanos);
                last = Math.max(last, part.lastNanos);
                succeeded += part.succeeded;
                lastWords.append(part.lastWords).append('\n');
            }
            return new Outcome(succeeded, (last - first) / 1e9, lastWords.toString());
        } catch (ExecutionException e) {
            throw new IOException("dcmsend failed", e.getCause());
        }
    }

    private record Part(long firstNanos, long lastNanos, int succeeded, String lastWords) {}

    private static Part part(int port, Path folder) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                "dcmsend",
                                "-v",
                                "--max-send-pdu",
                                PDU_BYTES,
                                "-aec",
                                "RADFM",
                                "+sd",
                                "+r",
                                "127.0.0.1",
                                Integer.toString(port),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        long first = 0;
        long last = 0;
        int succeeded = 0;
        var lastWords = new ArrayDeque<String>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                lastWords.add(line);
                if (lastWords.size() > LAST_WORDS) {
                    lastWords.remove();
                }
                if (first == 0 && line.contains("Sending C-STORE Request")) {
                    first = System.nanoTime();
                }
                if (line.contains("Received C-STORE Response")) {
                    last = System.nanoTime();
                    succeeded += line.contains("Success") ? 1 : 0;
                }
            }
        }
        process.waitFor();
        return new Part(first, last, succeeded, String.join("\n", lastWords));
    }
}
