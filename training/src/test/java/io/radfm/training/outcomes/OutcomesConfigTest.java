// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.process.Cluster;
import io.radfm.process.SettingsTable;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;

/// What the outcomes role is told.
class OutcomesConfigTest {
    private static final Map<String, String> EVERY_SETTING =
            Map.of(
                    "outcomes.application.id", "app",
                    "outcomes.instance.id", "me",
                    "outcomes.state.dir", "state",
                    "outcomes.replication.factor", "3",
                    "outcomes.keep.days", "7");

    @Test
    void everySettingReachesTheCode() {
        assertEquals(
                new OutcomesConfig("app", "me", Path.of("state"), 3, Duration.ofDays(7)),
                config(EVERY_SETTING));
    }

    @Test
    void noSettingOfItsOwnIsLeftOutOfTheseTests() {
        var own = new HashSet<>(OutcomesConfig.KEYS.names());
        own.removeAll(Cluster.define(new ConfigDef()).names());
        assertEquals(EVERY_SETTING.keySet(), own);
    }

    @Test
    void defaults() {
        assertEquals(
                new OutcomesConfig(
                        "radfm-outcomes",
                        "outcomes-1",
                        Path.of("data/outcomes"),
                        -1,
                        Duration.ofDays(90)),
                config(Map.of()));
    }

    @Test
    void pairsAndStateAreCommittedTogether() {
        var streams = config(Map.of()).streams(Map.of("bootstrap.servers", "b:1"));
        assertEquals("exactly_once_v2", streams.get("processing.guarantee"));
        assertEquals("b:1", streams.get("bootstrap.servers"));
    }

    @ParameterizedTest
    @CsvSource({
        "outcomes.keep.days, 0",
        "outcomes.keep.days, 3651",
        "outcomes.replication.factor, 10",
        "outcomes.application.id, ''"
    })
    void aValueOutOfBoundsIsRefusedByName(String key, String value) {
        var refusal = assertThrows(ConfigException.class, () -> config(Map.of(key, value)));
        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
    }

    @Test
    void theTableInTheReadmeIsTheOneInTheCode() throws IOException {
        var home = Path.of(System.getProperty("radfm.home"));
        var readme = Files.readString(home.resolve("training/README.md"));
        assertEquals(SettingsTable.refresh(readme, OutcomesConfig.KEYS), readme);
    }

    private static OutcomesConfig config(Map<String, String> settings) {
        return OutcomesConfig.of(new AbstractConfig(OutcomesConfig.KEYS, settings, false));
    }
}
