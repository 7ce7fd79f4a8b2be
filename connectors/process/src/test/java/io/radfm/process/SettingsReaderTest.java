// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class SettingsReaderTest {
    private static final ConfigDef KEYS =
            Cluster.define(
                    new ConfigDef()
                            .define("beds", Type.INT, 7, Range.atLeast(1), Importance.HIGH, "Beds.")
                            .define("quiet.time-ms", Type.LONG, 5L, Importance.HIGH, "Quiet.")
                            .define("secret", Type.PASSWORD, "none", Importance.HIGH, "Secret."));

    @TempDir Path folder;

    @Test
    void theCommandLineIsStrongerThanTheEnvironmentAndThatThanTheFile() throws Exception {
        assertEquals(7, read(Map.of(), Map.of(), "").getInt("beds"));
        assertEquals(1, read(Map.of(), Map.of(), "beds=1").getInt("beds"));
        assertEquals(2, read(Map.of(), Map.of("RADFM_BEDS", "2"), "beds=1").getInt("beds"));
        assertEquals(
                3, read(Map.of("beds", "3"), Map.of("RADFM_BEDS", "2"), "beds=1").getInt("beds"));
    }

    @Test
    void dotsAndDashesAreUnderlinesInTheEnvironment() throws Exception {
        var settings = read(Map.of(), Map.of("RADFM_QUIET_TIME_MS", "9"), "");
        assertEquals(9, settings.getLong("quiet.time-ms"));
        assertEquals("--quiet-time-ms", RoleCommand.optionName("quiet.time-ms"));
    }

    @Test
    void everyProblemIsToldAtOnceByItsName() {
        var bad =
                assertThrows(
                        SettingsReader.BadSettings.class,
                        () ->
                                read(
                                        Map.of("beds", "0"),
                                        Map.of("RADFM_QUIET_TIME_MS", "soon"),
                                        "auto.register.schemas=perhaps"));
        assertEquals(3, bad.problems().size());
        for (var name : new String[] {"beds", "quiet.time-ms", "auto.register.schemas"}) {
            assertTrue(bad.getMessage().contains(name), bad.getMessage());
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var missing = Optional.of(folder.resolve("no.properties"));
        var e =
                assertThrows(
                        UncheckedIOException.class,
                        () -> SettingsReader.read(KEYS, Map.of(), Map.of(), missing));
        assertTrue(e.getMessage().contains("no.properties"));
    }

    @Test
    void whatBeginsWithKafkaGoesToEveryClient() throws Exception {
        var settings =
                read(
                        Map.of("bootstrap.servers", "there:1"),
                        Map.of(),
                        "kafka.security.protocol=SASL_SSL\nkafka.acks=0");
        var client = Cluster.clientProperties(settings);
        assertEquals("SASL_SSL", client.get("security.protocol"));
        assertEquals("there:1", client.get("bootstrap.servers"));
        // no setting makes a producer lose records
        assertEquals("all", Cluster.producerProperties(settings).get("acks"));
    }

    @Test
    void theTableHoldsEveryKeyAndNoSecret() {
        var table = SettingsTable.of(KEYS);
        KEYS.names().forEach(key -> assertTrue(table.contains("| `" + key + "` |"), key));
        assertTrue(table.contains("| `beds` | `7` | Beds. |"), table);
        assertFalse(table.contains("none"), table);
    }

    @Test
    void aStaleTableIsReplacedAndNothingElse() {
        var readme =
                "# A\n<!-- settings -->\nold\n<!-- /settings -->\nrest $1 \\ <!-- settings -->\n";
        var fresh = SettingsTable.refresh(readme, KEYS);
        assertTrue(fresh.startsWith("# A\n<!-- settings -->\n| setting |"));
        assertTrue(fresh.endsWith("<!-- /settings -->\nrest $1 \\ <!-- settings -->\n"));
        assertFalse(fresh.contains("old"));
        assertEquals(fresh, SettingsTable.refresh(fresh, KEYS));
    }

    @Test
    void theReadmeTellsWhatEveryRoleHas() throws Exception {
        var readme = Files.readString(Path.of("README.md"));
        var keys = ManagementServer.define(Cluster.define(new ConfigDef()));
        assertEquals(SettingsTable.refresh(readme, keys), readme);
    }

    private AbstractConfig read(
            Map<String, String> commandLine, Map<String, String> environment, String file)
            throws Exception {
        var path = Files.writeString(folder.resolve("settings"), file);
        return SettingsReader.read(KEYS, commandLine, environment, Optional.of(path));
    }
}
