// SPDX-License-Identifier: Apache-2.0
package io.radfm.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.process.Cluster;
import io.radfm.process.SettingsTable;
import io.radfm.results.delivery.Backoff;
import io.radfm.results.sr.SrForm;
import io.radfm.results.web.ResultsServer;
import io.radfm.wire.AeTitle;
import io.radfm.wire.scu.Destination;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Settings: their defaults, what they become, what is refused.
class ResultsConfigTest {
    private static final Map<String, String> EVERY_SETTING =
            Map.ofEntries(
                    Map.entry("http.host", "::1"),
                    Map.entry("http.port", "81"),
                    Map.entry("http.names", "reading.example,reports"),
                    Map.entry("data.dir", "/data"),
                    Map.entry("object.store", "file:/store"),
                    Map.entry("results.sr.directory", "/sr"),
                    Map.entry("results.sr.form", "basic"),
                    Map.entry("ae.title", "HERE"),
                    Map.entry("pacs", "PACS@archive:104"),
                    Map.entry("pacs.retry.first.ms", "20"),
                    Map.entry("pacs.retry.most.ms", "3000"),
                    Map.entry("worklist.studies", "7"));

    @Test
    void withoutSettingsItServesLoopbackAndKeepsEverythingInOneFolder() {
        assertEquals(
                new ResultsConfig(
                        new ResultsServer.Address("127.0.0.1", 8080, List.of()),
                        Path.of("lab/objects").toUri(),
                        Path.of("lab/reports"),
                        SrForm.ENHANCED,
                        AeTitle.of("RADFM"),
                        Optional.empty(),
                        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        500),
                config(Map.of()));
    }

    @Test
    void everySettingReachesTheCode() {
        assertEquals(
                new ResultsConfig(
                        new ResultsServer.Address("::1", 81, List.of("reading.example", "reports")),
                        URI.create("file:/store"),
                        Path.of("/sr"),
                        SrForm.BASIC,
                        AeTitle.of("HERE"),
                        Optional.of(Destination.parse("PACS@archive:104")),
                        new Backoff(Duration.ofMillis(20), Duration.ofSeconds(3)),
                        7),
                config(EVERY_SETTING));
    }

    @Test
    void noSettingOfItsOwnIsLeftOutOfTheseTests() {
        var own = new HashSet<>(ResultsConfig.KEYS.names());
        own.removeAll(Cluster.define(new ConfigDef()).names());
        assertEquals(EVERY_SETTING.keySet(), own);
    }

    @Test
    void whatIsNotPlacedElsewhereLiesInTheDataFolder() {
        var config = config(Map.of("data.dir", "/data"));
        assertEquals(URI.create("file:///data/objects"), config.objectStore());
        assertEquals(Path.of("/data/reports"), config.srDirectory());
    }

    @ParameterizedTest
    @CsvSource({
        "http.port, 65536",
        "object.store, s3://bucket",
        "object.store, file:relative",
        "object.store, no uri",
        "results.sr.form, 3d",
        "ae.title, much too long a title",
        "pacs, archive:104",
        "pacs, PACS@archive:0",
        "pacs.retry.first.ms, 0",
        "pacs.retry.first.ms, 9223372036854775807",
        "pacs.retry.most.ms, 86400001",
        "worklist.studies, 0",
        "worklist.studies, 100001"
    })
    void aValueOutOfBoundsIsRefusedByName(String key, String value) {
        var refusal = assertThrows(ConfigException.class, () -> config(Map.of(key, value)));
        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
    }

    @Test
    void theTableInTheReadmeIsTheOneInTheCode() throws IOException {
        var home = Path.of(System.getProperty("radfm.home"));
        var readme = Files.readString(home.resolve("connectors/results/README.md"));
        assertEquals(SettingsTable.refresh(readme, ResultsConfig.KEYS), readme);
    }

    private static ResultsConfig config(Map<String, String> settings) {
        return ResultsConfig.of(new AbstractConfig(ResultsConfig.KEYS, settings, false));
    }
}
