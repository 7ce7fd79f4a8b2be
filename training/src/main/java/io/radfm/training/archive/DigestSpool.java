// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/// Any number of digests on disk, each of which is given back once, in order: in memory there is a
/// 256th of them.
final class DigestSpool implements Closeable {
    private static final int BUCKETS = 256;
    private static final int BUFFER_BYTES = 1 << 12;
    private static final int BYTES = 32;

    private final Path directory;
    private final OutputStream[] buckets = new OutputStream[BUCKETS];

    /// Is given each digest.
    interface Sink {
        void take(String digest) throws IOException, InterruptedException;
    }

    DigestSpool() throws IOException {
        directory = Files.createTempDirectory("radfm-digests");
    }

    void add(String digest) throws IOException {
        var bytes = HexFormat.of().parseHex(digest);
        int bucket = Byte.toUnsignedInt(bytes[0]);
        if (buckets[bucket] == null) {
            buckets[bucket] =
                    new BufferedOutputStream(Files.newOutputStream(file(bucket)), BUFFER_BYTES);
        }
        buckets[bucket].write(bytes);
    }

    private Path file(int bucket) {
        return directory.resolve(Integer.toString(bucket));
    }

    /// Nothing can be added afterwards.
    void each(Sink sink) throws IOException, InterruptedException {
        for (int i = 0; i < BUCKETS; i++) {
            if (buckets[i] != null) {
                buckets[i].close();
                for (var digest : read(file(i))) {
                    sink.take(digest);
                }
            }
        }
    }

    private static SortedSet<String> read(Path file) throws IOException {
        var digests = new TreeSet<String>();
        try (var in = new java.io.BufferedInputStream(Files.newInputStream(file))) {
            for (var one = in.readNBytes(BYTES); one.length == BYTES; one = in.readNBytes(BYTES)) {
                digests.add(HexFormat.of().formatHex(one));
            }
        }
        return digests;
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < BUCKETS; i++) {
            if (buckets[i] != null) {
                buckets[i].close();
                Files.deleteIfExists(file(i));
            }
        }
        Files.deleteIfExists(directory);
    }
}
