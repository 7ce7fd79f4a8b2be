// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.storage.ObjectStore;
import io.radfm.training.cluster.RateLimit;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// Copies what is new on a cluster to an archive, round after round. What a round copies lies in
/// `running/` until its manifest is written; another process goes on with it after this one is
/// killed.
final class Archiving {
    /// What the catalogue's topics are called that a data set is made of.
    static final List<String> TOPICS =
            List.of("dicom.*", "ris.*", "study.contexts", "drafts", "models");

    private final Log log;
    private final ObjectStore objects;
    private final Archive archive;
    private final Options options;
    private final ArchiveProgress progress;

    /// @param topics names; those that are not on the cluster are left out
    /// @param segmentBytes a segment that has so many of keys, headers and values is ended
    /// @param roundOffsets of all partitions, at most: so large may a manifest become
    record Options(
            SortedSet<String> topics, long segmentBytes, long roundOffsets, RateLimit limit) {}

    Archiving(
            Log log,
            ObjectStore objects,
            Archive archive,
            Options options,
            ArchiveProgress progress) {
        this.log = log;
        this.objects = objects;
        this.archive = archive;
        this.options = options;
        this.progress = progress;
    }

    /// Goes on with the round that was begun, or begins one. To be called again, the archive must
    /// be opened again.
    ///
    /// @return empty where nothing is new
    /// @throws IOException when topics, schemas or objects cannot be read now; run again, it goes
    ///   on
    Optional<Manifest> round() throws IOException, InterruptedException {
        var running = new Running(archive.folder());
        var round = running.begun(archive.rounds());
        if (round.isEmpty()) {
            round = next();
            if (round.isPresent()) {
                running.begin(round.get());
            }
        } else {
            check(round.get());
        }
        return round.isEmpty() ? Optional.empty() : Optional.of(copy(round.get(), running));
    }

    private void check(Round begun) throws IOException {
        if (!begun.cluster().equals(log.cluster())) {
            throw new IOException(
                    "the archive is of cluster " + begun.cluster() + ", this is " + log.cluster());
        }
        if (!begun.previous().equals(archive.head())) {
            throw new DamagedArchive(
                    Running.ROUND, "does not follow " + Manifest.name(archive.rounds()));
        }
    }

    /// All that is new, or empty.
    private Optional<Round> next() throws IOException {
        var cluster = log.cluster();
        if (archive.rounds() > 0 && !archive.cluster().equals(cluster)) {
            throw new IOException(
                    "the archive is of cluster " + archive.cluster() + ", this is " + cluster);
        }
        var news = new News(log, archive, options.roundOffsets());
        for (var topic : options.topics()) {
            news.look(topic);
        }
        return news.extents().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Round(
                                Round.FORMAT,
                                archive.rounds() + 1,
                                archive.head(),
                                cluster,
                                options.segmentBytes(),
                                news.topics(),
                                news.extents()));
    }

    private Manifest copy(Round round, Running running) throws IOException, InterruptedException {
        var done = running.done();
        progress.begin(round.number(), round.offsets());
        done.forEach(segment -> progress.found(segment.to() - segment.from()));
        var schemas = new SchemaFiles(archive);
        var payloads = new Payloads(log);
        var copy = new ObjectCopy(objects, archive.objects(), options.limit(), progress::object);
        for (var extent : round.extents()) {
            var one = new ExtentCopy(archive.folder(), round, extent, payloads, schemas, copy);
            one.run(log, end(extent, done), running, options.limit(), progress);
        }
        var segments = running.done();
        var manifest = Manifest.of(round, segments, schemas.of(segments));
        running.end(manifest);
        return manifest;
    }

    /// Where a process before this one has come to.
    private static long end(Extent extent, Collection<Segment> done) {
        return done.stream()
                .filter(segment -> segment.place().equals(extent.place()))
                .mapToLong(Segment::to)
                .max()
                .orElse(extent.from());
    }
}
