// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// Which cluster a command is about, and how to be let in.
public final class BrokerOptions {
    /// A call, and one attempt of it: Kafka wants the first no shorter than the second.
    private static final String API_TIMEOUT_MS = "30000";

    private static final String REQUEST_TIMEOUT_MS = "10000";

    @Option(
            names = "--bootstrap-servers",
            defaultValue = "${env:RADFM_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers to begin with. Default: ${DEFAULT-VALUE}.")
    private String bootstrapServers;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of Kafka clients, for a cluster that asks who is there.")
    private Path file;

    /// Properties for any Kafka client.
    public Map<String, Object> clientProperties() throws IOException {
        var properties = new HashMap<String, Object>();
        properties.put("default.api.timeout.ms", API_TIMEOUT_MS);
        properties.put("request.timeout.ms", REQUEST_TIMEOUT_MS);
        if (file != null) {
            var read = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                read.load(in);
            }
            read.forEach((key, value) -> properties.put(key.toString(), value));
        }
        properties.put(Cluster.BOOTSTRAP_SERVERS, bootstrapServers);
        return properties;
    }
}
