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
import java.util.regex.Pattern;

/// Where objects lie until they are durable: a folder of this process's own, so that a process that
/// starts can clear up after dead ones without touching the living. Whole objects of a dead process
/// are adopted, halves are deleted.
///
/// ```
///   incoming/start.lock        held while a process sweeps and makes its own folder
///   incoming/<uuid>/live.lock  held as long as the process lives; whoever can lock it may sweep
///   incoming/<uuid>/<n>            an object that is still arriving
///   incoming/<uuid>/<digest>-<n>   one that has arrived and is not yet durable
/// ```
final class Incoming implements Closeable {
    /// POSIX locks belong to the process and go with the first close of their file, so folders of
    /// this process are known by name and their locks never opened twice.
    private static final Set<Path> OURS = new HashSet<>();

    private static final Pattern SEALED = Pattern.compile("([0-9a-f]{64})-[0-9]+");

    /// What becomes of a file that its dead writer had sealed. Deletes or moves it.
    @FunctionalInterface
    interface Adoption {
        void adopt(Path file, String digest) throws IOException;
    }

    private final Path folder;
    private final FileLock live;
    private final AtomicLong names = new AtomicLong();

    Incoming(Path root, Adoption adoption) throws IOException {
        Files.createDirectories(root);
        folder = root.toRealPath().resolve(UUID.randomUUID().toString());
        synchronized (OURS) {
            try (var start = lockFile(root.resolve("start.lock"));
                    var _ = start.lock()) {
                sweep(root.toRealPath(), adoption);
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

    /// The name of a file that turned out to be this object.
    static Path sealed(Path file, String digest) {
        return file.resolveSibling(digest + "-" + file.getFileName());
    }

    @Override
    public void close() throws IOException {
        synchronized (OURS) {
            live.acquiredBy().close();
            OURS.remove(folder);
            remove(folder);
        }
    }

    private static void sweep(Path root, Adoption adoption) throws IOException {
        for (var session : list(root)) {
            if (!Files.isDirectory(session) || OURS.contains(session)) {
                continue;
            }
            try (var channel = lockFile(session.resolve("live.lock"))) {
                if (channel.tryLock() != null) {
                    for (var file : list(session)) {
                        var sealed = SEALED.matcher(file.getFileName().toString());
                        if (sealed.matches()) {
                            adoption.adopt(file, sealed.group(1));
                        }
                    }
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
