// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.process.SettingsTable;
import io.radfm.streams.assembly.Retention;
import io.radfm.streams.composition.QuestionFile;
import io.radfm.streams.composition.QuestionSet;

import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;

/// Defaults, every key, and what is refused.
class StreamsSettingsTest {
    @Test
    void defaults() {
        var settings = settings(Map.of());
        assertEquals(Duration.ofSeconds(5), settings.policy().assembly().quietTimes().get("DX"));
        assertEquals(Duration.ofSeconds(15), settings.policy().assembly().quietTimes().get("CT"));
        assertEquals(Duration.ofSeconds(30), settings.policy().assembly().quietTimes().get("US"));
        assertEquals(Duration.ofSeconds(20), settings.policy().assembly().otherQuietTime());
        assertEquals(Duration.ofMinutes(30), settings.policy().assembly().deadline());
        assertEquals(Duration.ofSeconds(15), settings.policy().restartGrace());
        assertEquals(6, settings.policy().composition().maxVolumes());
        assertEquals(200, settings.policy().composition().questions().report().getMaxNewTokens());
        assertEquals(
                QuestionFile.of("default"), settings.policy().composition().questions().besides());
        assertEquals(12, settings.policy().composition().questions().maxDiagnoses());
        assertEquals(8, settings.policy().composition().questions().maxNewTokens());
        assertEquals(Duration.ofHours(48), settings.policy().retention().settled());
        assertEquals(Duration.ofMillis(100), settings.commitInterval());
    }

    @Test
    void everyKeyIsMapped() {
        var changed =
                Map.ofEntries(
                        Map.entry("study.quiet.times.ms", "CT=1000, MR=2000"),
                        Map.entry("study.quiet.time.ms", "3000"),
                        Map.entry("study.deadline.ms", "4000"),
                        Map.entry("study.restart.grace.ms", "5000"),
                        Map.entry("study.max.instances", "6"),
                        Map.entry("study.max.series", "7"),
                        Map.entry("context.max.volumes", "8"),
                        Map.entry("context.max.images", "9"),
                        Map.entry("context.max.slices", "10"),
                        Map.entry("context.max.text.characters", "11"),
                        Map.entry("report.prompt", "Report."),
                        Map.entry("report.max.new.tokens", "12"),
                        Map.entry("question.set", "none"),
                        Map.entry("question.max.diagnoses", "16"),
                        Map.entry("question.max.new.tokens", "17"),
                        Map.entry("study.retention.ms", "13000"),
                        Map.entry("job.unanswered.ms", "14000"),
                        Map.entry("study.revision.retention.ms", "15000"),
                        Map.entry("application.id", "a"),
                        Map.entry("instance.id", "b"),
                        Map.entry("state.dir", "c"),
                        Map.entry("threads", "2"),
                        Map.entry("replication.factor", "3"),
                        Map.entry("session.timeout.ms", "7000"),
                        Map.entry("commit.interval.ms", "500"));
        var own = new TreeSet<>(StreamsSettings.KEYS.names());
        own.removeIf(key -> key.startsWith("schema.registry") || key.equals("bootstrap.servers"));
        own.removeAll(io.radfm.events.registry.RegistryConfig.KEYS.names());
        assertEquals(own, new TreeSet<>(changed.keySet()));

        var settings = settings(changed);
        assertEquals(
                Map.of("CT", Duration.ofSeconds(1), "MR", Duration.ofSeconds(2)),
                settings.policy().assembly().quietTimes());
        assertEquals(Duration.ofSeconds(3), settings.policy().assembly().otherQuietTime());
        assertEquals(Duration.ofSeconds(4), settings.policy().assembly().deadline());
        assertEquals(Duration.ofSeconds(5), settings.policy().restartGrace());
        assertEquals(6, settings.policy().assembly().maxInstances());
        assertEquals(7, settings.policy().assembly().maxSeries());
        assertEquals(8, settings.policy().composition().maxVolumes());
        assertEquals(9, settings.policy().composition().maxImages());
        assertEquals(10, settings.policy().composition().maxSlices());
        assertEquals(11, settings.policy().composition().maxTextCharacters());
        assertEquals("Report.", settings.policy().composition().questions().report().getText());
        assertEquals(12, settings.policy().composition().questions().report().getMaxNewTokens());
        assertEquals(QuestionSet.NONE, settings.policy().composition().questions().besides());
        assertEquals(16, settings.policy().composition().questions().maxDiagnoses());
        assertEquals(17, settings.policy().composition().questions().maxNewTokens());
        assertEquals(
                new Retention(
                        Duration.ofSeconds(13), Duration.ofSeconds(14), Duration.ofSeconds(15)),
                settings.policy().retention());
        assertEquals("a", settings.applicationId());
        assertEquals("b", settings.instanceId());
        assertEquals(Path.of("c"), settings.stateDir());
        assertEquals(2, settings.threads());
        assertEquals(3, settings.replicas());
        assertEquals(Duration.ofSeconds(7), settings.sessionTimeout());
        assertEquals(Duration.ofMillis(500), settings.commitInterval());
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "study.quiet.times.ms;CT",
                "study.quiet.times.ms;CT=soon",
                "study.quiet.times.ms;CT=1,,MR=2",
                "study.quiet.time.ms;0",
                "study.deadline.ms;1",
                "context.max.volumes;-1",
                "context.max.slices;2",
                "report.max.new.tokens;0",
                "question.set;/no/such/file.json",
                "question.set;README.md",
                "question.max.diagnoses;-1",
                "question.max.new.tokens;0",
                "threads;0",
                "state.dir;''"
            })
    void badValuesAreRefusedByName(String key, String value) {
        var problems =
                StreamsSettings.KEYS.validate(Map.of(key, value)).stream()
                        .filter(it -> !it.errorMessages().isEmpty())
                        .toList();
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().errorMessages().getFirst().contains(key));
    }

    @Test
    void thePolicyNameTellsSettingsApart() {
        var name = settings(Map.of()).policy().name();
        assertEquals(name, settings(Map.of("threads", "7")).policy().name());
        assertNotEquals(name, settings(Map.of("context.max.volumes", "2")).policy().name());
        assertNotEquals(name, settings(Map.of("question.set", "none")).policy().name());
        assertNotEquals(name, settings(Map.of("study.quiet.times.ms", "CT=1")).policy().name());
    }

    @Test
    void theReadmeHoldsThisTable() throws Exception {
        var readme = Files.readString(Path.of("README.md"));
        assertEquals(SettingsTable.refresh(readme, StreamsSettings.KEYS), readme);
        assertTrue(readme.contains("study.quiet.times.ms"));
    }

    private static StreamsSettings settings(Map<String, String> values) {
        return StreamsSettings.of(new AbstractConfig(StreamsSettings.KEYS, values, false));
    }
}
