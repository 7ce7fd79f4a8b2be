// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.onnx;

import io.radfm.model.checkpoint.Tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A graph ready to be loaded.
public final class OnnxModel {
    private static final int IR_VERSION = 11;
    private static final int EXTERNAL = 1;

    private final byte[] graph;
    private final int opset;
    private final long parameters;
    private final Map<String, Tensor> weights;

    /// @param graph a serialized GraphProto, without weights
    OnnxModel(byte[] graph, int opset, long parameters, Map<String, Tensor> weights) {
        this.graph = graph;
        this.opset = opset;
        this.parameters = parameters;
        this.weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /// Where the bytes of a weight are.
    @FunctionalInterface
    public interface Place {
        Location of(Tensor tensor);
    }

    /// A part of a file beside the graph's.
    public record Location(String file, long offset, long length) {}

    /// The tensors it declares as external data, by initializer name, in the order of their use.
    public Map<String, Tensor> weights() {
        return weights;
    }

    /// How many of the model's numbers it computes with.
    public long parameters() {
        return parameters;
    }

    /// The ModelProto for a program that hands over the weights by name.
    public byte[] structure() {
        return model(_ -> new Message().message(13, entry("location", "memory")));
    }

    /// The ModelProto for a file whose weights lie in other files of its folder.
    public byte[] structure(Place place) {
        return model(
                tensor -> {
                    var it = place.of(tensor);
                    return new Message()
                            .message(13, entry("location", it.file()))
                            .message(13, entry("offset", Long.toString(it.offset())))
                            .message(13, entry("length", Long.toString(it.length())));
                });
    }

    private interface External {
        Message of(Tensor tensor);
    }

    private byte[] model(External external) {
        var whole = new Message().bytes(graph);
        weights.forEach(
                (name, tensor) -> {
                    var type = OnnxGraph.Type.of(tensor.type());
                    var declared = OnnxGraph.tensor(name, type, tensor.shape());
                    declared.bytes(external.of(tensor).toBytes()).integer(14, EXTERNAL);
                    whole.message(5, declared);
                });
        return new Message()
                .integer(1, IR_VERSION)
                .text(2, "radfm-streams")
                .message(7, whole)
                .message(8, new Message().text(1, "").integer(2, opset))
                .message(8, new Message().text(1, OnnxGraph.MICROSOFT).integer(2, 1))
                .toBytes();
    }

    private static Message entry(String key, String value) {
        return new Message().text(1, key).text(2, value);
    }
}
