// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.storage.ObjectStore;
import io.radfm.training.cluster.RateLimit;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A recorded cluster and its objects, to be archived.
final class Hospital implements AutoCloseable {
    static final String OBJECTS = "dicom.instances";
    static final String NOTES = "ris.reports";
    static final long SEGMENT = 800;

    private static final Schema REFERENCE =
            new Schema.Parser()
                    .parse(
                            """
                            {"type": "record", "name": "InstanceRef", "namespace": "io.radfm.events", "fields": [
                              {"name": "sopInstanceUid", "type": "string"}, {"name": "digest", "type": "string"}]}\
                            """);
    private static final Schema RECEIVED =
            new Schema.Parser()
                    .parse(
                            """
                            {"type": "record", "name": "Received", "namespace": "test", "fields": [
                              {"name": "instances", "type": {"type": "array", "items": %s}}]}\
                            """
                                    .formatted(REFERENCE));

    final Path folder;
    final RecordedLog log = new RecordedLog();
    final ObjectStore store;
    private final SortedMap<String, ObjectStore> stores = new TreeMap<>();
    long segmentBytes = SEGMENT;
    long roundOffsets = Long.MAX_VALUE / 2;

    Hospital(Path folder) throws IOException {
        this.folder = folder;
        store = ObjectStore.of(folder.resolve("objects").toUri());
        log.topic(OBJECTS, 2);
        log.topic(NOTES, 2);
    }

    /// @param version tells schemas apart: each has as many fields
    static Schema note(int version) {
        var fields = new StringBuilder("{\"name\": \"text\", \"type\": \"string\"}");
        for (int i = 1; i < version; i++) {
            fields.append(
                    ", {\"name\": \"field%d\", \"type\": \"int\", \"default\": 0}".formatted(i));
        }
        return new Schema.Parser()
                .parse(
                        "{\"type\": \"record\", \"name\": \"Note\", \"namespace\": \"test\","
                                + " \"fields\": ["
                                + fields
                                + "]}");
    }

    byte[] note(int version, String text) throws IOException {
        var record = new GenericData.Record(note(version));
        record.put("text", text);
        for (int i = 1; i < version; i++) {
            record.put("field" + i, i);
        }
        return log.value(100 + version, record);
    }

    Archived add(Place place, byte[] value, Header... headers) {
        long offset = log.end(place);
        var key = ("patient-" + offset % 3).getBytes(StandardCharsets.UTF_8);
        var record = new Archived(offset, 1000 + 10 * offset, key, List.of(headers), value);
        log.add(place, record);
        return record;
    }

    /// Studies of a few objects each, some of which two records name.
    void objects(int studies) throws Exception {
        for (int i = 0; i < studies; i++) {
            var record = new GenericData.Record(RECEIVED);
            record.put("instances", List.of(reference(object(i)), reference(object(i / 2))));
            add(new Place(OBJECTS, i % 2), log.value(7, record));
        }
    }

    static GenericRecord reference(String digest) {
        var reference = new GenericData.Record(REFERENCE);
        reference.put("sopInstanceUid", "1.2.3");
        reference.put("digest", digest);
        return reference;
    }

    void naming(String digest) throws IOException {
        var record = new GenericData.Record(RECEIVED);
        record.put("instances", List.of(reference(digest)));
        add(new Place(OBJECTS, 0), log.value(7, record));
    }

    String object(int number) throws Exception {
        var bytes = new byte[3_000];
        new Random(number).nextBytes(bytes);
        try (var upload = store.begin()) {
            upload.write(ByteBuffer.wrap(bytes));
            return upload.commit().toCompletableFuture().get().digest();
        }
    }

    /// All that can be in a topic: two versions of a schema, a tombstone, what is no Avro, headers,
    /// and offsets of which there is no record.
    void notes(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var place = new Place(NOTES, i % 2);
            add(place, note(1 + i % 2, "note " + i), new RecordHeader("number", new byte[] {1}));
        }
        var place = new Place(NOTES, 0);
        add(place, null, new RecordHeader("empty", null));
        add(place, new byte[] {1, 2, 3});
        log.skip(place);
        add(place, new byte[] {0, 0, 0, 9, 9, 1});
        var twice = note(1, "and more");
        add(place, ByteBuffer.allocate(twice.length + 1).put(twice).array());
        log.add(
                place,
                new Archived(log.end(place), -1, null, List.of(), note(1, "without key or time")));
        log.skip(place);
    }

    URI archive(String name) {
        return folder.resolve(name).toUri();
    }

    /// One round; what it was, or empty.
    Optional<Manifest> round(String name) throws IOException, InterruptedException {
        try (var archive = Archive.begin(archive(name), kept(name))) {
            return new Archiving(log, store, archive, options(), new ArchiveProgress("test"))
                    .round();
        }
    }

    Archiving.Options options() {
        var topics = new TreeSet<>(List.of(OBJECTS, NOTES, "drafts"));
        return new Archiving.Options(topics, segmentBytes, roundOffsets, new RateLimit(0));
    }

    /// The object store of an archive; opening one forces folders, so each is opened once.
    private ObjectStore kept(String name) throws IOException {
        var store = stores.get(name);
        if (store == null) {
            store = Archive.objects(archive(name));
            stores.put(name, store);
        }
        return store;
    }

    Report verify(String name) throws IOException, InterruptedException {
        var kept = kept(name);
        return new Verifying(
                        () -> Archive.open(archive(name), kept),
                        new RateLimit(0),
                        new ArchiveProgress("test"))
                .run();
    }

    /// What lies in an archive, but for what its object store leaves behind.
    SortedMap<String, String> contents(String name) throws IOException {
        var contents = new TreeMap<String, String>();
        var root = folder.resolve(name);
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = root.relativize(file).toString();
                if (!path.startsWith("objects/incoming")) {
                    contents.put(
                            path,
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }

    @Override
    public void close() throws IOException {
        store.close();
        for (var kept : stores.values()) {
            kept.close();
        }
    }
}
