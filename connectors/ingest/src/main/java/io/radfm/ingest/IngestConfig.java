// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.radfm.process.Cluster;
import io.radfm.storage.StoreLimits;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// The settings of ingest, as the code sees them.
///
/// @param maxInFlight objects that may be between their first byte and their response at once
/// @param publishTimeout how long Kafka may take to acknowledge an event
record IngestConfig(
        String host,
        int port,
        String aeTitle,
        int maxAssociations,
        int maxPduBytes,
        int maxOperations,
        Duration idleTimeout,
        URI objectStore,
        StoreLimits limits,
        Path patientKeySecret,
        int maxInFlight,
        Duration publishTimeout) {
    static final ConfigDef KEYS =
            Cluster.define(
                    new ConfigDef()
                            .define(
                                    "dicom.host",
                                    Type.STRING,
                                    "127.0.0.1",
                                    HIGH,
                                    "Address that DICOM associations are accepted on.")
                            .define(
                                    "dicom.port",
                                    Type.INT,
                                    11112,
                                    between(0, 65535),
                                    HIGH,
                                    "Port that DICOM associations are accepted on; 0 for any free"
                                            + " one.")
                            .define(
                                    "dicom.ae.title",
                                    Type.STRING,
                                    "RADFM",
                                    HIGH,
                                    "Our application entity title; associations that call another"
                                            + " one are rejected.")
                            .define(
                                    "dicom.max.associations",
                                    Type.INT,
                                    64,
                                    atLeast(1),
                                    MEDIUM,
                                    "Associations at once; one more is rejected for the time"
                                            + " being.")
                            .define(
                                    "dicom.max.pdu.bytes",
                                    Type.INT,
                                    256 << 10,
                                    between(4 << 10, 1 << 20),
                                    LOW,
                                    "Largest PDU that senders may send; each association holds a"
                                            + " buffer of this size.")
                            .define(
                                    "dicom.max.operations",
                                    Type.INT,
                                    16,
                                    between(1, 1024),
                                    LOW,
                                    "Objects that a sender which asks for an asynchronous"
                                            + " operations window may send ahead of their"
                                            + " responses.")
                            .define(
                                    "dicom.idle.timeout.ms",
                                    Type.LONG,
                                    60_000L,
                                    atLeast(100),
                                    LOW,
                                    "An association that is silent for longer is aborted.")
                            .define(
                                    "data.dir",
                                    Type.STRING,
                                    "lab",
                                    MEDIUM,
                                    "Folder of what is not configured to lie elsewhere.")
                            .define(
                                    "object.store",
                                    Type.STRING,
                                    "",
                                    HIGH,
                                    "Where objects are kept, a file: URI; the folder objects in"
                                            + " data.dir when empty.")
                            .define(
                                    "object.max.bytes",
                                    Type.LONG,
                                    StoreLimits.DEFAULT.maxObjectBytes(),
                                    atLeast(1),
                                    LOW,
                                    "Largest object that is taken.")
                            .define(
                                    "object.store.min.free.bytes",
                                    Type.LONG,
                                    StoreLimits.DEFAULT.minFreeBytes(),
                                    atLeast(0),
                                    MEDIUM,
                                    "With less free space than this, objects are refused for the"
                                            + " time being.")
                            .define(
                                    "object.store.min.free.percent",
                                    Type.DOUBLE,
                                    StoreLimits.DEFAULT.minFreePercent(),
                                    between(0, 100),
                                    MEDIUM,
                                    "The same as a share of the volume; the larger one decides.")
                            .define(
                                    "patient.key.secret.file",
                                    Type.STRING,
                                    "",
                                    HIGH,
                                    "The site's secret under which patient IDs become keys, 64"
                                            + " hexadecimal digits; made when absent. All ingest"
                                            + " processes of a site need the same. patient.key in"
                                            + " data.dir when empty.")
                            .define(
                                    "ingest.max.in.flight",
                                    Type.INT,
                                    256,
                                    atLeast(1),
                                    MEDIUM,
                                    "Objects under way at once; one more is refused for the time"
                                            + " being.")
                            .define(
                                    "ingest.publish.timeout.ms",
                                    Type.INT,
                                    15_000,
                                    atLeast(1000),
                                    MEDIUM,
                                    "How long Kafka may take to acknowledge an event before the"
                                            + " object is refused for the time being. Keep it"
                                            + " shorter than the senders wait for a response."));

    static IngestConfig of(AbstractConfig settings) {
        var data = Path.of(settings.getString("data.dir"));
        var secret = settings.getString("patient.key.secret.file");
        var store = settings.getString("object.store");
        return new IngestConfig(
                settings.getString("dicom.host"),
                settings.getInt("dicom.port"),
                settings.getString("dicom.ae.title"),
                settings.getInt("dicom.max.associations"),
                settings.getInt("dicom.max.pdu.bytes"),
                settings.getInt("dicom.max.operations"),
                Duration.ofMillis(settings.getLong("dicom.idle.timeout.ms")),
                store.isEmpty() ? data.resolve("objects").toUri() : URI.create(store),
                new StoreLimits(
                        settings.getLong("object.max.bytes"),
                        settings.getLong("object.store.min.free.bytes"),
                        settings.getDouble("object.store.min.free.percent")),
                secret.isEmpty() ? data.resolve("patient.key") : Path.of(secret),
                settings.getInt("ingest.max.in.flight"),
                Duration.ofMillis(settings.getInt("ingest.publish.timeout.ms")));
    }
}
