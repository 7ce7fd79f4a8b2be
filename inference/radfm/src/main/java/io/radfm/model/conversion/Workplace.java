// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// The folder in which a directory is made, `.NAME.partial` beside it, until it is whole.
///
/// A file in it is locked by whoever works there. The lock ends with its process, however that
/// ends, so what a killed one left is cleared away by the next that makes the same directory, and
/// never what a living one is making.
final class Workplace implements AutoCloseable {
    private static final String LOCK = ".lock";
    private static final long LONGEST = 1L << 30;

    private final Path folder;
    private final FileChannel lock;
    private final Thread abandoned = new Thread(this::clear);
    private volatile boolean published;

    private Workplace(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
        Runtime.getRuntime().addShutdownHook(abandoned);
    }

    /// @throws FileAlreadyExistsException when somebody is making this directory now
    static Workplace beside(Path directory) throws IOException {
        var parent = directory.toAbsolutePath().getParent();
        // no temporary directory of the JDK's: those are for their owner alone, and so would stay
        var folder = parent.resolve(".%s.partial".formatted(directory.getFileName()));
        Files.createDirectories(folder);
        var lock =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!owned(lock, folder.resolve(LOCK))) {
                throw new FileAlreadyExistsException(
                        directory.toString(), null, "is being made by another conversion");
            }
            deleteAllBut(LOCK, folder);
            return new Workplace(folder, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Whether the lock is ours, and still that of the folder: the one who had it before may have
    /// deleted the file after we opened it. Told by a length that nobody else gives it, since to
    /// open it once more and close that again would end the lock (POSIX).
    private static boolean owned(FileChannel lock, Path file) throws IOException {
        try {
            if (lock.tryLock() == null) {
                return false;
            }
        } catch (OverlappingFileLockException e) {
            return false; // of this very process
        }
        long length = ThreadLocalRandom.current().nextLong(1, LONGEST);
        lock.truncate(0).write(ByteBuffer.wrap(new byte[1]), length - 1); // a hole
        try {
            return Files.size(file) == length;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /// Gives the folder its name, at once and whole. What was made is no longer here then.
    void publish(Path directory) throws IOException {
        Files.deleteIfExists(directory); // empty, or not there
        Files.delete(folder.resolve(LOCK));
        Files.move(folder, directory, StandardCopyOption.ATOMIC_MOVE);
        published = true; // a folder of that name is somebody else's from now on
    }

    @Override
    public void close() throws IOException {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(abandoned);
        } catch (IllegalStateException e) {
            return; // shutting down already: the hook has the same to do, and then the lock ends
        }
        lock.close();
    }

    private void clear() {
        try {
            if (!published && Files.exists(folder)) {
                deleteAllBut(LOCK, folder);
                Files.deleteIfExists(folder.resolve(LOCK));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            System.getLogger(Workplace.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot delete {0}", folder);
        }
    }

    private static void deleteAllBut(String name, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                if (!file.getFileName().toString().equals(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
