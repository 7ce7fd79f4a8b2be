// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A cluster in memory: topics of partitions, a registry, and a broker that goes away.
final class RecordedLog implements Log {
    private final Map<String, List<List<Archived>>> topics = new TreeMap<>();
    private final Map<Place, Long> begins = new HashMap<>();
    private final Map<Place, Long> ends = new HashMap<>();
    final Map<Integer, Schema> schemas = new HashMap<>();
    final Map<String, String> ids = new HashMap<>();
    String cluster = "cluster-1";
    long readable = Long.MAX_VALUE; // records, then the broker is away

    void topic(String name, int partitions) {
        var all = topics.computeIfAbsent(name, _ -> new ArrayList<>());
        while (all.size() < partitions) {
            all.add(new ArrayList<>());
        }
    }

    void add(Place place, Archived record) {
        topics.get(place.topic()).get(place.partition()).add(record);
        ends.put(place, record.offset() + 1);
    }

    /// As a transaction's marker does.
    void skip(Place place) {
        ends.merge(place, 1L, Long::sum);
    }

    void delete(Place place, long before) {
        begins.put(place, before);
        topics.get(place.topic())
                .get(place.partition())
                .removeIf(record -> record.offset() < before);
    }

    void forget(Place place) {
        topics.get(place.topic()).get(place.partition()).clear();
        ends.put(place, 0L);
    }

    long end(Place place) {
        return ends.getOrDefault(place, 0L);
    }

    List<Archived> records(Place place) {
        return topics.get(place.topic()).get(place.partition());
    }

    /// In the Confluent wire format.
    byte[] value(int schema, GenericRecord record) throws IOException {
        schemas.putIfAbsent(schema, record.getSchema());
        var out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(schema).array());
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        return out.toByteArray();
    }

    @Override
    public String cluster() {
        return cluster;
    }

    @Override
    public Optional<Found> topic(String name) {
        if (!topics.containsKey(name)) {
            return Optional.empty();
        }
        var ranges = new ArrayList<Range>();
        for (int i = 0; i < topics.get(name).size(); i++) {
            var place = new Place(name, i);
            ranges.add(new Range(i, begins.getOrDefault(place, 0L), end(place)));
        }
        return Optional.of(new Found(ids.getOrDefault(name, "id-of-" + name), ranges));
    }

    @Override
    public void read(Place place, long from, long to, Sink sink)
            throws IOException, InterruptedException {
        if (from < begins.getOrDefault(place, 0L)) {
            throw new IOException("records are gone");
        }
        for (var record : List.copyOf(records(place))) {
            if (record.offset() >= from && record.offset() < to) {
                if (readable-- <= 0) {
                    throw new IOException("the broker is away");
                }
                sink.take(record);
            }
        }
    }

    @Override
    public Optional<Schema> schema(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    @Override
    public void close() {}
}
