// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.djl.BaseModel;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.types.DataType;

import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.Tensor;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An ONNX graph as a model of DJL's, on one GPU. The graph's types are computed with as they are.
///
/// | option | |
/// |---|---|
/// | `minShapes`, `optShapes`, `maxShapes` | of inputs whose shape is free, as `trtexec` takes them: `image:1x32x32x4` |
/// | `engineCache` | folder to keep engines in; none when absent |
/// | `weightsDigest` | names weights that are not in the graph; needed with a cache |
/// | [#WEIGHTS], [#PROFILES] | weights by name; profiles: objects, for graphs of our own |
final class TensorRtModel extends BaseModel {
    static final String WEIGHTS = "weights";
    static final String PROFILES = "profiles";
    static final String CACHE = "engineCache";
    static final String WEIGHTS_DIGEST = "weightsDigest";
    private static final String SUFFIX = ".onnx";
    private static final long MAX_GRAPH_BYTES = Integer.MAX_VALUE - 8L;

    private final TensorRtManager own;

    TensorRtModel(String name, TensorRtManager manager) {
        super(name);
        this.own = manager;
        this.manager = manager;
        this.manager.setName("tensorRtModel");
        this.dataType = DataType.FLOAT32;
    }

    /// Loads `prefix`.onnx, or the model's name .onnx, or model.onnx of a folder; or one file.
    @Override
    public void load(Path path, String prefix, Map<String, ?> options)
            throws IOException, MalformedModelException {
        setModelDir(path);
        var file = file(prefix);
        if (Files.size(file) > MAX_GRAPH_BYTES) {
            throw new MalformedModelException(file.getFileName() + " is larger than 2 GiB");
        }
        load(Files.readAllBytes(file), options);
    }

    @Override
    public void load(InputStream graph, Map<String, ?> options)
            throws IOException, MalformedModelException {
        load(graph.readAllBytes(), options);
    }

    private Path file(String prefix) throws IOException {
        if (Files.isRegularFile(modelDir)) {
            return modelDir;
        }
        for (var name : prefix == null ? List.of(modelName, "model") : List.of(prefix)) {
            var file = modelDir.resolve(name.endsWith(SUFFIX) ? name : name + SUFFIX);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new FileNotFoundException("no " + SUFFIX + " file in " + modelDir);
    }

    private void load(byte[] graph, Map<String, ?> options)
            throws IOException, MalformedModelException {
        if (block != null) {
            throw new IllegalStateException("a model is loaded once");
        }
        wasLoaded = true;
        Map<String, ?> given = options == null ? Map.of() : options;
        try {
            block = new TensorRtBlock(engine(graph, given), own);
        } catch (ModelFailure e) {
            throw new MalformedModelException(e.getMessage(), e);
        }
    }

    private LoadedEngine engine(byte[] graph, Map<String, ?> options) throws IOException {
        var cache = (String) options.get(CACHE);
        var digest = (String) options.get(WEIGHTS_DIGEST);
        if (cache != null && digest == null) {
            throw new IllegalArgumentException(CACHE + " needs " + WEIGHTS_DIGEST);
        }
        var memory = (CudaMemory) own.memory();
        var key =
                new EngineKey(
                        "model",
                        digest == null ? "" : digest,
                        graph,
                        TensorRtLibrary.version(),
                        Driver.open().gpu(memory.device()),
                        profiles(options));
        if (cache != null) {
            return open(key, Path.of(cache), options);
        }
        var folder = Files.createTempDirectory("tensorrt");
        try {
            return open(key, folder, options);
        } finally {
            new EngineCache(folder).remove(key);
            Files.delete(folder);
        }
    }

    private LoadedEngine open(EngineKey key, Path folder, Map<String, ?> options)
            throws IOException {
        var engines =
                new Engines(new Messages(), (CudaMemory) own.memory(), new EngineCache(folder));
        return engines.open(key, weights(options));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Tensor> weights(Map<String, ?> options) {
        var weights = (Map<String, Tensor>) options.get(WEIGHTS);
        return weights == null ? Map.of() : weights;
    }

    @SuppressWarnings("unchecked")
    static List<Profile> profiles(Map<String, ?> options) {
        if (options.get(PROFILES) != null) {
            return (List<Profile>) options.get(PROFILES);
        }
        var opt = (String) options.get("optShapes");
        if (opt == null) {
            return List.of();
        }
        var min = (String) options.get("minShapes");
        var max = (String) options.get("maxShapes");
        return List.of(Profile.of(min == null ? opt : min, opt, max == null ? opt : max));
    }

    @Override
    public void close() {
        if (block instanceof TensorRtBlock it) {
            it.close();
        }
        super.close();
    }
}
