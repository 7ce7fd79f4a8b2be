// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.storage.ObjectStore;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// One round, or one after another for ever.
final class Rounds {
    private static final int MOST_FAILURES = 10;

    private final URI to;
    private final URI objects;
    private final Log log;
    private final Archiving.Options options;
    private final ArchiveProgress progress;
    private final Telling tell;

    Rounds(
            URI to,
            URI objects,
            Log log,
            Archiving.Options options,
            ArchiveProgress progress,
            Telling tell) {
        this.to = to;
        this.objects = objects;
        this.log = log;
        this.options = options;
        this.progress = progress;
        this.tell = tell;
    }

    /// All that is new; more than one round where that is very much.
    void once() throws IOException, InterruptedException {
        try (var _ = Folder.of(to).lock();
                var store = ObjectStore.of(objects);
                var kept = Archive.objects(to)) {
            boolean more = true;
            while (more) {
                more = round(store, kept);
            }
        } finally {
            progress.idle();
        }
    }

    /// @return whether there is more
    private boolean round(ObjectStore store, ObjectStore kept)
            throws IOException, InterruptedException {
        try (var archive = Archive.begin(to, kept)) {
            var manifest = new Archiving(log, store, archive, options, progress).round();
            tell.archived(to, manifest, progress);
            return manifest.isPresent()
                    && manifest.get().round().offsets() >= options.roundOffsets();
        }
    }

    /// Returns only by an exception: a round that fails is tried again after the same time, unless
    /// it cannot get better, or has failed too often.
    ///
    /// @throws IOException the last failure
    void follow(Duration every) throws IOException, InterruptedException {
        for (int failures = 0; ; ) {
            try {
                once();
                failures = 0;
            } catch (DamagedArchive e) {
                throw e;
            } catch (IOException e) {
                if (++failures == MOST_FAILURES) {
                    throw e;
                }
                tell.failed(e, every);
            }
            Thread.sleep(every);
        }
    }
}
