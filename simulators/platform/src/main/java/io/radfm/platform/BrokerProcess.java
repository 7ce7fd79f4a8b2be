// SPDX-License-Identifier: Apache-2.0
package io.radfm.platform;

import org.apache.kafka.clients.admin.Admin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// The same single-node broker as a process of its own, so that it can be killed.
public final class BrokerProcess implements Broker {
    private final Path folder;
    private final int port;
    private final String bootstrapServers;
    private JavaProcess process;

    private BrokerProcess(Path folder) throws IOException {
        this.folder = folder;
        this.port = Ports.keptIn(folder, 2).getFirst();
        this.bootstrapServers = "127.0.0.1:" + port;
    }

    public static BrokerProcess start(Path folder) throws IOException {
        var broker = new BrokerProcess(folder);
        broker.restart();
        return broker;
    }

    /// Starts it again on the same data and ports.
    public void restart() throws IOException {
        var settings = EmbeddedBroker.prepare(folder);
        process =
                JavaProcess.main(
                        "broker", folder, "512m", "kafka.Kafka", List.of(settings.toString()));
        process.awaitReady(Duration.ofMinutes(2), this::answers);
    }

    private boolean answers() {
        if (!Ports.listens(port)) {
            return false;
        }
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "default.api.timeout.ms",
                        "10000",
                        "request.timeout.ms",
                        "8000");
        try (var admin = Admin.create(settings)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// kill -9.
    public void kill() {
        process.kill();
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        process.close();
    }
}
