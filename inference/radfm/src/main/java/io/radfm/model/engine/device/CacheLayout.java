// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import io.radfm.model.Configuration;
import io.radfm.model.onnx.OnnxGraph.Type;

/// How keys and values lie in a device's memory: for each layer two tensors `[slots, heads,
/// capacity, headDim]`, and nothing else. Made once for the life of a decoder, so that no address
/// ever changes.
///
/// @param slots sequences at once
/// @param capacity positions of each
public record CacheLayout(Configuration.Language size, Type type, int slots, int capacity) {
    /// Capacities are multiples of this, so that each head of each slot begins aligned.
    private static final int STEP = 64;

    /// Room for the longest sequence of the model in each of as many slots as the bound allows: at
    /// least one, at most `most`.
    ///
    /// @param bytes bound of the memory for all
    public static CacheLayout within(Configuration.Language size, Type type, int most, long bytes) {
        // one more: slots that only pass through a step write after their last position
        int capacity = Math.ceilDiv(size.maxSequenceLength() + 1, STEP) * STEP;
        var one = new CacheLayout(size, type, 1, capacity);
        long slots = Math.clamp(bytes / one.bytes(), 1, most);
        return new CacheLayout(size, type, (int) slots, capacity);
    }

    int tensors() {
        return 2 * size.numHiddenLayers();
    }

    long bytesPerRow() {
        return (long) size.headDim() * bytesPerNumber(type);
    }

    long bytesPerHead() {
        return capacity * bytesPerRow();
    }

    long bytesPerSlot() {
        return size.numAttentionHeads() * bytesPerHead();
    }

    /// Of one of the tensors.
    long bytesPerTensor() {
        return slots * bytesPerSlot();
    }

    /// Of all.
    public long bytes() {
        return tensors() * bytesPerTensor();
    }

    /// One position of one slot, all layers.
    public long bytesPerPosition() {
        return tensors() * size.numAttentionHeads() * bytesPerRow();
    }

    /// The shape of `count` neighbouring slots.
    long[] shape(int count) {
        return new long[] {count, size.numAttentionHeads(), capacity, size.headDim()};
    }

    static int bytesPerNumber(Type type) {
        return switch (type) {
            case FLOAT -> 4;
            case FLOAT16, BFLOAT16 -> 2;
            default -> throw new IllegalArgumentException(type + " in a cache");
        };
    }
}
