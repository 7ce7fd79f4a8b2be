// SPDX-License-Identifier: Apache-2.0
package io.radfm.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Where objects lie until they are whole: a folder of this process's own, so that a process that
/// starts can sweep away what dead ones left without touching the living.
///
/// ```
///   incoming/start.lock        held while a process sweeps and makes its own folder
///   incoming/<uuid>/live.lock  held as long as the process lives; whoever can lock it may sweep
///   incoming/<uuid>/<n>        an object that is still arriving
/// ```
final class Incoming implements Closeable {
    /// POSIX locks belong to the process and go with the first close of their file, so folders of
    /// this process are known by name and their locks never opened twice.
    private static final Set<Path> OURS = new HashSet<>();

    private final Path folder;
    private final FileLock live;
    private final AtomicLong names = new AtomicLong();

    Incoming(Path root) throws IOException {
        Files.createDirectories(root);
        folder = root.toRealPath().resolve(UUID.randomUUID().toString());
        synchronized (OURS) {
            try (var start = lockFile(root.resolve("start.lock"));
                    var _ = start.lock()) {
                sweep(root.toRealPath());
                Files.createDirectory(folder);
                live = lockFile(folder.resolve("live.lock")).lock();
                OURS.add(folder);
            }
        }
    }

    /// A name nobody uses.
    Path name() {
        return folder.resolve(Long.toString(names.getAndIncrement()));
    }

    @Override
    public void close() throws IOException {
        synchronized (OURS) {
            live.acquiredBy().close();
            OURS.remove(folder);
            remove(folder);
        }
    }

    private static void sweep(Path root) throws IOException {
        for (var session : list(root)) {
            if (!Files.isDirectory(session) || OURS.contains(session)) {
                continue;
            }
            try (var channel = lockFile(session.resolve("live.lock"))) {
                if (channel.tryLock() != null) {
                    remove(session);
                }
            }
        }
    }

    private static void remove(Path session) throws IOException {
        for (var file : list(session)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(session);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static FileChannel lockFile(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
}
