// SPDX-License-Identifier: Apache-2.0
/// ONNX models written node by node, without generated classes: the few messages of `onnx.proto`
/// that a graph needs, straight onto protobuf's output stream.
///
/// ```
/// OnnxGraph ── nodes, constants, weights by name ──► OnnxModel(bytes, weights)
/// ```
///
/// Start at [io.radfm.model.onnx.OnnxGraph]. Weights are declared as external data and stay where
/// they are; a model's bytes hold only its structure.
package io.radfm.model.onnx;
