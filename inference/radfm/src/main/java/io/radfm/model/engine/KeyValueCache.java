// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;

import io.radfm.model.Configuration;
import io.radfm.model.ModelFailure;
import io.radfm.model.graph.DecoderGraph;

import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// Keys and values of every layer, `[1, heads, capacity, headDim]` each, in one piece of memory per
/// tensor that the engine reads and writes where it is.
final class KeyValueCache implements AutoCloseable {
    /// Grows in steps, so that prompts of similar length share a cache.
    private static final int STEP = 256;

    private final Arena arena = Arena.ofShared();
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();
    private final int capacity;

    KeyValueCache(Configuration.Language size, int atLeast) {
        this.capacity = Math.min(Math.ceilDiv(atLeast, STEP) * STEP, size.maxSequenceLength());
        long[] shape = {1, size.numAttentionHeads(), capacity, size.headDim()};
        try {
            for (int i = 0; i < size.numHiddenLayers(); i++) {
                add(DecoderGraph.pastKey(i), DecoderGraph.presentKey(i), shape);
                add(DecoderGraph.pastValue(i), DecoderGraph.presentValue(i), shape);
            }
        } catch (OrtException | OutOfMemoryError e) {
            close();
            throw new ModelFailure("no memory for a cache of " + capacity + " positions", e);
        }
    }

    private void add(String input, String output, long[] shape) throws OrtException {
        long bytes = Float.BYTES * shape[1] * shape[2] * shape[3];
        var memory = arena.allocate(bytes, 64).asByteBuffer().order(ByteOrder.nativeOrder());
        var tensor =
                OnnxTensor.createTensor(OnnxRuntime.environment(), memory.asFloatBuffer(), shape);
        inputs.put(input, tensor);
        outputs.put(output, tensor);
    }

    int capacity() {
        return capacity;
    }

    Map<String, OnnxTensor> inputs() {
        return inputs;
    }

    Map<String, OnnxTensor> pinnedOutputs() {
        return outputs;
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        arena.close();
    }
}
