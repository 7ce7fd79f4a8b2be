// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// One KRaft node, broker and controller, in this process; its data survives a restart. The only
/// class that touches Kafka's internals.
public final class EmbeddedBroker implements Broker {
    private final String bootstrapServers;
    private final KafkaRaftServer server;

    private EmbeddedBroker(String bootstrapServers, KafkaRaftServer server) {
        this.bootstrapServers = bootstrapServers;
        this.server = server;
    }

    /// Starts the broker whose data lies in this folder, formatting it the first time.
    public static EmbeddedBroker start(Path folder) throws IOException {
        var ports = Ports.keptIn(folder, 2);
        var log = folder.resolve("log");
        var settings = BrokerSettings.of(log, ports);
        format(log);
        var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker("127.0.0.1:" + ports.getFirst(), server);
    }

    /// Writes the settings file of the same broker for a process of its own, and formats its
    /// folder.
    static Path prepare(Path folder) throws IOException {
        var settings = BrokerSettings.of(folder.resolve("log"), Ports.keptIn(folder, 2));
        format(folder.resolve("log"));
        var file = folder.resolve("server.properties");
        store(settings, file);
        return file;
    }

    private static void store(Properties settings, Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
    }

    private static void format(Path log) throws IOException {
        if (Files.exists(log.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(log.toString())
                    .addDirectory(log.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException("cannot format the broker's folder " + log, e);
        }
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
