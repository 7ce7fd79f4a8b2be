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
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/// Runs the plain graph. The cache that comes out of a step goes into the next.
final class ReferenceDecoder implements Decoder {
    private final Configuration.Language size;
    private final BoundModel bound;
    private final OrtSession session;
    private Tensors empty = new Tensors();
    private Map<String, OnnxTensor> past = Map.of();
    private OrtSession.Result previous;
    private int position;

    ReferenceDecoder(Configuration.Language size, Checkpoint weights, int threads)
            throws MalformedModel {
        this.size = size;
        this.bound =
                new BoundModel(
                        ReferenceDecoderGraph.write(size, weights, Linear.FLOAT32),
                        threads,
                        BoundModel.Memory.KEPT);
        this.session = bound.open();
    }

    @Override
    public void start(int capacity) {
        forget();
        try {
            for (int i = 0; i < size.numHiddenLayers(); i++) {
                var nothing = Tensors.direct(0).asFloatBuffer();
                long[] shape = {size.numAttentionHeads(), 0, size.headDim()};
                empty.floats(DecoderGraph.pastKey(i), nothing, shape);
                empty.floats(DecoderGraph.pastValue(i), nothing, shape);
            }
            past = empty.with(Map.of());
        } catch (OrtException e) {
            throw new ModelFailure("no empty cache", e);
        }
    }

    @Override
    public FloatBuffer forward(FloatBuffer embeddings, long... rows) {
        int count = embeddings.remaining() / size.hiddenSize();
        int total = position + count;
        try (var step =
                new Tensors()
                        .floats(DecoderGraph.EMBEDDINGS, embeddings, count, size.hiddenSize())
                        .int64(DecoderGraph.ROWS, rows)
                        .int64(
                                ReferenceDecoderGraph.POSITIONS,
                                LongStream.range(position, total).toArray())
                        .floats(ReferenceDecoderGraph.MASK, mask(count), count, total)) {
            var result = session.run(step.with(past));
            var next = new HashMap<String, OnnxTensor>();
            for (int i = 0; i < size.numHiddenLayers(); i++) {
                next.put(DecoderGraph.pastKey(i), output(result, DecoderGraph.presentKey(i)));
                next.put(DecoderGraph.pastValue(i), output(result, DecoderGraph.presentValue(i)));
            }
            if (previous != null) {
                previous.close();
            }
            previous = result;
            past = next;
            position = total;
            return output(result, DecoderGraph.LOGITS).getFloatBuffer();
        } catch (OrtException e) {
            throw new ModelFailure("the decoder failed at position " + position, e);
        }
    }

    /// A new position sees all cached ones, itself, and the new ones before it.
    private FloatBuffer mask(int count) {
        int total = position + count;
        var mask = Tensors.direct(4 * count * total).asFloatBuffer();
        for (int i = 0; i < count; i++) {
            for (int j = position + i + 1; j < total; j++) {
                mask.put(i * total + j, Float.NEGATIVE_INFINITY);
            }
        }
        return mask;
    }

    private static OnnxTensor output(OrtSession.Result result, String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
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
        empty.close();
        empty = new Tensors();
        if (previous != null) {
            previous.close();
            previous = null;
        }
        position = 0;
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
