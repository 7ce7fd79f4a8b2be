// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.model.EngineStatistics;
import io.radfm.model.RadFm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/// What the model's engine has done and holds, read from it when somebody looks.
final class EngineMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private final MeterRegistry registry;
    private final RadFm model;

    private EngineMetrics(MeterRegistry registry, RadFm model) {
        this.registry = registry;
        this.model = model;
    }

    /// The registry holds the model weakly: it must be kept by who uses it.
    static void register(MeterRegistry registry, RadFm model) {
        var it = new EngineMetrics(registry, model);
        it.passes();
        it.scans();
        it.now();
    }

    private void passes() {
        var seconds = "radfm.worker.engine.seconds";
        var spent = "Time that the engine spent, by what for";
        count(seconds, spent, "pass", "encode", EngineStatistics::encodeSeconds);
        count(seconds, spent, "pass", "prefill", EngineStatistics::prefillSeconds);
        count(seconds, spent, "pass", "decode", EngineStatistics::decodeSeconds);
        var tokens = "radfm.worker.engine.tokens";
        var made = "Positions of prompts filled in, shared ones once, and tokens made";
        count(tokens, made, "pass", "prefill", EngineStatistics::promptTokens);
        count(tokens, made, "pass", "decode", EngineStatistics::answerTokens);
        FunctionCounter.builder("radfm.worker.engine.steps", model, it -> it.statistics().steps())
                .description("Decoding passes: each makes a token for every answer under way")
                .register(registry);
    }

    private void scans() {
        var name = "radfm.worker.scans";
        var asked = "Scans that the model was shown, by where their tokens came from";
        count(name, asked, "from", "cache", EngineStatistics::scansFound);
        count(name, asked, "from", "encoder", EngineStatistics::scansEncoded);
    }

    private void now() {
        gauge(
                "radfm.worker.decode.tokens.per.second",
                "Tokens a second of the last decoding passes, all answers together",
                EngineStatistics::tokensPerSecond);
        gauge(
                "radfm.worker.batch.size",
                "Answers that the last decoding pass served; 0 when idle",
                EngineStatistics::batch);
        memory("keys_values", it -> it.statistics().cacheBytes());
        memory("encoded_scans", it -> it.statistics().scanBytes());
        if (Files.isReadable(STATUS)) {
            memory("resident", _ -> resident());
        }
    }

    private void count(
            String name,
            String description,
            String label,
            String value,
            ToDoubleFunction<EngineStatistics> of) {
        FunctionCounter.builder(name, model, it -> of.applyAsDouble(it.statistics()))
                .description(description)
                .tag(label, value)
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<EngineStatistics> of) {
        Gauge.builder(name, model, it -> of.applyAsDouble(it.statistics()))
                .description(description)
                .register(registry);
    }

    private void memory(String of, ToDoubleFunction<RadFm> bytes) {
        Gauge.builder("radfm.worker.memory", model, bytes)
                .description("Memory that this process holds: all of it, and of that for what")
                .baseUnit("bytes")
                .tag("of", of)
                .register(registry);
    }

    /// Of this process, by the kernel's account.
    private static double resident() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
