// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.radfm.events.wire.AvroSerde;
import io.radfm.process.Cluster;
import io.radfm.process.Health;
import io.radfm.process.Role;
import io.radfm.process.RoleCommand;
import io.radfm.storage.ObjectStore;
import io.radfm.wire.AeTitle;
import io.radfm.wire.scp.DicomServer;
import io.radfm.wire.scp.ServerListener;
import io.radfm.wire.scp.ServerSettings;
import io.radfm.wire.upper.AssociationSettings;

import org.apache.kafka.common.config.AbstractConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// The role `ingest`: a C-STORE and C-ECHO SCP whose objects are durable and announced before they
/// are acknowledged.
public final class Ingest implements Role {
    public static final Role.Spec SPEC =
            new Role.Spec(
                    "ingest",
                    "Receive DICOM objects, store them, and announce them on Kafka.",
                    IngestConfig.KEYS,
                    Ingest::start);

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    private final ObjectStore store;
    private final EventPublisher publisher;
    private final DicomServer server;
    private volatile boolean closing;

    private Ingest(ObjectStore store, EventPublisher publisher, DicomServer server) {
        this.store = store;
        this.publisher = publisher;
        this.server = server;
    }

    public static void main(String[] arguments) {
        System.exit(RoleCommand.of(SPEC).execute(arguments));
    }

    /// The keys that this role gives to patients, for whoever publishes about the same patients.
    public static PatientKeys patientKeys(AbstractConfig settings) throws IOException {
        return PatientKeys.of(IngestConfig.of(settings).patientKeySecret());
    }

    /// Listens when this returns.
    public static Ingest start(AbstractConfig settings, MeterRegistry meters) throws IOException {
        var config = IngestConfig.of(settings);
        var keys = PatientKeys.of(config.patientKeySecret());
        var store = ObjectStore.of(config.objectStore(), config.limits());
        try {
            var publisher =
                    new EventPublisher(
                            Cluster.clientProperties(settings),
                            new AvroSerde.Factory(registry(settings, config)),
                            config.publishTimeout());
            try {
                var metrics = new IngestMetrics(meters);
                var receiver =
                        new InstanceReceiver(
                                store,
                                publisher,
                                new InstanceEvents(keys),
                                metrics,
                                config.maxInFlight());
                var server = DicomServer.start(server(config), receiver, ServerListener.NONE);
                metrics.gauge("in.flight", "Objects under way", receiver::inFlight);
                metrics.gauge("associations", "Open associations", server::associations);
                Thread.startVirtualThread(publisher::reach);
                LOG.info("{} listens on {}", config.aeTitle(), server.address());
                return new Ingest(store, publisher, server);
            } catch (IOException | RuntimeException e) {
                publisher.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// A sender cannot wait longer for the registry than for Kafka.
    private static Map<String, Object> registry(AbstractConfig settings, IngestConfig config) {
        var registry = new HashMap<>(settings.originals());
        registry.putIfAbsent("schema.registry.patience.ms", config.publishTimeout().toMillis());
        return registry;
    }

    private static ServerSettings server(IngestConfig config) {
        return ServerSettings.onLoopback(AeTitle.of(config.aeTitle()), config.port())
                .withBind(new InetSocketAddress(config.host(), config.port()))
                .withMaxAssociations(config.maxAssociations())
                .withMaxObjectBytes(config.limits().maxObjectBytes())
                .withWindow(config.maxOperations())
                .withAssociation(
                        new AssociationSettings(
                                config.maxPduBytes(),
                                AssociationSettings.DEFAULT.artim(),
                                config.idleTimeout()));
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public Health health() {
        if (closing) {
            return Health.draining("finishing what is under way");
        }
        var trouble = store.trouble();
        return trouble.isPresent()
                ? Health.down(trouble.get().getMessage())
                : publisher.trouble().map(Health::down).orElse(Health.READY);
    }

    /// Objects under way are finished and answered first.
    @Override
    public void close() {
        closing = true;
        server.close();
        publisher.close();
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the object store could not be closed", e);
        }
    }
}
