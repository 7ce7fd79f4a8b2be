// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import io.radfm.model.Configuration;
import io.radfm.model.MalformedModel;
import io.radfm.model.ModelFailure;
import io.radfm.model.ScanTensor;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.graph.VisionGraph;

import java.util.HashMap;
import java.util.Map;

/// The vision graph with its stages as outputs: `pos_embedding`, `vision_encoder`, `perceiver` and
/// `tokens`. To look inside; the stages are those of the graph that serves.
public final class VisionStages implements AutoCloseable {
    private final BoundModel bound;
    private final OrtSession session;

    public VisionStages(Configuration configuration, Checkpoint weights, int threads)
            throws MalformedModel {
        bound =
                new BoundModel(
                        VisionGraph.write(configuration, weights, true),
                        threads,
                        BoundModel.Memory.RETURNED);
        session = bound.open();
    }

    public Map<String, float[]> run(ScanTensor scan) {
        long[] shape = {scan.channels(), scan.height(), scan.width(), scan.depth()};
        var outputs = new HashMap<String, float[]>();
        try (var step = new Tensors().floats(VisionGraph.IMAGE, scan.values().slice(), shape);
                var result = session.run(step.with(Map.of()))) {
            for (var output : result) {
                var values = ((OnnxTensor) output.getValue()).getFloatBuffer();
                var copy = new float[values.remaining()];
                values.get(copy);
                outputs.put(output.getKey(), copy);
            }
        } catch (OrtException e) {
            throw new ModelFailure("the vision encoder failed on a " + scan, e);
        }
        return outputs;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelFailure("the vision encoder does not close", e);
        } finally {
            bound.close();
        }
    }
}
