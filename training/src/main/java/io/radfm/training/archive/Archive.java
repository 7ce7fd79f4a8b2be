// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.storage.ObjectStore;
import io.radfm.training.archive.Round.TopicId;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// An archive as it is now: all rounds that are whole. In memory there is what the manifests say,
/// some hundred bytes for each segment. Any thread may read.
public final class Archive implements Closeable {
    private final Folder folder;
    private final ObjectStore objects;
    private final boolean owner;
    private final List<Manifest> manifests;
    private final SortedMap<Place, List<Segment>> segments = new TreeMap<>();
    private final SortedMap<Place, Long> ends = new TreeMap<>();
    private final SortedMap<String, TopicId> topics = new TreeMap<>();
    private final SortedMap<Integer, String> schemas = new TreeMap<>();
    private final Map<Integer, Schema> parsed = new ConcurrentHashMap<>();
    private String head = "";

    /// Is given each record in the order of a partition.
    public interface Sink {
        void take(Archived record) throws IOException;
    }

    /// What there is of a partition; `to` is the offset after the last.
    public record Range(Place place, long from, long to) {}

    /// @throws DamagedArchive where the manifests contradict themselves or each other
    /// @throws IllegalArgumentException for a kind of location there are no archives at
    public static Archive open(URI location) throws IOException {
        return notEmpty(begin(location), location);
    }

    private static Archive notEmpty(Archive archive, URI location) throws IOException {
        if (archive.manifests.isEmpty()) {
            archive.close();
            throw new IOException("no archive at " + location);
        }
        return archive;
    }

    /// Also where nothing is yet.
    static Archive begin(URI location) throws IOException {
        return new Archive(Folder.of(location), objects(location), true);
    }

    /// Over a store that its owner closes.
    static Archive begin(URI location, ObjectStore objects) throws IOException {
        return new Archive(Folder.of(location), objects, false);
    }

    static Archive open(URI location, ObjectStore objects) throws IOException {
        return notEmpty(begin(location, objects), location);
    }

    static ObjectStore objects(URI location) throws IOException {
        return ObjectStore.of(below(location, "objects"));
    }

    private static URI below(URI location, String name) {
        var text = location.toString();
        return URI.create(text.endsWith("/") ? text + name : text + "/" + name);
    }

    private Archive(Folder folder, ObjectStore objects, boolean owner) throws IOException {
        this.folder = folder;
        this.objects = objects;
        this.owner = owner;
        manifests = new ArrayList<>();
        try {
            for (var name : folder.list(Manifest.FOLDER)) {
                add(name);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(String name) throws IOException {
        var bytes = Json.bytes(folder, name);
        var manifest = Json.read(name, bytes, Manifest.class);
        var round = manifest.round();
        if (!name.equals(Manifest.name(manifests.size() + 1))
                || round.number() != manifests.size() + 1) {
            throw new DamagedArchive(
                    Manifest.name(manifests.size() + 1), "is not there, but later ones are");
        }
        if (!round.previous().equals(head)) {
            throw new DamagedArchive(name, "does not follow the manifest before it");
        }
        if (!manifests.isEmpty() && !round.cluster().equals(cluster())) {
            throw new DamagedArchive(name, "is of another cluster than those before");
        }
        topics(name, round);
        var parts = parts(manifest);
        if (!complete(manifest, parts)) {
            throw new DamagedArchive(name, "has other offsets than its round");
        }
        for (var one : parts) {
            follow(name, one);
        }
        for (var segment : manifest.segments()) {
            segments.computeIfAbsent(segment.place(), _ -> new ArrayList<>()).add(segment);
        }
        schemas.putAll(manifest.schemas());
        for (var segment : manifest.segments()) {
            if (!schemas.keySet().containsAll(segment.schemas())) {
                throw new DamagedArchive(name, "has a segment without its schema");
            }
        }
        head = Sha256.of(bytes);
        manifests.add(manifest);
    }

    private void topics(String name, Round round) throws DamagedArchive {
        for (var topic : round.topics()) {
            var before = topics.put(topic.name(), topic);
            if (before != null
                    && (!before.id().equals(topic.id())
                            || before.partitions() > topic.partitions())) {
                throw new DamagedArchive(name, "is of another " + topic.name());
            }
        }
    }

    /// Segments and what was lost, in the order of their offsets.
    private static List<Extent> parts(Manifest manifest) {
        var parts = new ArrayList<>(manifest.lost());
        for (var each : manifest.segments()) {
            parts.add(new Extent(each.topic(), each.partition(), each.from(), each.to()));
        }
        parts.sort((a, b) -> Long.compare(a.from(), b.from()));
        return parts;
    }

    /// What is there and what was lost, put together, is what was to be copied.
    private static boolean complete(Manifest manifest, List<Extent> parts) {
        var joined = new TreeMap<Place, Extent>();
        for (var part : parts) {
            joined.merge(
                    part.place(),
                    part,
                    (a, b) -> new Extent(a.topic(), a.partition(), a.from(), b.to()));
        }
        return Set.copyOf(joined.values()).equals(Set.copyOf(manifest.round().extents()));
    }

    private void follow(String name, Extent part) throws DamagedArchive {
        var topic = topics.get(part.topic());
        if (topic == null || part.partition() >= topic.partitions()) {
            throw new DamagedArchive(name, "has " + part.place() + ", which is in no round");
        }
        var end = ends.put(part.place(), part.to());
        if (end != null && end != part.from()) {
            throw new DamagedArchive(
                    name,
                    "goes on with offset %d of %s where %d is next"
                            .formatted(part.from(), part.place(), end));
        }
    }

    /// @return empty while there is no round
    String head() {
        return head;
    }

    int rounds() {
        return manifests.size();
    }

    Folder folder() {
        return folder;
    }

    List<Manifest> manifests() {
        return Collections.unmodifiableList(manifests);
    }

    /// Kafka's id of the cluster it was made of.
    String cluster() {
        return manifests.getFirst().round().cluster();
    }

    SortedMap<String, TopicId> topics() {
        return Collections.unmodifiableSortedMap(topics);
    }

    SortedMap<Place, List<Segment>> segments() {
        return Collections.unmodifiableSortedMap(segments);
    }

    /// Digests of the schemas, by id.
    SortedMap<Integer, String> schemas() {
        return Collections.unmodifiableSortedMap(schemas);
    }

    /// The offset that is archived next; empty for a partition of which there is nothing yet.
    Optional<Long> end(Place place) {
        return Optional.ofNullable(ends.get(place));
    }

    /// The objects that the records name.
    public ObjectStore objects() {
        return objects;
    }

    /// What there is of a topic, partition after partition.
    public List<Range> ranges(String topic) {
        return segments.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(topic))
                .map(
                        each ->
                                new Range(
                                        each.getKey(),
                                        each.getValue().getFirst().from(),
                                        each.getValue().getLast().to()))
                .toList();
    }

    /// The first offset of a record that is as late; the end where none is.
    public long at(Range range, long timestamp) throws IOException {
        for (var segment : segments.get(range.place())) {
            if (segment.latest() < timestamp) {
                continue;
            }
            try (var reader = new SegmentReader(folder, segment)) {
                for (var one = reader.next(); one != null; one = reader.next()) {
                    if (one.record().timestamp() >= timestamp) {
                        return one.record().offset();
                    }
                }
            }
        }
        return range.to();
    }

    /// Reads a partition, or a part of it.
    ///
    /// @throws DamagedArchive for what is not as it was written; records given before may be wrong
    public void read(Range range, Sink sink) throws IOException {
        for (var segment : segments.getOrDefault(range.place(), List.of())) {
            if (segment.to() <= range.from() || segment.from() >= range.to()) {
                continue;
            }
            try (var reader = new SegmentReader(folder, segment)) {
                for (var one = reader.next(); one != null; one = reader.next()) {
                    long offset = one.record().offset();
                    if (offset >= range.from() && offset < range.to()) {
                        sink.take(one.record());
                    }
                }
            }
        }
    }

    /// The writer's schema that has this id.
    ///
    /// @return empty for an id that the registry did not know
    /// @throws DamagedArchive where it is not as it was written
    public Optional<Schema> schema(int id) throws IOException {
        var digest = schemas.get(id);
        if (digest == null) {
            return Optional.empty();
        }
        var known = parsed.get(id);
        if (known == null) {
            known = parse(Manifest.schema(id), digest);
            parsed.put(id, known);
        }
        return Optional.of(known);
    }

    private Schema parse(String name, String digest) throws IOException {
        var bytes = Json.bytes(folder, name);
        if (!Sha256.of(bytes).equals(digest)) {
            throw new DamagedArchive(name, "has another digest than the manifest says");
        }
        try {
            return Envelope.parse(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        } catch (AvroRuntimeException e) {
            throw new DamagedArchive(name, "is no schema", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (owner) {
            objects.close();
        }
    }
}
