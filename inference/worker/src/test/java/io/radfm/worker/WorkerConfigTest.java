// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Compute;
import io.radfm.process.SettingsTable;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Settings: their defaults, what they become, what is refused.
class WorkerConfigTest {
    @Test
    void withoutSettingsItWorksInTheFolderOfTheLab() {
        var config = config(Map.of());
        assertEquals(Path.of("lab/model"), config.model());
        assertEquals(Path.of("lab/objects").toUri(), config.objectStore());
        assertEquals(Runtime.getRuntime().availableProcessors(), config.engine().threads());
        assertEquals(new ShareGroup("radfm-workers", Duration.ofSeconds(60), 5), config.group());
        assertEquals(Duration.ofSeconds(20), config.times().renewEvery());
        assertEquals(Duration.ofMillis(250), config.progressEvery());
    }

    @Test
    void everySettingReachesTheCode() {
        var config =
                config(
                        Map.ofEntries(
                                Map.entry("worker.name", "here"),
                                Map.entry("worker.slots", "3"),
                                Map.entry("data.dir", "/data"),
                                Map.entry("model.dir", "/model"),
                                Map.entry("object.store", "file:/store"),
                                Map.entry("inference.engine", "cuda"),
                                Map.entry("inference.device", "2"),
                                Map.entry("inference.numbers", "bf16"),
                                Map.entry("engine.threads", "5"),
                                Map.entry("engine.batch", "7"),
                                Map.entry("engine.cache.bytes", "11"),
                                Map.entry("prepare.threads", "13"),
                                Map.entry("prepare.max.bytes", "1700000"),
                                Map.entry("group.id", "group"),
                                Map.entry("lock.duration.ms", "19000"),
                                Map.entry("lock.renew.ms", "2300"),
                                Map.entry("delivery.limit", "9"),
                                Map.entry("job.patience.ms", "2900"),
                                Map.entry("job.timeout.ms", "3100"),
                                Map.entry("drain.timeout.ms", "3700"),
                                Map.entry("progress.interval.ms", "47"),
                                Map.entry("answer.max.tokens", "41"),
                                Map.entry("answer.repeat.limit", "43")));
        assertEquals("here", config.name());
        assertEquals(3, config.slots());
        assertEquals(Path.of("/model"), config.model());
        assertEquals(URI.create("file:/store"), config.objectStore());
        assertEquals(
                new Compute(Compute.Engine.CUDA, 2, Compute.Numbers.BF16),
                config.engine().compute());
        assertEquals(5, config.engine().threads());
        assertEquals(7, config.engine().batch());
        assertEquals(11, config.engine().cacheBytes());
        assertEquals(13, config.prepareThreads());
        assertEquals(1_700_000, config.prepareMaxBytes());
        assertEquals(new ShareGroup("group", Duration.ofSeconds(19), 9), config.group());
        assertEquals(
                new Lane.Times(
                        Duration.ofMillis(2300), Duration.ofMillis(3100), Duration.ofMillis(3700)),
                config.times());
        assertEquals(Duration.ofMillis(2900), config.patience());
        assertEquals(Duration.ofMillis(47), config.progressEvery());
        assertEquals(new Drafter.AnswerLimits(41, 43), config.answers());
    }

    @ParameterizedTest
    @CsvSource({
        "worker.name, ''",
        "worker.slots, 0",
        "inference.engine, metal",
        "inference.device, -1",
        "inference.numbers, fp8",
        "engine.batch, 0",
        "prepare.max.bytes, 1000",
        "lock.duration.ms, 10",
        "lock.renew.ms, 30001",
        "delivery.limit, 1",
        "job.timeout.ms, 0",
        "progress.interval.ms, -1",
        "answer.max.tokens, 0"
    })
    void aValueOutOfBoundsIsRefusedByName(String key, String value) {
        var refusal = assertThrows(ConfigException.class, () -> config(Map.of(key, value)));
        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
    }

    @Test
    void theTableInTheReadmeIsTheOneInTheCode() throws IOException {
        var home = Path.of(System.getProperty("radfm.home"));
        var readme = Files.readString(home.resolve("inference/worker/README.md"));
        assertEquals(SettingsTable.refresh(readme, WorkerConfig.KEYS), readme);
    }

    private static WorkerConfig config(Map<String, String> settings) {
        return WorkerConfig.of(new AbstractConfig(WorkerConfig.KEYS, settings, false));
    }
}
