// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;

/// What DJL's service loader finds. Loads no native library.
public final class TensorRtEngineProvider implements EngineProvider {
    @Override
    public String getEngineName() {
        return TensorRtEngine.NAME;
    }

    @Override
    public int getEngineRank() {
        return TensorRtEngine.RANK;
    }

    @Override
    public Engine getEngine() {
        return TensorRtEngine.INSTANCE;
    }
}
