// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Reads a segment's files as the one partition they were.
final class SegmentReader implements Closeable {
    /// A record, and from which file.
    record Next(Archived record, ContainerReader file) {}

    private final Segment segment;
    private final PriorityQueue<Next> next =
            new PriorityQueue<>(Comparator.comparingLong(one -> one.record().offset()));
    private final ArrayList<ContainerReader> open = new ArrayList<>();
    private long before;
    private long latest = -1;

    SegmentReader(Folder folder, Segment segment) throws IOException {
        this.segment = segment;
        before = segment.from() - 1;
        try {
            for (var file : segment.files()) {
                var reader = new ContainerReader(folder, segment.place(), file);
                open.add(reader);
                put(reader);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void put(ContainerReader file) throws IOException {
        var record = file.next();
        if (record != null) {
            next.add(new Next(record, file));
        }
    }

    /// @return null after the last: then every file was as the manifest says
    Next next() throws IOException {
        var one = next.poll();
        if (one == null) {
            if (latest != segment.latest()) {
                throw damaged("has another latest time than the manifest says");
            }
            return null;
        }
        long offset = one.record().offset();
        if (offset <= before || offset >= segment.to()) {
            throw damaged("has offset " + offset + " where it cannot be");
        }
        before = offset;
        latest = Math.max(latest, one.record().timestamp());
        put(one.file());
        return one;
    }

    private DamagedArchive damaged(String what) {
        return new DamagedArchive(
                segment.place().folder() + "%020d".formatted(segment.from()), what);
    }

    @Override
    public void close() throws IOException {
        for (var file : open) {
            file.close();
        }
    }
}
