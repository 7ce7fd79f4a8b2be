// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// The free space that must stay on a volume. Asking costs one system call.
final class Watermark {
    private final FileStore volume;
    private final long keepBytes;

    Watermark(Path folder, StoreLimits limits) throws IOException {
        volume = Files.getFileStore(folder);
        long share = (long) (volume.getTotalSpace() * (limits.minFreePercent() / 100));
        keepBytes = Math.max(limits.minFreeBytes(), share);
    }

    void check() throws StorageException {
        long free;
        try {
            free = volume.getUsableSpace();
        } catch (IOException e) {
            throw new StorageException.StoreFailed("free space of the volume is unknown", e);
        }
        if (free < keepBytes) {
            throw new StorageException.StoreFull(free, keepBytes);
        }
    }
}
