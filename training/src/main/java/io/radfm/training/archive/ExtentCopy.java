// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.training.cluster.RateLimit;

import java.io.IOException;

/// Copies a part of a partition, segment after segment. Where one ends follows from what was
/// recorded: before the record with which it would have had more files than it may, or when it has
/// its bytes.
final class ExtentCopy {
    private final Folder folder;
    private final Round round;
    private final Extent extent;
    private final Payloads payloads;
    private final SchemaFiles schemas;
    private final ObjectCopy objects;
    private SegmentWriter segment;

    ExtentCopy(
            Folder folder,
            Round round,
            Extent extent,
            Payloads payloads,
            SchemaFiles schemas,
            ObjectCopy objects) {
        this.folder = folder;
        this.round = round;
        this.extent = extent;
        this.payloads = payloads;
        this.schemas = schemas;
        this.objects = objects;
    }

    /// @param from where others have come to
    void run(Log log, long from, Running running, RateLimit limit, ArchiveProgress progress)
            throws IOException, InterruptedException {
        long begin = Math.max(from, first(log));
        progress.found(Math.min(begin, extent.to()) - from);
        if (begin >= extent.to()) {
            return;
        }
        segment = new SegmentWriter(folder, extent.place(), begin);
        try {
            log.read(
                    extent.place(),
                    begin,
                    extent.to(),
                    record -> {
                        limit.take(record.bytes());
                        add(record, running);
                        progress.record(record);
                    });
            commit(extent.to(), running);
        } finally {
            segment.close();
        }
    }

    /// The first offset that is still there.
    private long first(Log log) throws IOException {
        return log.topic(extent.topic()).stream()
                .flatMap(topic -> topic.partitions().stream())
                .filter(range -> range.partition() == extent.partition())
                .mapToLong(Log.Range::begin)
                .findFirst()
                .orElseThrow(() -> new IOException(extent.place() + " is gone"));
    }

    private void add(Archived record, Running running) throws IOException, InterruptedException {
        var payload = payloads.of(record.value());
        if (segment.bytes() >= round.segmentBytes() || !segment.takes(payload)) {
            commit(record.offset(), running);
            segment = new SegmentWriter(folder, extent.place(), record.offset());
        }
        if (payload.named() != null) {
            schemas.keep(payload.named());
        }
        segment.add(record, payload);
    }

    /// Objects first: a segment that is there has them.
    private void commit(long to, Running running) throws IOException, InterruptedException {
        var kept = objects.copy(segment.objects());
        running.done(segment.commit(to, kept));
        segment.close();
    }
}
