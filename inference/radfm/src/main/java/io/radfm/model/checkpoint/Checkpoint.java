// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.checkpoint;

import io.radfm.model.MalformedModel;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The weights of a model directory, mapped. Closing it unmaps them: whoever uses a tensor closes
/// first. Any thread may read.
public final class Checkpoint implements AutoCloseable {
    public static final String SAFE_TENSORS = "model.safetensors";
    public static final String SHARD_INDEX = "model.safetensors.index.json";
    public static final String TORCH = "pytorch_model.bin";
    private static final long MAX_INDEX_BYTES = 16 << 20;

    private final Arena arena;
    private final List<Path> files;
    private final Map<String, Tensor> tensors;
    private final long start;

    private Checkpoint(
            Arena arena, List<Path> files, Map<String, Tensor> tensors, MemorySegment first) {
        this.arena = arena;
        this.start = first.address();
        this.files = files;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /// Opens what lies in a model directory: [#SAFE_TENSORS], else the shards of [#SHARD_INDEX],
    /// else [#TORCH].
    public static Checkpoint open(Path directory) throws IOException {
        if (Files.exists(directory.resolve(SAFE_TENSORS))) {
            return openFiles(List.of(directory.resolve(SAFE_TENSORS)));
        }
        if (Files.exists(directory.resolve(SHARD_INDEX))) {
            return openShards(directory);
        }
        if (Files.exists(directory.resolve(TORCH))) {
            return openFiles(List.of(directory.resolve(TORCH)));
        }
        throw new MalformedModel(
                "no weights: none of " + SAFE_TENSORS + ", " + SHARD_INDEX + ", " + TORCH);
    }

    /// Opens these files as one checkpoint; the format is told by the name (`.safetensors` or not).
    public static Checkpoint openFiles(List<Path> files) throws IOException {
        var arena = Arena.ofShared();
        try {
            var all = new LinkedHashMap<String, Tensor>();
            var first = MemorySegment.NULL;
            for (var file : files) {
                var mapped = map(file, arena);
                first = all.isEmpty() ? mapped : first;
                for (var tensor : read(file, mapped).values()) {
                    if (all.put(tensor.name(), tensor) != null) {
                        throw new MalformedModel(tensor.name() + " lies in two files");
                    }
                }
            }
            return new Checkpoint(arena, List.copyOf(files), all, first);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Opens a weights file, or what lies in a directory.
    public static Checkpoint openPath(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return open(path);
        }
        return path.getFileName().toString().equals(SHARD_INDEX)
                ? openShards(path.toAbsolutePath().getParent())
                : openFiles(List.of(path));
    }

    private static MemorySegment map(Path file, Arena arena) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new MalformedModel(file.getFileName() + " is missing");
        }
        try (var channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    private static Map<String, Tensor> read(Path file, MemorySegment mapped) throws MalformedModel {
        var name = file.getFileName().toString();
        return name.endsWith(".safetensors")
                ? SafeTensors.read(name, mapped)
                : TorchArchive.read(name, mapped);
    }

    /// The index maps every tensor to its file; a tensor must lie where the index says.
    private static Checkpoint openShards(Path directory) throws IOException {
        var index = directory.resolve(SHARD_INDEX);
        if (Files.size(index) > MAX_INDEX_BYTES) {
            throw new MalformedModel(SHARD_INDEX + " is larger than 16 MiB");
        }
        var places = new TreeMap<String, String>();
        for (var entry :
                SafeTensors.json(SHARD_INDEX, Files.readString(index))
                        .path("weight_map")
                        .properties()) {
            var shard = entry.getValue().asText();
            if (!shard.matches("[\\w.-]+\\.safetensors")) {
                throw new MalformedModel(SHARD_INDEX + ": " + entry.getKey() + " in no file");
            }
            places.put(entry.getKey(), shard);
        }
        var shards = new TreeSet<>(places.values()).stream().map(directory::resolve).toList();
        var opened = openFiles(shards);
        for (var name : places.keySet()) {
            if (!opened.tensors.containsKey(name)) {
                opened.close();
                throw new MalformedModel(places.get(name) + " lacks " + name);
            }
        }
        return opened;
    }

    /// The weight of this name and shape; says which one is missing or misshapen.
    public Tensor require(String name, long... shape) throws MalformedModel {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new MalformedModel(fileNames() + ": tensor " + name + " is missing");
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new MalformedModel(
                    "%s: tensor %s has shape %s, must have %s"
                            .formatted(
                                    fileNames(),
                                    name,
                                    Arrays.toString(tensor.shape()),
                                    Arrays.toString(shape)));
        }
        if (!tensor.type().isFloat()) {
            throw new MalformedModel(fileNames() + ": tensor " + name + " holds " + tensor.type());
        }
        return tensor;
    }

    /// The embedding table, under either of its names.
    public Tensor requireEmbeddings(int vocabulary, int hidden) throws MalformedModel {
        boolean other = !contains(Parameters.EMBEDDINGS) && contains(Parameters.SAME_EMBEDDINGS);
        var name = other ? Parameters.SAME_EMBEDDINGS : Parameters.EMBEDDINGS;
        return require(name, vocabulary, hidden);
    }

    /// The files' names, for messages.
    public String fileNames() {
        var first = files.getFirst().getFileName().toString();
        return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
    }

    /// Where a tensor's bytes begin in the file, for a checkpoint of one file.
    public long offset(Tensor tensor) {
        if (files.size() != 1) {
            throw new IllegalStateException("a checkpoint of several files");
        }
        return tensor.data().address() - start;
    }

    public boolean contains(String name) {
        return tensors.containsKey(name);
    }

    public Map<String, Tensor> tensors() {
        return tensors;
    }

    public List<Path> files() {
        return files;
    }

    @Override
    public void close() {
        arena.close();
    }
}
