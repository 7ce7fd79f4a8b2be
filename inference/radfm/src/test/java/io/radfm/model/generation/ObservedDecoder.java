// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.ModelFailure;
import io.radfm.model.engine.Decoder;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/// A decoder whose work is written down, and which can be made to fail.
final class ObservedDecoder implements Decoder {
    private final Decoder inner;
    final List<Integer> stepWidths = new ArrayList<>();
    int filled;
    int stepsUntilFailure = Integer.MAX_VALUE;

    ObservedDecoder(Decoder inner) {
        this.inner = inner;
    }

    @Override
    public FloatBuffer extend(int slot, FloatBuffer embeddings, long... rows) {
        int before = inner.position(slot);
        var logits = inner.extend(slot, embeddings, rows);
        filled += inner.position(slot) - before;
        return logits;
    }

    @Override
    public FloatBuffer step(int[] slots, FloatBuffer embeddings) {
        stepWidths.add(slots.length);
        if (--stepsUntilFailure == 0) {
            throw new ModelFailure("simulated");
        }
        return inner.step(slots, embeddings);
    }

    @Override
    public void reserve(int slots, int capacity) {
        inner.reserve(slots, capacity);
    }

    @Override
    public int slots() {
        return inner.slots();
    }

    @Override
    public int capacity() {
        return inner.capacity();
    }

    @Override
    public int position(int slot) {
        return inner.position(slot);
    }

    @Override
    public void rewind(int slot, int positions) {
        inner.rewind(slot, positions);
    }

    @Override
    public void copy(int from, int to, int positions) {
        inner.copy(from, to, positions);
    }

    @Override
    public long parameters() {
        return inner.parameters();
    }

    @Override
    public long bytesPerPosition() {
        return inner.bytesPerPosition();
    }

    @Override
    public void close() {
        inner.close();
    }
}
