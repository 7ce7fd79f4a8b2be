// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.ModelFailure;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.graph.DecoderGraph;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;

/// Runs a graph that writes its cache in place. Each cache tensor is both an input and the pinned
/// output of the same layer, so a step writes only what is new and copies nothing.
///
/// A step runs on the window from the first to the last of its slots. Slots in between that take no
/// part compute too: what they write lies after their last position, where nobody reads and the
/// next real position overwrites it.
final class InPlaceDecoder implements Decoder {
    /// Capacities grow in steps, so that prompts of similar length share a cache.
    private static final int STEP = 256;

    private final Configuration.Language size;
    private final InPlaceGraph graph;
    private final BoundModel bound;
    private final OrtSession session;
    private KeyValueCache cache;
    private int[] positions = {};

    InPlaceDecoder(InPlaceGraph graph, Configuration.Language size, Checkpoint weights, int threads)
            throws MalformedModel {
        this.size = size;
        this.graph = graph;
        this.bound = new BoundModel(graph.write(size, weights), threads, BoundModel.Memory.KEPT);
        this.session = bound.open();
    }

    @Override
    public void reserve(int slots, int capacity) {
        // one more than asked for: slots that only pass through a window write after their last
        int deep = Math.ceilDiv(capacity + 1, STEP) * STEP;
        if (slots == slots() && deep == capacity()) {
            return;
        }
        var reshaped = new KeyValueCache(size, graph.cache(), slots, deep);
        for (int slot = 0; slot < Math.min(slots, slots()); slot++) {
            reshaped.copy(cache, slot, slot, positions[slot]);
        }
        if (cache != null) {
            cache.close();
        }
        cache = reshaped;
        positions = Arrays.copyOf(positions, slots);
    }

    @Override
    public int slots() {
        return positions.length;
    }

    @Override
    public int capacity() {
        return cache == null ? 0 : cache.capacity();
    }

    @Override
    public int position(int slot) {
        return positions[slot];
    }

    @Override
    public void rewind(int slot, int to) {
        if (to > positions[slot]) {
            throw new IllegalArgumentException(to + " of " + positions[slot] + " positions");
        }
        positions[slot] = to;
    }

    @Override
    public void copy(int from, int to, int count) {
        if (count > positions[from]) {
            throw new IllegalArgumentException(count + " of " + positions[from] + " positions");
        }
        cache.copy(cache, from, to, count);
        positions[to] = count;
    }

    @Override
    public FloatBuffer extend(int slot, FloatBuffer embeddings, long... rows) {
        int count = embeddings.remaining() / size.hiddenSize();
        requireRoom(slot, count);
        int total = positions[slot] + count;
        var logits = run(slot, 1, new int[] {total - 1}, total, embeddings, rows);
        positions[slot] = total;
        return logits;
    }

    @Override
    public FloatBuffer step(int[] slots, FloatBuffer embeddings) {
        int first = slots[0];
        int count = slots[slots.length - 1] - first + 1;
        for (int slot : slots) {
            requireRoom(slot, 1);
        }
        int[] last =
                Arrays.stream(positions, first, first + count)
                        .map(position -> Math.min(position, size.maxSequenceLength() - 1))
                        .toArray();
        int total = Arrays.stream(last).max().orElseThrow() + 1;
        var rows = Arrays.stream(slots).mapToLong(slot -> slot - first).toArray();
        var logits = run(first, count, last, total, spread(slots, first, count, embeddings), rows);
        for (int slot : slots) {
            positions[slot]++;
        }
        return logits;
    }

    /// A row for each slot of the window; those that take no part get zeros.
    private FloatBuffer spread(int[] slots, int first, int count, FloatBuffer embeddings) {
        if (slots.length == count) {
            return embeddings;
        }
        int hidden = size.hiddenSize();
        var wide = Tensors.direct(4 * count * hidden).asFloatBuffer();
        for (int i = 0; i < slots.length; i++) {
            wide.put((slots[i] - first) * hidden, embeddings, i * hidden, hidden);
        }
        return wide;
    }

    /// @param last for each slot of the window, the last position it has after the run
    private FloatBuffer run(
            int first, int count, int[] last, int total, FloatBuffer embeddings, long[] rows) {
        var window = cache.window(first, count);
        int hidden = size.hiddenSize();
        int length = embeddings.remaining() / hidden;
        try (var step = new Tensors()) {
            step.floats(DecoderGraph.EMBEDDINGS, embeddings, length, hidden);
            step.int64(DecoderGraph.ROWS, rows);
            graph.place(step, last, length / count, total, hidden);
            try (var result =
                    session.run(
                            step.with(window.inputs()),
                            Set.of(DecoderGraph.LOGITS),
                            window.outputs())) {
                return ((OnnxTensor) result.get(DecoderGraph.LOGITS).orElseThrow())
                        .getFloatBuffer();
            }
        } catch (OrtException e) {
            throw new ModelFailure("the decoder failed at position " + (total - 1), e);
        }
    }

    private void requireRoom(int slot, int count) {
        if (positions[slot] + count >= capacity()) {
            throw new IllegalStateException(
                    "%d and %d positions, room for %d"
                            .formatted(positions[slot], count, capacity() - 1));
        }
    }

    @Override
    public long parameters() {
        return bound.parameters();
    }

    @Override
    public long bytesPerPosition() {
        return 2L * graph.cache().size * size.numHiddenLayers() * size.hiddenSize();
    }

    @Override
    public void close() {
        if (cache != null) {
            cache.close();
            cache = null;
            positions = new int[0];
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFailure("the decoder does not close", e);
        } finally {
            bound.close();
        }
    }
}
