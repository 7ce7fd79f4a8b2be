// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// Writes the shards of one split. Samples come in ascending order of their keys, each key once, so
/// that what is written depends on nothing else. A shard has its name when it is complete and on
/// the disk; until then it ends in `.part`.
///
/// A shard has at most 256 MiB, unless a single sample is larger. Not for several threads.
public final class ShardWriter implements Closeable {
    public static final long MOST_BYTES = 256L << 20;

    private final Path directory;
    private final Split split;
    private final long mostBytes;
    private final List<Shard> shards = new ArrayList<>();
    private String last = "";
    private Open open;

    public ShardWriter(Path directory, Split split) {
        this(directory, split, MOST_BYTES);
    }

    ShardWriter(Path directory, Split split, long mostBytes) {
        this.directory = directory;
        this.split = split;
        this.mostBytes = mostBytes;
    }

    /// @throws IllegalArgumentException for another split, a key that does not follow the last one,
    ///   or scans that are not those of the sample
    public void write(Sample sample, List<Npy.Array> scans) throws IOException {
        require(sample.split() == split, "a sample of another split");
        require(sample.key().compareTo(last) > 0, "a key that does not follow the last one");
        require(scans.size() == sample.scans(), "a sample of " + sample.scans() + " scans");
        var json = SampleJson.bytes(sample);
        require(json.length <= SampleJson.MOST_BYTES, "a sample of " + json.length + " bytes");
        long bytes = Ustar.BLOCK + Ustar.padded(json.length);
        for (var scan : scans) {
            bytes += Ustar.BLOCK + Ustar.padded(scan.fileBytes());
        }
        if (open != null && open.bytes + bytes + Ustar.END > mostBytes) {
            finish();
        }
        if (open == null) {
            open = new Open(directory.resolve(Shard.name(split, shards.size())));
        }
        last = sample.key();
        open.file(sample.key() + ".json", json.length, ByteBuffer.wrap(json));
        for (int i = 0; i < scans.size(); i++) {
            var scan = scans.get(i);
            open.file(sample.key() + "." + i + ".npy", scan.fileBytes(), scan.file());
        }
        open.samples++;
    }

    /// Completes the last shard.
    ///
    /// @return all shards, in order
    public List<Shard> finish() throws IOException {
        if (open != null) {
            var ended = open;
            open = null;
            try (ended) {
                shards.add(ended.end());
            }
        }
        return List.copyOf(shards);
    }

    /// Lets go of a shard that was not finished.
    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /// A shard that grows.
    private static final class Open implements Closeable {
        private final Path path;
        private final Path part;
        private final FileChannel channel;
        private final MessageDigest digest = Digest.start();
        private long bytes;
        private long samples;

        Open(Path path) throws IOException {
            this.path = path;
            part = path.resolveSibling(path.getFileName() + ".part");
            channel =
                    FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
        }

        void file(String name, long length, ByteBuffer... contents) throws IOException {
            put(Ustar.header(name, length));
            for (var content : contents) {
                put(content);
            }
            put(ByteBuffer.allocate((int) (Ustar.padded(length) - length)));
        }

        private void put(ByteBuffer from) throws IOException {
            digest.update(from.duplicate());
            bytes += from.remaining();
            while (from.hasRemaining()) {
                channel.write(from);
            }
        }

        Shard end() throws IOException {
            put(ByteBuffer.allocate(Ustar.END));
            channel.force(true);
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            return new Shard(path.getFileName().toString(), bytes, samples, Digest.end(digest));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
