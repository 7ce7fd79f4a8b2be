// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the shards of one split, one sample in memory at a time. Not for several threads.
///
/// ```
///  try (var samples = dataSet.read(Split.TRAIN)) {
///      samples.stream().forEach(stored -> …);
///  }
/// ```
public final class ShardReader implements Closeable {
    /// Of all scans of one sample.
    public static final long MOST_BYTES = 2L << 30;

    private final List<Path> shards;
    private final Split split;
    private int next;
    private FileChannel channel;
    private String name;
    private long at;
    private String last = "";

    ShardReader(List<Path> shards, Split split) {
        this.shards = List.copyOf(shards);
        this.split = split;
    }

    /// All shards of a split in a directory, numbered from 0, with or without a manifest.
    public static ShardReader of(Path directory, Split split) {
        var found = new ArrayList<Path>();
        for (int i = 0; i < Shard.MOST; i++) {
            var shard = directory.resolve(Shard.name(split, i));
            if (!Files.exists(shard)) {
                break;
            }
            found.add(shard);
        }
        return new ShardReader(found, split);
    }

    /// The next sample; empty after the last.
    ///
    /// @throws MalformedDataSet also when keys do not ascend
    public Optional<Stored> read() throws IOException {
        var place = place();
        return place.isEmpty() ? Optional.empty() : Optional.of(scans(channel, name, place.get()));
    }

    /// The samples that are left. Failures to read are [UncheckedIOException]s.
    public Stream<Stored> stream() {
        return Stream.generate(this::readUnchecked)
                .takeWhile(Optional::isPresent)
                .map(Optional::get);
    }

    private Optional<Stored> readUnchecked() {
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next sample without its scans; empty after the last.
    public Optional<Place> place() throws IOException {
        while (true) {
            if (channel == null) {
                if (next == shards.size()) {
                    return Optional.empty();
                }
                name = shards.get(next).getFileName().toString();
                channel = FileChannel.open(shards.get(next++));
                at = 0;
            }
            var found = place(channel, name, at, split);
            if (found.isPresent()) {
                at = found.get().end();
                var key = found.get().sample().key();
                if (key.compareTo(last) <= 0) {
                    throw new MalformedDataSet(name, found.get().at(), "keys do not ascend");
                }
                last = key;
                return found;
            }
            close();
        }
    }

    private static Optional<Place> place(FileChannel channel, String name, long at, Split split)
            throws IOException {
        var first = Ustar.entry(channel, name, at);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var json = first.get();
        require(
                json.name().endsWith(".json") && json.bytes() <= SampleJson.MOST_BYTES,
                name,
                at,
                "no JSON of a sample");
        var bytes = Ustar.read(channel, name, json.at(), (int) json.bytes());
        var sample = SampleJson.read(name + ", byte " + json.at(), bytes.array());
        require(json.name().equals(sample.key() + ".json"), name, at, "another key than its name");
        require(sample.split() == split, name, at, "a sample of another split");
        long all = 0;
        long end = json.next();
        for (int i = 0; i < sample.scans(); i++) {
            var scan = scan(channel, name, end, sample, i);
            all += scan.bytes();
            require(all <= MOST_BYTES, name, at, "scans of more than " + MOST_BYTES + " bytes");
            end = scan.next();
        }
        return Optional.of(new Place(name, at, json.next(), end, sample));
    }

    private static Ustar.Entry scan(
            FileChannel channel, String name, long at, Sample sample, int number)
            throws IOException {
        var entry = Ustar.entry(channel, name, at).orElse(null);
        require(
                entry != null && entry.name().equals(sample.key() + "." + number + ".npy"),
                name,
                at,
                "a scan is missing");
        require(entry.bytes() <= Npy.MOST_BYTES + Ustar.BLOCK, name, at, "a scan is too large");
        return entry;
    }

    /// A sample with its scans, from where they lie.
    static Stored scans(FileChannel channel, String name, Place place) throws IOException {
        var scans = new ArrayList<Npy.Array>();
        long at = place.scansAt();
        for (int i = 0; i < place.sample().scans(); i++) {
            var entry = scan(channel, name, at, place.sample(), i);
            var bytes = Ustar.read(channel, name, entry.at(), (int) entry.bytes());
            scans.add(Npy.read(name + ", byte " + entry.at(), bytes));
            at = entry.next();
        }
        return new Stored(place.sample(), scans);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private static void require(boolean holds, String where, long at, String what)
            throws MalformedDataSet {
        if (!holds) {
            throw new MalformedDataSet(where, at, what);
        }
    }
}
