// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.onnx;

import io.radfm.model.checkpoint.Tensor;

import java.util.Map;

/// A graph ready to be loaded.
///
/// @param structure the serialized ModelProto, without weights
/// @param weights the tensors it declares as external data, by initializer name
public record OnnxModel(byte[] structure, Map<String, Tensor> weights) {
    public OnnxModel {
        weights = Map.copyOf(weights);
    }
}
