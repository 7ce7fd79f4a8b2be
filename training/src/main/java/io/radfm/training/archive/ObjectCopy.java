// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import io.radfm.storage.ObjectRef;
import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;
import io.radfm.training.archive.ObjectLines.State;
import io.radfm.training.cluster.RateLimit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/// Copies objects from one store to another; those that are there stay. Several become durable at
/// the same time, one is read at a time. For one thread.
final class ObjectCopy {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MOST_COMMITS = 32;

    private final ObjectStore from;
    private final ObjectStore to;
    private final RateLimit limit;
    private final LongConsumer copied;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    /// @param copied is told the bytes of each object
    ObjectCopy(ObjectStore from, ObjectStore to, RateLimit limit, LongConsumer copied) {
        this.from = from;
        this.to = to;
        this.limit = limit;
        this.copied = copied;
    }

    /// Returns when all are durable in the other store.
    ///
    /// @return what became of each
    /// @throws StorageException when a store is away just now
    SortedMap<String, State> copy(Collection<String> digests)
            throws IOException, InterruptedException {
        var states = new TreeMap<String, State>();
        var commits = new ArrayDeque<CompletionStage<ObjectRef>>();
        for (var digest : digests) {
            var state = to.exists(digest) ? State.KEPT : copy(digest, commits);
            states.put(digest, state);
            while (commits.size() > MOST_COMMITS) {
                await(commits.remove());
            }
        }
        while (!commits.isEmpty()) {
            await(commits.remove());
        }
        return states;
    }

    private State copy(String digest, Deque<CompletionStage<ObjectRef>> commits)
            throws IOException, InterruptedException {
        try (var source = from.open(digest);
                var upload = to.begin()) {
            for (buffer.clear(); source.read(buffer) >= 0; buffer.clear()) {
                limit.take(buffer.flip().remaining());
                upload.write(buffer);
            }
            var ref = upload.seal();
            if (!ref.digest().equals(digest)) {
                return State.DAMAGED;
            }
            copied.accept(ref.bytes());
            commits.add(upload.commit());
            return State.KEPT;
        } catch (StorageException.NoSuchObject e) {
            return State.ABSENT;
        }
    }

    private static void await(CompletionStage<ObjectRef> commit)
            throws IOException, InterruptedException {
        try {
            commit.toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException away) {
                throw away;
            }
            throw new IOException("an object cannot be kept", e.getCause());
        }
    }
}
