// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/// The one ONNX Runtime of this process. DJL must make it: its engine refuses one that is there
/// already.
public final class OnnxRuntime {
    /// DJL's name of the engine, always given: with two on the class path its default could be the
    /// other.
    static final String NAME = "OnnxRuntime";

    private OnnxRuntime() {}

    static OrtEnvironment environment() {
        Engine.getEngine(NAME);
        return OrtEnvironment.getEnvironment();
    }

    /// What computes, with versions, for provenance.
    public static String description() {
        return "ONNX Runtime %s, DJL %s"
                .formatted(environment().getVersion(), Engine.getDjlVersion());
    }
}
