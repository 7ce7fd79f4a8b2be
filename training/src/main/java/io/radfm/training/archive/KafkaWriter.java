// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.events.registry.SchemaRegistry;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes one partition in transactions, a few megabytes each: after a failure none of it is there,
/// or all, so that no record is missing before the last. Its transactional id is the partition's;
/// of two restores at the same time the first is stopped.
final class KafkaWriter implements Cluster.Writer {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 4 << 20;
    private static final int MOST_RECORDS = 5_000;

    private final Place place;
    private final String origin;
    private final Payloads payloads;
    private final SchemaRegistry registry;
    private final KafkaProducer<byte[], byte[]> producer;
    private final long next;
    private boolean open;
    private long bytes;
    private int records;

    KafkaWriter(
            Map<String, Object> cluster,
            SchemaRegistry registry,
            Place place,
            String origin,
            Payloads.Schemas schemas)
            throws IOException {
        this.place = place;
        this.origin = origin;
        this.registry = registry;
        payloads = new Payloads(schemas);
        var settings = new HashMap<>(cluster);
        settings.put("transactional.id", "radfm-restore-" + place);
        settings.put("acks", "all");
        settings.put("compression.type", "lz4");
        settings.put("max.request.size", 16 << 20);
        settings.put("linger.ms", 20);
        settings.put("max.block.ms", 30_000);
        producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions(); // ends what a killed one left open
            next = RestoredEnd.of(cluster, place, origin);
        } catch (KafkaException e) {
            producer.close(CLOSING);
            throw failed(e);
        } catch (IOException | RuntimeException e) {
            producer.close(CLOSING);
            throw e;
        }
    }

    @Override
    public long next() {
        return next;
    }

    @Override
    public void write(Archived record) throws IOException {
        try {
            if (!open) {
                producer.beginTransaction();
                open = true;
            }
            producer.send(
                    new ProducerRecord<>(
                            place.topic(),
                            place.partition(),
                            record.timestamp() < 0 ? null : record.timestamp(),
                            record.key(),
                            value(record.value()),
                            headers(record)));
        } catch (KafkaException e) {
            throw failed(e);
        }
        bytes += record.bytes();
        if (++records >= MOST_RECORDS || bytes >= MOST_BYTES) {
            commit();
        }
    }

    /// With the id that its schema has here.
    private byte[] value(byte[] value) throws IOException {
        var payload = payloads.of(value);
        if (payload.schemaId() == null) {
            return value;
        }
        var subject = place.topic() + "-value";
        int id = registry.register(subject, payload.named().schema());
        return ByteBuffer.wrap(value.clone()).putInt(1, id).array();
    }

    private List<Header> headers(Archived record) {
        var headers = new ArrayList<>(record.headers());
        var at = new Coordinates(origin, place.topic(), place.partition(), record.offset());
        headers.add(new RecordHeader(Coordinates.HEADER, at.bytes()));
        return headers;
    }

    @Override
    public void commit() throws IOException {
        if (!open) {
            return;
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException e) {
            throw failed(e);
        }
        open = false;
        bytes = 0;
        records = 0;
    }

    private IOException failed(KafkaException e) {
        return new IOException(place + " cannot be restored now: " + e.getMessage(), e);
    }

    /// A transaction that was not committed is ended by the broker, or by who comes next.
    @Override
    public void close() {
        producer.close(open ? Duration.ZERO : CLOSING);
    }
}
