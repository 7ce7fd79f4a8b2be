// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.training.cluster.RateLimit;

import java.io.IOException;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/// Reads a segment as replay would, and more closely: every value by its writer's schema, its
/// counts, and whether its list has just the objects that its records name.
final class SegmentCheck {
    /// Is told what was read.
    interface Counter {
        void add(String what, long more);
    }

    private final Archive archive;
    private final Segment segment;
    private final Counter counter;
    private final SortedSet<String> objects = new TreeSet<>();

    SegmentCheck(Archive archive, Segment segment, Counter counter) {
        this.archive = archive;
        this.segment = segment;
        this.counter = counter;
    }

    void run(RateLimit limit, ArchiveProgress progress) throws IOException, InterruptedException {
        var payloads = new Payloads(archive::schema);
        long bytes = 0;
        try (var reader = new SegmentReader(archive.folder(), segment)) {
            for (var one = reader.next(); one != null; one = reader.next()) {
                limit.take(one.record().bytes());
                value(payloads.of(one.record().value()), one);
                bytes += one.record().bytes();
                progress.record(one.record());
            }
        }
        counter.add("records", segment.records());
        counter.add("record bytes", bytes);
        counter.add("files", segment.files().size());
        counter.add("segments", 1);
        if (bytes != segment.bytes()) {
            throw damaged("has other bytes than the manifest says");
        }
        long listed = segment.objects() == null ? 0 : segment.objects().count();
        if (objects.size() != listed) {
            throw damaged(
                    "names %d objects where its list has %d".formatted(objects.size(), listed));
        }
        list();
    }

    private void value(Payload payload, SegmentReader.Next one) throws DamagedArchive {
        if (!Objects.equals(payload.schemaId(), one.file().schemaId())
                || payload.schemaId() != null && !same(payload, one)) {
            throw damaged(
                    "has a value at offset "
                            + one.record().offset()
                            + " that is not of its file's schema");
        }
        objects.addAll(payload.objects());
    }

    private static boolean same(Payload payload, SegmentReader.Next one) {
        return payload.named().schema().equals(one.file().schema());
    }

    private void list() throws IOException {
        if (segment.objects() != null) {
            ObjectLines.read(
                    archive.folder(),
                    segment.objects(),
                    (digest, _) -> {
                        if (!objects.contains(digest)) {
                            throw damaged("has a list with an object that no record names");
                        }
                    });
        }
    }

    private DamagedArchive damaged(String what) {
        return new DamagedArchive(
                segment.place().folder() + "%020d".formatted(segment.from()), what);
    }
}
