// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Brings a role's settings together: command line over environment over file, checked all at once.
final class SettingsReader {
    private static final String ENVIRONMENT_PREFIX = "RADFM_";

    private SettingsReader() {}

    /// What is wrong with the settings, one sentence each.
    static final class BadSettings extends Exception {
        private static final long serialVersionUID = 1;
        private final transient List<String> problems;

        BadSettings(List<String> problems) {
            super(String.join(System.lineSeparator(), problems));
            this.problems = problems;
        }

        List<String> problems() {
            return problems;
        }
    }

    static AbstractConfig read(
            ConfigDef keys,
            Map<String, String> commandLine,
            Map<String, String> environment,
            Optional<Path> file)
            throws BadSettings {
        var values = new HashMap<String, String>();
        file.map(SettingsReader::load).ifPresent(values::putAll);
        for (var key : keys.names()) {
            var fromEnvironment = environment.get(environmentName(key));
            if (fromEnvironment != null) {
                values.put(key, fromEnvironment);
            }
        }
        values.putAll(commandLine);
        var problems =
                keys.validate(values).stream()
                        .flatMap(value -> value.errorMessages().stream())
                        .toList();
        if (!problems.isEmpty()) {
            throw new BadSettings(problems);
        }
        return new AbstractConfig(keys, values, false);
    }

    static String environmentName(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Map<String, String> load(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + file, e);
        }
        var values = new HashMap<String, String>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString()));
        return values;
    }
}
