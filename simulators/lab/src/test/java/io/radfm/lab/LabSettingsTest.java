// SPDX-License-Identifier: Apache-2.0
package io.radfm.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.modality.acquisition.Resolution;
import io.radfm.process.SettingsTable;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Settings of the lab: their defaults, what they become, what is refused.
class LabSettingsTest {
    @Test
    void withoutSettingsItIsTheLabOfTheReadme() {
        var settings = settings(Map.of());
        assertEquals(Path.of("lab").toAbsolutePath(), settings.data());
        assertEquals("RADFM", settings.aeTitle().toString());
        assertEquals(11112, settings.dicomPort());
        assertEquals(8080, settings.httpPort());
        assertTrue(settings.simulators());
        assertEquals(0, settings.studies());
        assertEquals(Optional.empty(), settings.pacs());
        assertTrue(settings.worker());
        assertEquals(Duration.ofSeconds(8), settings.simulation().pace());
        assertEquals(Resolution.FULL, settings.simulation().resolution());
        assertEquals(Optional.empty(), settings.simulation().seed());
        assertTrue(settings.simulation().radiologist());
        assertEquals(Duration.ofSeconds(5), settings.simulation().radiologistDelay());
    }

    @Test
    void everySettingOfTheSimulationReachesTheCode() {
        var settings =
                settings(
                        Map.of(
                                "worker", "false",
                                "pace", "0.25",
                                "matrix", "64",
                                "seed", "-9",
                                "radiologist", "false",
                                "radiologist.delay.ms", "7"));
        assertEquals(false, settings.worker());
        assertEquals(
                new SimulationSettings(
                        Duration.ofMillis(250), 64, Optional.of(-9L), false, Duration.ofMillis(7)),
                settings.simulation());
        assertEquals(Resolution.of(64), settings.simulation().resolution());
    }

    @Test
    void everySettingReachesTheCode() {
        var settings =
                settings(
                        Map.of(
                                "data.dir", "/data",
                                "ae.title", "HERE",
                                "dicom.port", "104",
                                "http.port", "80",
                                "simulators", "false",
                                "studies", "3",
                                "pacs", "PACS@archive:4242"));
        assertEquals(Path.of("/data"), settings.data());
        assertEquals("HERE", settings.aeTitle().toString());
        assertEquals(104, settings.dicomPort());
        assertEquals(80, settings.httpPort());
        assertEquals(false, settings.simulators());
        assertEquals(3, settings.studies());
        assertEquals("PACS@archive:4242", settings.pacs().orElseThrow().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "dicom.port, 65536",
        "studies, -1",
        "pacs, nowhere",
        "ae.title, TOO-LONG-A-TITLE-",
        "pace, -1",
        "matrix, 8",
        "radiologist.delay.ms, -1"
    })
    void aBadValueIsRefusedByName(String key, String value) {
        var refusal = assertThrows(ConfigException.class, () -> settings(Map.of(key, value)));
        assertTrue(refusal.getMessage().contains(key));
    }

    @Test
    void theTableInTheReadmeIsTheOneInTheCode() throws IOException {
        var home = Path.of(System.getProperty("radfm.home"));
        var readme = Files.readString(home.resolve("simulators/lab/README.md"));
        assertEquals(SettingsTable.refresh(readme, LabSettings.KEYS), readme);
    }

    private static LabSettings settings(Map<String, String> given) {
        return LabSettings.of(new AbstractConfig(LabSettings.KEYS, given, false));
    }
}
