// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.cluster;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// Which cluster and registry a command reads from, and how to be let in.
public final class ClusterOptions {
    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:RADFM_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers to begin with.")
    private String bootstrapServers;

    @Option(
            names = "--schema-registry-url",
            defaultValue =
                    "${env:RADFM_SCHEMA_REGISTRY_URL:-http://127.0.0.1:8085/apis/ccompat/v7}",
            paramLabel = "URL",
            description = "Schema registry.")
    private String registry;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description =
                    "Properties of Kafka clients and of the registry, for a cluster that asks who"
                            + " is there.")
    private Path file;

    /// Settings for a consumer and for reading values.
    public Map<String, Object> settings() throws IOException {
        var settings = new HashMap<String, Object>();
        if (file != null) {
            var read = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                read.load(in);
            }
            read.forEach((key, value) -> settings.put(key.toString(), value));
        }
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("schema.registry.url", registry);
        return settings;
    }
}
