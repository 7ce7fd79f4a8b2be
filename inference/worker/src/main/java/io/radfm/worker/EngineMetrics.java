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
import java.util.HashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// What the engines of this process have done and hold, read from them when somebody looks. While
/// one model takes the place of another there are two.
final class EngineMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private final Set<RadFm> models = new HashSet<>();
    private EngineStatistics ended = EngineStatistics.NONE;
    private final MeterRegistry registry;

    private EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// The registry holds it weakly: it must be kept by who uses it.
    static EngineMetrics in(MeterRegistry registry) {
        var it = new EngineMetrics(registry);
        it.passes();
        it.scans();
        it.now();
        return it;
    }

    synchronized void opened(RadFm model) {
        models.add(model);
    }

    /// Called before it is closed.
    synchronized void closing(RadFm model) {
        if (models.remove(model)) {
            ended = ended.plus(model.statistics().ended());
        }
    }

    private synchronized EngineStatistics statistics() {
        return models.stream().map(RadFm::statistics).reduce(ended, EngineStatistics::plus);
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
        FunctionCounter.builder("radfm.worker.engine.steps", this, it -> it.statistics().steps())
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
        FunctionCounter.builder(name, this, it -> of.applyAsDouble(it.statistics()))
                .description(description)
                .tag(label, value)
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<EngineStatistics> of) {
        Gauge.builder(name, this, it -> of.applyAsDouble(it.statistics()))
                .description(description)
                .register(registry);
    }

    private void memory(String of, ToDoubleFunction<EngineMetrics> bytes) {
        Gauge.builder("radfm.worker.memory", this, bytes)
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
