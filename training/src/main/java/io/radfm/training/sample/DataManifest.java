// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `manifest.json`: what a data set is made of. A directory that has one is whole.
///
/// @param rules the version of every rule that made the samples
/// @param counts of anything worth counting, by name
/// @param shards by split, then number
/// @param files that were made of the shards, by name
public record DataManifest(
        SortedMap<String, String> rules,
        SortedMap<String, Long> counts,
        List<Shard> shards,
        List<DataFile> files) {
    public static final String FILE = "manifest.json";
    private static final long MOST_BYTES = 4 << 20;

    public DataManifest {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        shards =
                shards.stream()
                        .sorted(
                                Comparator.comparing((Shard shard) -> shard.split())
                                        .thenComparing(shard -> shard.name()))
                        .toList();
        files = files.stream().sorted(Comparator.comparing(DataFile::name)).toList();
        var next = new HashMap<Split, Integer>();
        for (var shard : shards) {
            int number = next.merge(shard.split(), 1, Integer::sum) - 1;
            if (!shard.name().equals(Shard.name(shard.split(), number))) {
                throw new IllegalArgumentException("shards are not numbered from 0");
            }
        }
    }

    /// Of shards alone.
    public DataManifest(
            SortedMap<String, String> rules, SortedMap<String, Long> counts, List<Shard> shards) {
        this(rules, counts, shards, List.of());
    }

    /// With more files that were made of its shards.
    public DataManifest with(List<DataFile> more) {
        return new DataManifest(
                rules, counts, shards, Stream.concat(files.stream(), more.stream()).toList());
    }

    /// SHA-256 of the lines `digest two-spaces name` of all shards, as `sha256sum` prints them.
    public String hash() {
        var digest = Digest.start();
        for (var shard : shards) {
            var line = shard.sha256() + "  " + shard.name() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return Digest.end(digest);
    }

    public static DataManifest read(Path directory) throws IOException {
        var file = directory.resolve(FILE);
        if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
            throw new MalformedDataSet("no " + FILE + ": the data set is not whole");
        }
        try {
            return of(SampleJson.JSON.readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new MalformedDataSet(FILE + " is not JSON within its bounds", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedDataSet(FILE + ": " + e.getMessage(), e);
        }
    }

    private static DataManifest of(JsonNode tree) {
        require(tree.path("format").asInt() == Sample.FORMAT, "format is not " + Sample.FORMAT);
        var rules = new TreeMap<String, String>();
        tree.path("rules").properties().forEach(e -> rules.put(e.getKey(), e.getValue().asText()));
        var counts = new TreeMap<String, Long>();
        tree.path("counts").properties().forEach(e -> counts.put(e.getKey(), number(e.getValue())));
        var shards = new ArrayList<Shard>();
        for (var shard : tree.path("shards")) {
            shards.add(
                    new Shard(
                            shard.path("name").asText(),
                            number(shard.path("bytes")),
                            number(shard.path("samples")),
                            shard.path("sha256").asText()));
        }
        var files = new ArrayList<DataFile>();
        for (var file : tree.path("files")) {
            files.add(
                    new DataFile(
                            file.path("name").asText(),
                            number(file.path("bytes")),
                            file.path("sha256").asText()));
        }
        var manifest = new DataManifest(rules, counts, shards, files);
        require(
                manifest.hash().equals(tree.path("hash").asText()),
                "hash is not that of its shards");
        return manifest;
    }

    /// Writes it as the last file of a data set.
    public void write(Path directory) throws IOException {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.put("format", Sample.FORMAT);
        tree.put("hash", hash());
        var rulesNode = tree.putObject("rules");
        rules.forEach(rulesNode::put);
        var countsNode = tree.putObject("counts");
        counts.forEach(countsNode::put);
        var shardsNode = tree.putArray("shards");
        for (var shard : shards) {
            shardsNode
                    .addObject()
                    .put("name", shard.name())
                    .put("bytes", shard.bytes())
                    .put("samples", shard.samples())
                    .put("sha256", shard.sha256());
        }
        if (!files.isEmpty()) {
            var filesNode = tree.putArray("files");
            files.forEach(
                    file ->
                            filesNode
                                    .addObject()
                                    .put("name", file.name())
                                    .put("bytes", file.bytes())
                                    .put("sha256", file.sha256()));
        }
        var part = directory.resolve(FILE + ".part");
        Files.write(part, SampleJson.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
        Files.move(part, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static long number(JsonNode node) {
        require(node.isIntegralNumber() && node.canConvertToLong(), "a number is missing");
        return node.longValue();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
