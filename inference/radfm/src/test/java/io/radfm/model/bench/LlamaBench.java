// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.bench;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.radfm.testkit.Peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// llama.cpp's own benchmark, where it is installed (`llama-bench` on the PATH, or named by
/// `-Dradfm.llama.bench=FILE`).
record LlamaBench(Path program, Path model, int threads, int repetitions) {
    private static final String NAME = "llama-bench";

    static Optional<Path> find() {
        var named = System.getProperty("radfm.llama.bench", "");
        return named.isEmpty() ? Peers.find(NAME) : Optional.of(Path.of(named));
    }

    /// Tokens per second of a prompt of so many.
    double prefill(int prompt) throws IOException {
        return run("-p", "" + prompt, "-n", "0");
    }

    /// Tokens per second, one after the other, of so many after a prompt.
    double decode(int prompt, int tokens) throws IOException {
        return run("-p", "0", "-n", "" + tokens, "-d", "" + prompt);
    }

    /// The middle of the repetitions of one test.
    private double run(String... test) throws IOException {
        var command = new ArrayList<>(List.of(program.toString(), "-m", model.toString()));
        command.addAll(List.of("-t", "" + threads, "-r", "" + repetitions, "-o", "json"));
        command.addAll(List.of(test));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.getInputStream()) {
            var samples = new ObjectMapper().readTree(out).path(0).path("samples_ts");
            if (samples.isEmpty()) {
                throw new IOException(program + " gave no rates");
            }
            var rates = new double[samples.size()];
            for (int i = 0; i < rates.length; i++) {
                rates[i] = samples.get(i).asDouble();
            }
            return Times.median(rates);
        } finally {
            process.destroy();
        }
    }
}
