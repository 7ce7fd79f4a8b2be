// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;
import io.radfm.storage.Upload;

import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that is away after so many objects were opened.
record FailingStore(ObjectStore store, AtomicInteger left) implements ObjectStore {
    FailingStore(ObjectStore store, int opens) {
        this(store, new AtomicInteger(opens));
    }

    @Override
    public SeekableByteChannel open(String digest) throws StorageException {
        if (left.decrementAndGet() < 0) {
            throw new StorageException.StoreFailed("the store is away", null);
        }
        return store.open(digest);
    }

    @Override
    public Optional<Path> path(String digest) throws StorageException {
        return store.path(digest);
    }

    @Override
    public Upload begin() throws StorageException {
        return store.begin();
    }

    @Override
    public boolean exists(String digest) throws StorageException {
        return store.exists(digest);
    }

    @Override
    public void verify(String digest) throws StorageException {
        store.verify(digest);
    }

    @Override
    public Optional<StorageException> trouble() {
        return store.trouble();
    }

    @Override
    public void close() {}
}
