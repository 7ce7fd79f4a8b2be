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
import io.radfm.model.graph.Linear;
import io.radfm.model.graph.ReferenceDecoderGraph;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Runs the plain graph, one sequence after the other. The cache that comes out of a step is copied
/// into the next.
final class ReferenceDecoder implements Decoder {
    private final Configuration.Language size;
    private final BoundModel bound;
    private final OrtSession session;
    private final List<Past> slots = new ArrayList<>();
    private int capacity;

    ReferenceDecoder(Configuration.Language size, Checkpoint weights, int threads)
            throws MalformedModel {
        this.size = size;
        this.bound =
                new BoundModel(
                        ReferenceDecoderGraph.write(size, weights, Linear.WIDENED),
                        threads,
                        BoundModel.Memory.KEPT);
        this.session = bound.open();
    }

    /// Keys and values so far, `[heads, positions, headDim]` for each of the cache's inputs.
    private record Past(int positions, List<FloatBuffer> tensors) {
        Past first(int count, Configuration.Language size) {
            return new Past(
                    count, tensors.stream().map(tensor -> cut(tensor, count, size)).toList());
        }

        private FloatBuffer cut(FloatBuffer tensor, int count, Configuration.Language size) {
            int width = size.headDim();
            var cut = Tensors.direct(4 * count * size.hiddenSize()).asFloatBuffer();
            for (int head = 0; head < size.numAttentionHeads(); head++) {
                cut.put(head * count * width, tensor, head * positions * width, count * width);
            }
            return cut;
        }
    }

    private static String input(int i) {
        return i % 2 == 0 ? DecoderGraph.pastKey(i / 2) : DecoderGraph.pastValue(i / 2);
    }

    private static String output(int i) {
        return i % 2 == 0 ? DecoderGraph.presentKey(i / 2) : DecoderGraph.presentValue(i / 2);
    }

    @Override
    public void reserve(int count, int positions) {
        var nothing = Tensors.direct(0).asFloatBuffer();
        var empty =
                new Past(
                        0,
                        IntStream.range(0, 2 * size.numHiddenLayers())
                                .mapToObj(i -> nothing)
                                .toList());
        while (slots.size() < count) {
            slots.add(empty);
        }
        slots.subList(count, slots.size()).clear();
        capacity = positions;
    }

    @Override
    public int slots() {
        return slots.size();
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public int position(int slot) {
        return slots.get(slot).positions();
    }

    @Override
    public void rewind(int slot, int positions) {
        copy(slot, slot, positions);
    }

    @Override
    public void copy(int from, int to, int positions) {
        if (positions > position(from)) {
            throw new IllegalArgumentException(positions + " of " + position(from) + " positions");
        }
        slots.set(to, slots.get(from).first(positions, size));
    }

    @Override
    public FloatBuffer extend(int slot, FloatBuffer embeddings, long... rows) {
        var past = slots.get(slot);
        int count = embeddings.remaining() / size.hiddenSize();
        int total = past.positions() + count;
        if (total > capacity) {
            throw new IllegalStateException(total + " positions, room for " + capacity);
        }
        try (var step =
                new Tensors()
                        .floats(DecoderGraph.EMBEDDINGS, embeddings, count, size.hiddenSize())
                        .int64(DecoderGraph.ROWS, rows)
                        .int64(
                                ReferenceDecoderGraph.POSITIONS,
                                LongStream.range(past.positions(), total).toArray())
                        .floats(
                                ReferenceDecoderGraph.MASK,
                                mask(past.positions(), count),
                                count,
                                total)) {
            long[] shape = {size.numAttentionHeads(), past.positions(), size.headDim()};
            for (int i = 0; i < past.tensors().size(); i++) {
                step.floats(input(i), past.tensors().get(i), shape);
            }
            try (var result = session.run(step.byName())) {
                slots.set(
                        slot,
                        new Past(
                                total,
                                IntStream.range(0, past.tensors().size())
                                        .mapToObj(i -> floats(result, output(i)))
                                        .toList()));
                return floats(result, DecoderGraph.LOGITS);
            }
        } catch (OrtException e) {
            throw new ModelFailure("the decoder failed at position " + past.positions(), e);
        }
    }

    @Override
    public FloatBuffer step(int[] chosen, FloatBuffer embeddings) {
        int hidden = size.hiddenSize();
        var all = Tensors.direct(4 * chosen.length * size.vocabSize()).asFloatBuffer();
        for (int i = 0; i < chosen.length; i++) {
            all.put(extend(chosen[i], embeddings.slice(i * hidden, hidden), 0));
        }
        return all.flip();
    }

    /// A new position sees all cached ones, itself, and the new ones before it.
    private static FloatBuffer mask(int past, int count) {
        int total = past + count;
        var mask = Tensors.direct(4 * count * total).asFloatBuffer();
        for (int i = 0; i < count; i++) {
            for (int j = past + i + 1; j < total; j++) {
                mask.put(i * total + j, Float.NEGATIVE_INFINITY);
            }
        }
        return mask;
    }

    private static FloatBuffer floats(OrtSession.Result result, String name) {
        var values = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        return Tensors.direct(4 * values.remaining()).asFloatBuffer().put(values).flip();
    }

    @Override
    public long parameters() {
        return bound.parameters();
    }

    @Override
    public long bytesPerPosition() {
        return 2L * Float.BYTES * size.numHiddenLayers() * size.hiddenSize();
    }

    @Override
    public void close() {
        slots.clear();
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFailure("the decoder does not close", e);
        } finally {
            bound.close();
        }
    }
}
