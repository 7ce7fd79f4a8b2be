// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.storage.ObjectStore;
import io.radfm.training.archive.ObjectLines.State;
import io.radfm.training.cluster.RateLimit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/// Puts an archive back: topics, objects, schemas, records. Each record gets a header with its
/// [Coordinates]; by those of the last one in a partition a restore knows what is done, so that it
/// can be run again, or gone on with after a kill.
final class Restoring {
    private final Archive archive;
    private final Cluster cluster;
    private final ObjectStore objects;
    private final RateLimit limit;
    private final ArchiveProgress progress;

    Restoring(
            Archive archive,
            Cluster cluster,
            ObjectStore objects,
            RateLimit limit,
            ArchiveProgress progress) {
        this.archive = archive;
        this.cluster = cluster;
        this.objects = objects;
        this.limit = limit;
        this.progress = progress;
    }

    /// @throws IOException when something is in the way, or away; run again, it goes on
    void run(SortedSet<String> topics) throws IOException, InterruptedException {
        var places = places(topics);
        for (var topic : topics) {
            cluster.create(topic, archive.topics().get(topic).partitions());
        }
        progress.begin(
                archive.rounds(),
                places.stream()
                        .flatMap(place -> archive.segments().get(place).stream())
                        .mapToLong(Segment::records)
                        .sum());
        for (var place : places) {
            restore(place);
        }
    }

    private List<Place> places(SortedSet<String> topics) {
        var places = new ArrayList<Place>();
        for (var place : archive.segments().keySet()) {
            if (topics.contains(place.topic())) {
                places.add(place);
            }
        }
        return places;
    }

    private void restore(Place place) throws IOException, InterruptedException {
        try (var writer = cluster.write(place, archive.cluster(), archive::schema)) {
            long done = writer.next();
            for (var segment : archive.segments().get(place)) {
                if (segment.to() <= done) {
                    progress.found(segment.records());
                } else {
                    objects(segment);
                    records(segment, done, writer);
                }
            }
        }
    }

    /// Before the records that name them.
    private void objects(Segment segment) throws IOException, InterruptedException {
        if (segment.objects() == null) {
            return;
        }
        var kept = new ArrayList<String>();
        ObjectLines.read(
                archive.folder(),
                segment.objects(),
                (digest, state) -> {
                    if (state == State.KEPT) {
                        kept.add(digest);
                    }
                });
        var copy = new ObjectCopy(archive.objects(), objects, limit, progress::object);
        for (var each : copy.copy(kept).entrySet()) {
            if (each.getValue() != State.KEPT) {
                throw new DamagedArchive(
                        "object " + each.getKey(), "is not in the archive as it was");
            }
        }
    }

    private void records(Segment segment, long done, Cluster.Writer writer)
            throws IOException, InterruptedException {
        try (var reader = new SegmentReader(archive.folder(), segment)) {
            for (var one = reader.next(); one != null; one = reader.next()) {
                if (one.record().offset() < done) {
                    progress.found(1);
                } else {
                    limit.take(one.record().bytes());
                    writer.write(one.record());
                    progress.record(one.record());
                }
            }
            writer.commit();
        }
    }
}
