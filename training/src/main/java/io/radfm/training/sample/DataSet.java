// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import io.radfm.model.Digests;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A whole data set: a directory with shards and the [DataManifest] that was written last. Any
/// number of threads may read it.
public final class DataSet {
    private final Path directory;
    private final DataManifest manifest;

    private DataSet(Path directory, DataManifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /// Checks the manifest, and that each file it names is there with its size; [#verify] reads
    /// them.
    public static DataSet open(Path directory) throws IOException {
        var manifest = DataManifest.read(directory);
        for (var shard : manifest.shards()) {
            check(directory, shard.name(), shard.bytes());
        }
        for (var file : manifest.files()) {
            check(directory, file.name(), file.bytes());
        }
        return new DataSet(directory, manifest);
    }

    private static void check(Path directory, String name, long bytes) throws IOException {
        var path = directory.resolve(name);
        if (!Files.isRegularFile(path)) {
            throw new MalformedDataSet(name + " is missing");
        }
        if (Files.size(path) != bytes) {
            throw new MalformedDataSet(name + " is not of the manifest's size");
        }
    }

    public Path directory() {
        return directory;
    }

    public DataManifest manifest() {
        return manifest;
    }

    /// Of the whole data set; names it in a model's card.
    public String hash() {
        return manifest.hash();
    }

    /// Splits that have samples.
    public List<Split> splits() {
        return manifest.shards().stream().map(Shard::split).distinct().sorted().toList();
    }

    public long samples(Split split) {
        return manifest.shards().stream()
                .filter(shard -> shard.split() == split)
                .mapToLong(Shard::samples)
                .sum();
    }

    /// All samples of a split, in order of their keys.
    public ShardReader read(Split split) {
        var shards =
                manifest.shards().stream()
                        .filter(shard -> shard.split() == split)
                        .map(shard -> directory.resolve(shard.name()))
                        .toList();
        return new ShardReader(shards, split);
    }

    /// All samples of a split without their scans, in order of their keys: kilobytes each.
    public List<Place> places(Split split) throws IOException {
        var places = new ArrayList<Place>();
        try (var reader = read(split)) {
            for (var place = reader.place(); place.isPresent(); place = reader.place()) {
                places.add(place.get());
            }
        }
        return places;
    }

    /// One sample with its scans.
    public Stored at(Place place) throws IOException {
        try (var channel = FileChannel.open(directory.resolve(place.shard()))) {
            return ShardReader.scans(channel, place.shard(), place);
        }
    }

    /// Reads every shard and every other file that the manifest names.
    ///
    /// @throws MalformedDataSet for the first whose bytes are not the manifest's
    public void verify() throws IOException {
        for (var shard : manifest.shards()) {
            verify(shard.name(), shard.sha256());
        }
        for (var file : manifest.files()) {
            verify(file.name(), file.sha256());
        }
    }

    private void verify(String name, String sha256) throws IOException {
        if (!Digests.sha256(directory.resolve(name)).equals(sha256)) {
            throw new MalformedDataSet(name + " does not have the manifest's digest");
        }
    }
}
