// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import org.apache.avro.Schema;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes a part of a partition. Records come in the order of their offsets; in memory there is a
/// block of each file and the digests that are named.
final class SegmentWriter implements Closeable {
    private static final Integer RAW = -1;

    private final Folder folder;
    private final Place place;
    private final long from;
    private final SortedMap<Integer, ContainerWriter> files = new TreeMap<>();
    private final SortedSet<String> objects = new TreeSet<>();
    private final SortedSet<Integer> schemas = new TreeSet<>();
    private long records;
    private long bytes;
    private long latest = -1;

    /// @param from offset of the first record, or before
    SegmentWriter(Folder folder, Place place, long from) {
        this.folder = folder;
        this.place = place;
        this.from = from;
    }

    long bytes() {
        return bytes;
    }

    /// Whether a record of this kind has its file, or can get one.
    boolean takes(Payload payload) {
        return files.containsKey(key(payload)) || files.size() < Segment.MOST_FILES;
    }

    private static Integer key(Payload payload) {
        return payload.schemaId() == null ? RAW : payload.schemaId();
    }

    void add(Archived record, Payload payload) throws IOException {
        file(key(payload), payload).add(record);
        objects.addAll(payload.objects());
        if (payload.named() != null) {
            schemas.add(payload.named().id());
        }
        records++;
        bytes += record.bytes();
        latest = Math.max(latest, record.timestamp());
    }

    private ContainerWriter file(Integer key, Payload payload) throws IOException {
        var file = files.get(key);
        if (file == null) {
            file = file(payload.schemaId(), payload.envelope());
            files.put(key, file);
        }
        return file;
    }

    private ContainerWriter file(Integer schema, Schema envelope) throws IOException {
        var name = Segment.name(place, from, schema);
        return new ContainerWriter(folder, name, place, schema, envelope);
    }

    /// The digests that the records name.
    SortedSet<String> objects() {
        return objects;
    }

    /// Ends the files.
    ///
    /// @param to the offset after the last
    /// @param kept what became of the objects
    Segment commit(long to, Map<String, ObjectLines.State> kept) throws IOException {
        var containers = new ArrayList<Segment.Container>();
        for (var file : files.values()) {
            containers.add(file.commit());
        }
        var list =
                objects.isEmpty()
                        ? null
                        : ObjectLines.write(folder, Segment.list(place, from), new TreeMap<>(kept));
        return new Segment(
                place.topic(),
                place.partition(),
                from,
                to,
                records,
                bytes,
                latest,
                List.copyOf(schemas),
                containers,
                list);
    }

    @Override
    public void close() throws IOException {
        for (var file : files.values()) {
            file.close();
        }
    }
}
