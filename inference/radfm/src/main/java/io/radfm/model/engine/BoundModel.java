// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.ElementType;
import io.radfm.model.checkpoint.Pages;
import io.radfm.model.checkpoint.Tensor;
import io.radfm.model.onnx.OnnxModel;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// A graph whose declared weights point at the mapped checkpoint, and the options to open it with.
/// Only what a checkpoint holds scattered or misaligned is copied. Closed after the session that
/// uses it.
public final class BoundModel implements AutoCloseable {
    private final OnnxModel model;
    private final Arena arena = Arena.ofShared();
    private final Map<String, OnnxTensorLike> weights = new HashMap<>();
    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();

    /// What happens to the memory of activations after a run.
    public enum Memory {
        /// Kept for the next run: for many small ones.
        KEPT,
        /// Given back: for a few that need gigabytes.
        RETURNED
    }

    /// @param threads how many the session's operators share
    public BoundModel(OnnxModel model, int threads, Memory memory) {
        this.model = model;
        try {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(memory == Memory.KEPT);
            // spinning threads collapse when others need the cores too
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            for (var weight : model.weights().entrySet()) {
                weights.put(weight.getKey(), bind(weight.getValue()));
            }
            options.addExternalInitializers(weights);
        } catch (OrtException | RuntimeException e) {
            close();
            throw new ModelFailure("weights cannot be given to ONNX Runtime", e);
        }
    }

    private OnnxTensor bind(Tensor tensor) throws OrtException {
        var bytes = tensor.inPlace(arena);
        if (bytes.byteSize() > Integer.MAX_VALUE) {
            throw new ModelFailure("tensor " + tensor + " is larger than 2 GiB");
        }
        return OnnxTensor.createTensor(
                OnnxRuntime.environment(),
                bytes.asByteBuffer().order(ByteOrder.nativeOrder()),
                tensor.shape(),
                javaType(tensor.type()));
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case F32 -> OnnxJavaType.FLOAT;
            case F16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case U8 -> OnnxJavaType.UINT8;
            default -> throw new IllegalArgumentException(type + " is no weight");
        };
    }

    /// Once a session is open it has copies of its own of all it multiplies with: the mapped files
    /// need not stay in memory.
    void releaseMapping() {
        model.weights().values().forEach(tensor -> Pages.release(tensor.data()));
    }

    public long parameters() {
        return model.parameters();
    }

    byte[] structure() {
        return model.structure();
    }

    public OrtSession.SessionOptions options() {
        return options;
    }

    public OrtSession open() {
        try {
            var session = OnnxRuntime.environment().createSession(model.structure(), options);
            releaseMapping();
            return session;
        } catch (OrtException e) {
            throw new ModelFailure("ONNX Runtime does not open the graph", e);
        }
    }

    @Override
    public void close() {
        options.close();
        weights.values().forEach(OnnxTensorLike::close);
        arena.close();
    }
}
