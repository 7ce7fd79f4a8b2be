// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import io.radfm.model.Compute;

import java.io.IOException;
import java.util.Optional;

/// ONNX Runtime on the CPU: always there.
final class CpuBackend implements Backend {
    @Override
    public Compute.Engine engine() {
        return Compute.Engine.CPU;
    }

    @Override
    public Optional<String> unavailable(int device) {
        return Optional.empty();
    }

    @Override
    public Opened open(Order order) throws IOException {
        var options = order.options();
        var configuration = order.configuration();
        var vision = new VisionEncoder(configuration, order.weights(), options.threads());
        try {
            var decoder =
                    options.style()
                            .open(configuration.language(), order.weights(), options.threads());
            return new Opened(vision, decoder, OnnxRuntime.description());
        } catch (IOException | RuntimeException e) {
            vision.close();
            throw e;
        }
    }
}
