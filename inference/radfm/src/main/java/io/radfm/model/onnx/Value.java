// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.onnx;

/// An edge of a graph: what a node gives and others take, by its name. [#NONE] leaves an optional
/// input out.
public record Value(String name) {
    public static final Value NONE = new Value("");
}
