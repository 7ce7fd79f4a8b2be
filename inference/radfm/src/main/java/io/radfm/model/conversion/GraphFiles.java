// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.conversion;

import io.radfm.model.Configuration;
import io.radfm.model.Digests;
import io.radfm.model.checkpoint.Checkpoint;
import io.radfm.model.checkpoint.Tensor;
import io.radfm.model.graph.GroupedDecoderGraph;
import io.radfm.model.graph.Linear;
import io.radfm.model.graph.StandardDecoderGraph;
import io.radfm.model.graph.VisionGraph;
import io.radfm.model.onnx.OnnxGraph.Type;
import io.radfm.model.onnx.OnnxModel;
import io.radfm.model.onnx.OnnxModel.Location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The graphs of a model directory as ONNX files over its `model.safetensors`: weights are external
/// data, and their places are the tensors' places in that file. For other programs and for looking
/// at; our own engine writes its graphs when it loads a model, from the same code.
final class GraphFiles {
    static final String VISION = "vision.onnx";
    static final String DECODER = "decoder.onnx";
    static final String STANDARD = "decoder-standard.onnx";

    private GraphFiles() {}

    /// @return digests by file name
    static Map<String, String> write(Path directory, Configuration configuration)
            throws IOException {
        var digests = new LinkedHashMap<String, String>();
        try (var weights = Checkpoint.open(directory)) {
            var vision = VisionGraph.write(configuration, weights, false);
            var decoder =
                    GroupedDecoderGraph.write(configuration.language(), weights, Linear.PACKED);
            var standard =
                    StandardDecoderGraph.write(configuration.language(), weights, Type.FLOAT);
            var graphs = Map.of(VISION, vision, DECODER, decoder, STANDARD, standard);
            for (var graph : graphs.entrySet()) {
                var file = directory.resolve(graph.getKey());
                Files.write(file, structure(weights, graph.getValue()));
                digests.put(graph.getKey(), Digests.sha256(file));
            }
        }
        return digests;
    }

    private static byte[] structure(Checkpoint weights, OnnxModel model) {
        return model.structure(
                (Tensor tensor) ->
                        new Location(
                                Checkpoint.SAFE_TENSORS, weights.offset(tensor), tensor.bytes()));
    }
}
