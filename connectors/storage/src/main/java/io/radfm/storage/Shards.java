// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/// The 256 folders of a store, `sha256/00` to `sha256/ff`, and how a name in one of them becomes
/// durable: by forcing the folder, once for all who wait (group commit).
///
/// ```
///   round n     |── force ab, 3f ──|
///   round n+1     join ab, join 07, join ab …  |── force 07, ab ──|
/// ```
///
/// A caller joins the round that has not begun and waits its turn; whoever gets the turn first
/// forces the folders of everybody in that round. A folder that could not be forced leaves the
/// kernel's view and the disk's different for good, so from then on all is refused until a restart.
final class Shards {
    private static final int COUNT = 256;

    private final Path root;
    private final FileChannel[] folders = new FileChannel[COUNT];
    private final ReentrantLock joining = new ReentrantLock();
    private final ReentrantLock turn = new ReentrantLock();
    private Round next = new Round();
    private volatile StorageException.StoreFailed broken;

    private static final class Round {
        final BitSet shards = new BitSet(COUNT);
        boolean done;
    }

    Shards(Path root) throws IOException {
        this.root = root;
        for (int shard = 0; shard < COUNT; shard++) {
            var folder = root.resolve(name(shard));
            Files.createDirectories(folder);
            folders[shard] = FileChannel.open(folder, StandardOpenOption.READ);
        }
        for (var folder = root; folder != null; folder = folder.getParent()) {
            if (!Files.isReadable(folder)) {
                break; // somebody else's, and older than the store
            }
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /// Where the object of this (checked) digest lies.
    Path path(String digest) {
        return root.resolve(digest.substring(0, 2)).resolve(digest.substring(2));
    }

    /// Returns when every name this digest's folder had at the call survives loss of power.
    void force(String digest) throws StorageException {
        Round mine;
        joining.lock();
        try {
            mine = next;
            mine.shards.set(Integer.parseInt(digest, 0, 2, 16));
        } finally {
            joining.unlock();
        }
        turn.lock();
        try {
            if (!mine.done) {
                run(mine);
            }
        } finally {
            turn.unlock();
        }
        if (broken != null) {
            throw broken;
        }
    }

    StorageException.StoreFailed broken() {
        return broken;
    }

    private void run(Round round) {
        joining.lock();
        try {
            next = new Round();
        } finally {
            joining.unlock();
        }
        try {
            for (int shard = round.shards.nextSetBit(0);
                    shard >= 0;
                    shard = round.shards.nextSetBit(shard + 1)) {
                folders[shard].force(true);
            }
        } catch (IOException e) {
            broken = new StorageException.StoreFailed("a folder of the store cannot be forced", e);
        }
        round.done = true;
    }

    void close() throws IOException {
        for (var folder : folders) {
            folder.close();
        }
    }

    private static String name(int shard) {
        return String.format("%02x", shard);
    }
}
