// SPDX-License-Identifier: Apache-2.0
package io.radfm.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.events.registry.RegistryConfig;

import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The README's tables are those of the code.
class ReadmeTest {
    @Test
    void theTopicsAreThoseOfTheCatalogue() throws Exception {
        var readme = Files.readString(Path.of("README.md"));
        assertEquals(refreshed(readme, "topics", topics()), readme);
    }

    @Test
    void theSettingsAreThoseOfTheRegistry() throws Exception {
        var readme = Files.readString(Path.of("README.md"));
        assertEquals(refreshed(readme, "settings", settings()), readme);
    }

    private static String topics() {
        var table =
                new StringBuilder(
                        "| topic | key | value | partitions | kept | holds |\n"
                                + "|---|---|---|---|---|---|\n");
        for (var topic : Topics.all()) {
            table.append(
                    "| `%s` | %s | %s | %d | %s | %s |\n"
                            .formatted(
                                    topic.name(),
                                    topic.key(),
                                    topic.value()
                                            .map(type -> "`" + type.getSimpleName() + "`")
                                            .orElse("as it was"),
                                    topic.partitions(),
                                    topic.compacted()
                                            ? "the last of each key"
                                            : kept(topic.retention()),
                                    topic.purpose()));
        }
        return table.toString();
    }

    private static String kept(Duration retention) {
        return retention.toDays() > 0
                ? retention.toDays() + " days"
                : retention.toMinutes() + " minutes";
    }

    private static String settings() {
        var table = new StringBuilder("| setting | default | meaning |\n|---|---|---|\n");
        for (var key : RegistryConfig.KEYS.configKeys().values()) {
            var value = ConfigDef.convertToString(key.defaultValue, key.type);
            table.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    key.name,
                                    value == null ? "–" : "`" + value + "`",
                                    key.documentation));
        }
        return table.toString();
    }

    private static String refreshed(String readme, String name, String table) {
        var block = Pattern.compile("(?s)(<!-- %s -->\n).*?(<!-- /%s -->)".formatted(name, name));
        return block.matcher(readme).replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
    }
}
