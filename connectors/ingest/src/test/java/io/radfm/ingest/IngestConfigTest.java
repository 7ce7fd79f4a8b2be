// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
class IngestConfigTest {
    @Test
    void withoutSettingsItListensOnLoopbackAndKeepsEverythingInOneFolder() {
        var config = config(Map.of());
        assertEquals("127.0.0.1", config.host());
        assertEquals(11112, config.port());
        assertEquals(Path.of("lab/objects").toUri(), config.objectStore());
        assertEquals(Path.of("lab/patient.key"), config.patientKeySecret());
    }

    @Test
    void everySettingReachesTheCode() {
        var config =
                config(
                        Map.ofEntries(
                                Map.entry("dicom.host", "0.0.0.0"),
                                Map.entry("dicom.port", "104"),
                                Map.entry("dicom.ae.title", "HERE"),
                                Map.entry("dicom.max.associations", "3"),
                                Map.entry("dicom.max.pdu.bytes", "16384"),
                                Map.entry("dicom.max.operations", "5"),
                                Map.entry("dicom.idle.timeout.ms", "7000"),
                                Map.entry("object.store", "file:/store"),
                                Map.entry("object.max.bytes", "11"),
                                Map.entry("object.store.min.free.bytes", "13"),
                                Map.entry("object.store.min.free.percent", "17.5"),
                                Map.entry("patient.key.secret.file", "/secret"),
                                Map.entry("ingest.max.in.flight", "19"),
                                Map.entry("ingest.publish.timeout.ms", "2300")));
        assertEquals("0.0.0.0", config.host());
        assertEquals(104, config.port());
        assertEquals("HERE", config.aeTitle());
        assertEquals(3, config.maxAssociations());
        assertEquals(16384, config.maxPduBytes());
        assertEquals(5, config.maxOperations());
        assertEquals(Duration.ofSeconds(7), config.idleTimeout());
        assertEquals(URI.create("file:/store"), config.objectStore());
        assertEquals(11, config.limits().maxObjectBytes());
        assertEquals(13, config.limits().minFreeBytes());
        assertEquals(17.5, config.limits().minFreePercent());
        assertEquals(Path.of("/secret"), config.patientKeySecret());
        assertEquals(19, config.maxInFlight());
        assertEquals(Duration.ofMillis(2300), config.publishTimeout());
    }

    @ParameterizedTest
    @CsvSource({
        "dicom.port, 65536",
        "dicom.max.associations, 0",
        "dicom.max.pdu.bytes, 100",
        "object.store.min.free.percent, 101",
        "ingest.publish.timeout.ms, 0"
    })
    void aValueOutOfBoundsIsRefusedByName(String key, String value) {
        var refusal = assertThrows(ConfigException.class, () -> config(Map.of(key, value)));
        assertTrue(refusal.getMessage().contains(key));
    }

    @Test
    void theTableInTheReadmeIsTheOneInTheCode() throws IOException {
        var home = Path.of(System.getProperty("radfm.home"));
        var readme = Files.readString(home.resolve("connectors/ingest/README.md"));
        assertEquals(SettingsTable.refresh(readme, IngestConfig.KEYS), readme);
    }

    private static IngestConfig config(Map<String, String> settings) {
        return IngestConfig.of(new AbstractConfig(IngestConfig.KEYS, settings, false));
    }
}
