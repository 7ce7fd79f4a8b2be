// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;

import io.radfm.model.Configuration;
import io.radfm.model.ModelFailure;
import io.radfm.model.graph.DecoderGraph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keys and values of every layer, `[slots, heads, capacity, headDim]` each, in one piece of memory
/// per tensor that the engine reads and writes where it is. A run works on a *window* of
/// neighbouring slots.
final class KeyValueCache implements AutoCloseable {
    private final Configuration.Language size;
    private final OnnxJavaType type;
    private final int slots;
    private final int capacity;
    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> tensors = new ArrayList<>(); // keys and values, by layer
    private final Map<Window, Bound> windows = new HashMap<>();

    /// @param type of its numbers
    KeyValueCache(Configuration.Language size, OnnxJavaType type, int slots, int capacity) {
        this.size = size;
        this.type = type;
        this.slots = slots;
        this.capacity = capacity;
        try {
            for (int i = 0; i < 2 * size.numHiddenLayers(); i++) {
                tensors.add(arena.allocate(slots * bytesPerSlot(), 64));
            }
        } catch (OutOfMemoryError | IllegalArgumentException e) {
            arena.close();
            throw new ModelFailure(
                    "no memory for %d sequences of %d positions".formatted(slots, capacity), e);
        }
    }

    /// `count` slots from `first`.
    private record Window(int first, int count) {}

    /// One window's tensors by the names of the graph's inputs and outputs: the same memory.
    record Bound(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    int slots() {
        return slots;
    }

    int capacity() {
        return capacity;
    }

    Bound window(int first, int count) {
        return windows.computeIfAbsent(new Window(first, count), this::bind);
    }

    private Bound bind(Window window) {
        long[] shape = {window.count, size.numAttentionHeads(), capacity, size.headDim()};
        var bound = new Bound(new HashMap<>(), new HashMap<>());
        try {
            for (int i = 0; i < size.numHiddenLayers(); i++) {
                var keys = tensor(2 * i, window, shape);
                bound.inputs.put(DecoderGraph.pastKey(i), keys);
                bound.outputs.put(DecoderGraph.presentKey(i), keys);
                var values = tensor(2 * i + 1, window, shape);
                bound.inputs.put(DecoderGraph.pastValue(i), values);
                bound.outputs.put(DecoderGraph.presentValue(i), values);
            }
            return bound;
        } catch (OrtException e) {
            bound.inputs.values().forEach(OnnxTensor::close);
            throw new ModelFailure("the cache cannot be given to ONNX Runtime", e);
        }
    }

    private OnnxTensor tensor(int index, Window window, long[] shape) throws OrtException {
        var memory =
                tensors.get(index)
                        .asSlice(window.first * bytesPerSlot(), window.count * bytesPerSlot())
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(OnnxRuntime.environment(), memory, shape, type);
    }

    /// Copies the first positions of a slot of another cache (or of this one) into a slot of this.
    void copy(KeyValueCache from, int fromSlot, int toSlot, int positions) {
        if (positions > capacity) {
            throw new IllegalArgumentException(positions + " positions, room for " + capacity);
        }
        long bytes = (long) positions * size.headDim() * type.size;
        for (int i = 0; i < tensors.size(); i++) {
            for (int head = 0; head < size.numAttentionHeads(); head++) {
                MemorySegment.copy(
                        from.tensors.get(i),
                        from.offset(fromSlot, head),
                        tensors.get(i),
                        offset(toSlot, head),
                        bytes);
            }
        }
    }

    private long offset(int slot, int head) {
        return ((long) slot * size.numAttentionHeads() + head)
                * capacity
                * size.headDim()
                * type.size;
    }

    private long bytesPerSlot() {
        return (long) capacity * size.hiddenSize() * type.size;
    }

    @Override
    public void close() {
        windows.values().forEach(bound -> bound.inputs.values().forEach(OnnxTensor::close));
        windows.clear();
        arena.close();
    }
}
