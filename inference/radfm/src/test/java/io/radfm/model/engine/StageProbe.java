// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import io.radfm.model.ScanTensor;
import io.radfm.model.graph.VisionGraph;
import io.radfm.model.onnx.OnnxModel;

import java.util.HashMap;
import java.util.Map;

/// Runs a vision graph and hands out all its outputs, those in the middle included.
public final class StageProbe implements AutoCloseable {
    private final BoundModel bound;
    private final OrtSession session;

    public StageProbe(OnnxModel model) {
        bound = new BoundModel(model, 2, BoundModel.Memory.RETURNED);
        session = bound.open();
    }

    public Map<String, float[]> run(ScanTensor scan) throws OrtException {
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
        }
        return outputs;
    }

    @Override
    public void close() throws OrtException {
        session.close();
        bound.close();
    }
}
