// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import io.radfm.events.TopicAdmin;
import io.radfm.events.registry.RegistryConfig;

import org.apache.kafka.clients.admin.Admin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// Broker and registry together, topics created: all that the roles need of the world.
public final class Platform implements AutoCloseable {
    /// Few partitions: a lab has one machine, and every partition costs state stores and threads.
    public static final int PARTITIONS = 4;

    private final Broker broker;
    private final RegistryProcess registry;

    private Platform(Broker broker, RegistryProcess registry) {
        this.broker = broker;
        this.registry = registry;
    }

    /// The broker in this process.
    public static Platform start(Path folder) throws IOException {
        return whole(begin(folder));
    }

    /// The broker as a process of its own.
    public static Platform startWithBrokerProcess(Path folder) throws IOException {
        return whole(begin(folder, BrokerProcess::start));
    }

    /// Returns when the broker is there, in this process, with all topics. The registry takes
    /// longer: [#awaitRegistry].
    public static Platform begin(Path folder) throws IOException {
        return begin(folder, EmbeddedBroker::start);
    }

    private interface BrokerStarter {
        Broker start(Path folder) throws IOException;
    }

    private static Platform begin(Path folder, BrokerStarter starter) throws IOException {
        // the registry takes seconds to start and needs no broker: begin with it
        var registry = RegistryProcess.begin(folder.resolve("registry"));
        try {
            var broker = starter.start(folder.resolve("kafka"));
            try {
                createTopics(broker.bootstrapServers());
                return new Platform(broker, registry);
            } catch (IOException | RuntimeException e) {
                broker.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private static Platform whole(Platform platform) throws IOException {
        try {
            platform.awaitRegistry();
            return platform;
        } catch (IOException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /// Waits until the registry answers.
    public void awaitRegistry() throws IOException {
        registry.awaitReady();
    }

    private static void createTopics(String bootstrapServers) throws IOException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicAdmin(admin).create((short) 1, PARTITIONS);
        } catch (ExecutionException e) {
            throw new IOException("cannot create the topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while creating topics", e);
        }
    }

    public Broker broker() {
        return broker;
    }

    public RegistryProcess registry() {
        return registry;
    }

    /// The settings that lead a role here.
    public Map<String, String> settings() {
        return Map.of(
                "bootstrap.servers", broker.bootstrapServers(), RegistryConfig.URL, registry.url());
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
