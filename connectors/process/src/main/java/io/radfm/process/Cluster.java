// SPDX-License-Identifier: Apache-2.0
package io.radfm.process;

import io.radfm.events.registry.RegistryConfig;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.util.HashMap;
import java.util.Map;

/// How a role reaches Kafka and the schema registry.
///
/// Settings that begin with `kafka.` go to every Kafka client without that prefix, for example
/// `kafka.security.protocol=SASL_SSL`.
public final class Cluster {
    public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    private static final int MAX_RECORD_BYTES = 8 << 20;
    private static final String CLIENT_PREFIX = "kafka.";

    private Cluster() {}

    /// Adds the cluster's keys to a role's own.
    public static ConfigDef define(ConfigDef keys) {
        keys.define(
                BOOTSTRAP_SERVERS,
                Type.STRING,
                "127.0.0.1:9092",
                Importance.HIGH,
                "Kafka brokers to begin with, host:port, several separated by commas.");
        RegistryConfig.KEYS.configKeys().values().forEach(keys::define);
        return keys;
    }

    /// Properties for any Kafka client of this role.
    public static Map<String, Object> clientProperties(AbstractConfig settings) {
        var properties = new HashMap<String, Object>(settings.originalsWithPrefix(CLIENT_PREFIX));
        properties.put(BOOTSTRAP_SERVERS, settings.getString(BOOTSTRAP_SERVERS));
        return properties;
    }

    /// Properties for a producer that loses nothing: every copy acknowledged, no duplicates by
    /// retries.
    public static Map<String, Object> producerProperties(AbstractConfig settings) {
        var properties = clientProperties(settings);
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        properties.put("compression.type", "zstd");
        properties.put("max.request.size", MAX_RECORD_BYTES);
        return properties;
    }
}
