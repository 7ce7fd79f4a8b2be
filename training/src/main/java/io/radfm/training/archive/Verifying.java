// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.storage.StorageException;
import io.radfm.training.archive.ObjectLines.State;
import io.radfm.training.cluster.RateLimit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads a whole archive and holds everything against everything: the manifests against each other
/// and against every file, the records against their offsets, schemas and lists of objects, the
/// objects against their digests. Changes nothing.
final class Verifying {
    private static final int MOST_TOLD = 1000;

    private final Opening opening;
    private final RateLimit limit;
    private final ArchiveProgress progress;
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private long inAll;

    /// Opens what is verified: that alone finds some damages.
    interface Opening {
        Archive open() throws IOException;
    }

    Verifying(Opening opening, RateLimit limit, ArchiveProgress progress) {
        this.opening = opening;
        this.limit = limit;
        this.progress = progress;
    }

    /// @throws IOException when the archive cannot be read now
    Report run() throws IOException, InterruptedException {
        try (var archive = opening.open();
                var spool = new DigestSpool()) {
            progress.begin(archive.rounds(), offsets(archive));
            for (int id : archive.schemas().keySet()) {
                check(() -> archive.schema(id));
            }
            for (var manifest : archive.manifests()) {
                manifest.lost()
                        .forEach(lost -> note(lost + " were gone before they were archived"));
                for (var segment : manifest.segments()) {
                    check(
                            () ->
                                    new SegmentCheck(archive, segment, this::count)
                                            .run(limit, progress));
                    lists(archive, segment, spool);
                }
            }
            spool.each(digest -> object(archive, digest));
            strays(archive);
        } catch (DamagedArchive e) {
            problem(e.getMessage());
        }
        return new Report(Map.copyOf(counts), problems, inAll, notes);
    }

    private static long offsets(Archive archive) {
        return archive.segments().values().stream()
                .flatMap(List::stream)
                .mapToLong(Segment::records)
                .sum();
    }

    private interface Check {
        void run() throws IOException, InterruptedException;
    }

    private void check(Check check) throws IOException, InterruptedException {
        try {
            check.run();
        } catch (DamagedArchive e) {
            problem(e.getMessage());
        } catch (NoSuchFileException e) {
            problem(e.getFile() + " is not there");
        }
    }

    private void lists(Archive archive, Segment segment, DigestSpool spool)
            throws IOException, InterruptedException {
        if (segment.objects() == null) {
            return;
        }
        check(
                () ->
                        ObjectLines.read(
                                archive.folder(),
                                segment.objects(),
                                (digest, state) -> {
                                    if (state == State.KEPT) {
                                        spool.add(digest);
                                    } else {
                                        note("object " + digest + " was " + said(state));
                                    }
                                }));
    }

    private static String said(State state) {
        return state == State.ABSENT
                ? "not in the object store when it was archived"
                : "damaged in the object store when it was archived";
    }

    private void object(Archive archive, String digest) throws IOException, InterruptedException {
        try (var object = archive.objects().open(digest)) {
            limit.take(object.size());
            progress.object(object.size());
            archive.objects().verify(digest);
            count("objects", 1);
        } catch (StorageException.NoSuchObject | StorageException.CorruptObject e) {
            problem(e.getMessage());
        }
    }

    /// Files that no manifest names. While a round is being copied there are some.
    private void strays(Archive archive) throws IOException {
        if (!archive.folder().list(Running.FOLDER).isEmpty()) {
            note("a round is being copied, or waits to be gone on with: it is not checked");
            return;
        }
        Set<String> named = new TreeSet<>();
        archive.manifests().forEach(manifest -> named.addAll(manifest.files()));
        for (var folder : List.of("topics", "schemas")) {
            for (var file : archive.folder().list(folder)) {
                if (!named.contains(file)) {
                    problem(file + " is in no manifest");
                }
            }
        }
    }

    private void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    private void problem(String what) {
        inAll++;
        if (problems.size() < MOST_TOLD) {
            problems.add(what);
        }
    }

    private void note(String what) {
        if (notes.size() < MOST_TOLD) {
            notes.add(what);
        }
        count("missing", 1);
    }
}
