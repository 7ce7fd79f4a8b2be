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
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;

import java.nio.FloatBuffer;
import java.util.Set;

/// Runs the fused graph. Each cache tensor is both an input and the pinned output of the same
/// layer, so a step writes only what is new and copies nothing.
final class InPlaceDecoder implements Decoder {
    private final Configuration.Language size;
    private final BoundModel bound;
    private final OrtSession session;
    private KeyValueCache cache;
    private int position;

    InPlaceDecoder(Configuration.Language size, Checkpoint weights, int threads)
            throws MalformedModel {
        this.size = size;
        this.bound =
                new BoundModel(
                        GroupedDecoderGraph.write(size, weights, Linear.FLOAT32),
                        threads,
                        BoundModel.Memory.KEPT);
        this.session = bound.open();
    }

    @Override
    public void start(int capacity) {
        if (cache == null || cache.capacity() < capacity) {
            forget();
            cache = new KeyValueCache(size, capacity);
        }
        position = 0;
    }

    @Override
    public FloatBuffer forward(FloatBuffer embeddings, long... rows) {
        int count = embeddings.remaining() / size.hiddenSize();
        int total = position + count;
        if (total > cache.capacity()) {
            throw new IllegalStateException(total + " positions, room for " + cache.capacity());
        }
        try (var step =
                        new Tensors()
                                .floats(
                                        DecoderGraph.EMBEDDINGS,
                                        embeddings,
                                        count,
                                        size.hiddenSize())
                                .int64(DecoderGraph.ROWS, rows)
                                .int32(GroupedDecoderGraph.LAST_INDEX, total - 1, 1)
                                .int32(GroupedDecoderGraph.TOTAL, total);
                var result =
                        session.run(
                                step.with(cache.inputs()),
                                Set.of(DecoderGraph.LOGITS),
                                cache.pinnedOutputs())) {
            position = total;
            return ((OnnxTensor) result.get(DecoderGraph.LOGITS).orElseThrow()).getFloatBuffer();
        } catch (OrtException e) {
            throw new ModelFailure("the decoder failed at position " + position, e);
        }
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public long parameters() {
        return bound.parameters();
    }

    private void forget() {
        if (cache != null) {
            cache.close();
            cache = null;
        }
    }

    @Override
    public void close() {
        forget();
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFailure("the decoder does not close", e);
        } finally {
            bound.close();
        }
    }
}
