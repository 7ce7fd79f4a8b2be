// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/// A directory. A commit forces the file, renames it, forces its directory: a visible name always
/// has its whole content, also after loss of power.
record FileFolder(Path root) implements Folder {
    private static final String PART = ".part";
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public Pending create(String name) throws IOException {
        var to = path(name);
        createDurably(to.getParent());
        return new Part(to);
    }

    private Path path(String name) {
        var path = root.resolve(name).normalize();
        if (!path.startsWith(root.normalize()) || name.startsWith("/")) {
            throw new IllegalArgumentException("a name leads out of its folder");
        }
        return path;
    }

    private static void createDurably(Path directory) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        var parent = directory.toAbsolutePath().getParent();
        createDurably(parent);
        Files.createDirectories(directory);
        force(parent);
    }

    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static final class Part extends Pending {
        private final Path to;
        private final Path part;
        private final FileOutputStream file;
        private final OutputStream out;

        Part(Path to) throws IOException {
            this.to = to;
            part = to.resolveSibling(to.getFileName() + PART);
            file = new FileOutputStream(part.toFile());
            out = new BufferedOutputStream(file, BUFFER_BYTES);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
        }

        @Override
        void commit() throws IOException {
            out.flush();
            file.getChannel().force(true);
            file.close();
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
            force(to.toAbsolutePath().getParent());
        }

        @Override
        public void close() throws IOException {
            file.close();
            Files.deleteIfExists(part);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new BufferedInputStream(Files.newInputStream(path(name)), BUFFER_BYTES);
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public List<String> list(String folder) throws IOException {
        try (var files = Files.walk(path(folder))) {
            return files.filter(file -> !file.getFileName().toString().endsWith(PART))
                    .filter(Files::isRegularFile)
                    .map(file -> root.normalize().relativize(file).toString())
                    .sorted()
                    .collect(Collectors.toList());
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public Closeable lock() throws IOException {
        createDurably(root);
        var channel =
                FileChannel.open(
                        root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // this process does
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("another command writes to " + root);
    }
}
