// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine.device;

import io.radfm.model.ModelFailure;
import io.radfm.model.engine.Decoder;
import io.radfm.model.graph.DecoderGraph;
import io.radfm.model.onnx.OnnxGraph.Type;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// A decoder whose cache lies in a device's memory, all of it allocated when it is made. Each of
/// the cache's tensors is input and output of the graph at one address.
///
/// A step runs on the window from the first to the last of its slots. Slots in between that take no
/// part compute too: what they write lies after their last position, where nobody reads and the
/// next real position overwrites it.
public final class DeviceDecoder implements Decoder {
    private final CacheLayout layout;
    private final Placing placing;
    private final Execution execution;
    private final DeviceMemory memory;
    private final int piece;
    private final long parameters;
    private final long[] tensors; // keys and values, by layer
    private int[] positions = {};
    private Window bound;

    private record Window(int first, int count) {}

    /// @param execution closed with this, before the memory
    /// @param memory closed with this
    /// @param piece the most positions of one sequence that a run may append
    /// @param parameters how many numbers the graph computes with
    /// @throws ModelFailure when there is no memory for the cache; both are closed then
    public DeviceDecoder(
            CacheLayout layout,
            Placing placing,
            Execution execution,
            DeviceMemory memory,
            int piece,
            long parameters) {
        this.layout = layout;
        this.placing = placing;
        this.execution = execution;
        this.memory = memory;
        this.piece = piece;
        this.parameters = parameters;
        this.tensors = new long[layout.tensors()];
        try {
            for (int i = 0; i < tensors.length; i++) {
                tensors[i] = memory.allocate(layout.bytesPerTensor());
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void reserve(int slots, int capacity) {
        if (slots > layout.slots() || capacity >= layout.capacity()) {
            throw new ModelFailure(
                    "no room for %d sequences of %d positions: the cache has %d of %d"
                            .formatted(slots, capacity, layout.slots(), layout.capacity() - 1));
        }
        positions = Arrays.copyOf(positions, slots);
    }

    @Override
    public int mostSlots() {
        return layout.slots();
    }

    @Override
    public int slots() {
        return positions.length;
    }

    @Override
    public int capacity() {
        return positions.length == 0 ? 0 : layout.capacity();
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
        if (from != to && count > 0) {
            long heads = layout.bytesPerSlot() / layout.bytesPerHead();
            for (long tensor : tensors) {
                memory.copy(
                        tensor + from * layout.bytesPerSlot(),
                        tensor + to * layout.bytesPerSlot(),
                        layout.bytesPerHead(),
                        count * layout.bytesPerRow(),
                        heads);
            }
        }
        positions[to] = count;
    }

    @Override
    public FloatBuffer extend(int slot, FloatBuffer embeddings, long... rows) {
        int hidden = layout.size().hiddenSize();
        int vocabulary = layout.size().vocabSize();
        int count = embeddings.remaining() / hidden;
        requireRoom(slot, count);
        var logits = floats((long) rows.length * vocabulary);
        for (int from = 0; from < count; from += piece) {
            int length = Math.min(piece, count - from);
            var part = embeddings.slice(embeddings.position() + from * hidden, length * hidden);
            extend(slot, part, length, from, rows, logits);
            positions[slot] += length;
        }
        return logits;
    }

    /// Appends one piece and fills in the logits of those rows that lie in it.
    private void extend(
            int slot, FloatBuffer part, int length, int from, long[] rows, FloatBuffer logits) {
        int vocabulary = layout.size().vocabSize();
        int[] wanted = new int[rows.length];
        int found = 0;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] >= from && rows[i] < from + length) {
                wanted[found++] = i;
            }
        }
        // a graph gives logits of at least one row: of the last, if nobody asks for one
        var inside = new long[] {length - 1L};
        if (found > 0) {
            inside = Arrays.stream(wanted, 0, found).mapToLong(i -> rows[i] - from).toArray();
        }
        int[] last = {positions[slot] + length - 1};
        var given = run(new Window(slot, 1), last, length, part, inside);
        for (int i = 0; i < found; i++) {
            logits.put(wanted[i] * vocabulary, given, i * vocabulary, vocabulary);
        }
    }

    @Override
    public FloatBuffer step(int[] slots, FloatBuffer embeddings) {
        int first = slots[0];
        int count = slots[slots.length - 1] - first + 1;
        for (int slot : slots) {
            requireRoom(slot, 1);
        }
        int end = layout.size().maxSequenceLength() - 1;
        int[] last =
                Arrays.stream(positions, first, first + count)
                        .map(position -> Math.min(position, end))
                        .toArray();
        var rows = Arrays.stream(slots).mapToLong(slot -> slot - first).toArray();
        var logits =
                run(
                        new Window(first, count),
                        last,
                        1,
                        spread(slots, first, count, embeddings),
                        rows);
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
        int hidden = layout.size().hiddenSize();
        var wide = floats((long) count * hidden);
        for (int i = 0; i < slots.length; i++) {
            wide.put((slots[i] - first) * hidden, embeddings, i * hidden, hidden);
        }
        return wide;
    }

    /// @param last for each slot of the window, the last position it has after the run
    /// @param length new rows of each
    private FloatBuffer run(
            Window window, int[] last, int length, FloatBuffer embeddings, long[] rows) {
        int hidden = layout.size().hiddenSize();
        try (var arena = Arena.ofConfined()) {
            execution.input(
                    DecoderGraph.EMBEDDINGS,
                    Type.FLOAT,
                    MemorySegment.ofBuffer(embeddings),
                    (long) window.count * length,
                    hidden);
            execution.input(DecoderGraph.ROWS, Type.INT64, Placing.longs(arena, rows), rows.length);
            placing.place(execution, arena, last, length, hidden);
            bind(window);
            return execution.run(DecoderGraph.LOGITS, rows.length, layout.size().vocabSize());
        }
    }

    private void bind(Window window) {
        if (window.equals(bound)) {
            return;
        }
        bound = null; // until all are bound
        long[] shape = layout.shape(window.count);
        for (int i = 0; i < layout.size().numHiddenLayers(); i++) {
            long at = window.first * layout.bytesPerSlot();
            execution.inPlace(
                    DecoderGraph.pastKey(i),
                    DecoderGraph.presentKey(i),
                    layout.type(),
                    tensors[2 * i] + at,
                    shape);
            execution.inPlace(
                    DecoderGraph.pastValue(i),
                    DecoderGraph.presentValue(i),
                    layout.type(),
                    tensors[2 * i + 1] + at,
                    shape);
        }
        bound = window;
    }

    private void requireRoom(int slot, int count) {
        if (positions[slot] + count >= capacity()) {
            throw new IllegalStateException(
                    "%d and %d positions, room for %d"
                            .formatted(positions[slot], count, capacity() - 1));
        }
    }

    private static FloatBuffer floats(long count) {
        return ByteBuffer.allocateDirect(Math.toIntExact(Math.multiplyExact(4, count)))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public long parameters() {
        return parameters;
    }

    @Override
    public long bytesPerPosition() {
        return layout.bytesPerPosition();
    }

    @Override
    public void close() {
        positions = new int[0];
        try {
            execution.close();
        } finally {
            memory.close();
        }
    }
}
