// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.engine;

import io.radfm.model.Compute;
import io.radfm.model.Configuration;
import io.radfm.model.EngineOptions;
import io.radfm.model.checkpoint.Checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Something that computes a RadFM. Those of other modules are found by [java.util.ServiceLoader];
/// a provider's class loads on any machine, whatever native libraries are missing there.
public interface Backend {
    /// Which engine this is; never [Compute.Engine#AUTO].
    Compute.Engine engine();

    /// Can it compute on this device, here and now?
    ///
    /// @return empty when it can, else why not, in a sentence for the operator
    Optional<String> unavailable(int device);

    /// Makes a model's two halves ready to run. The checkpoint stays open until both are closed.
    ///
    /// @throws io.radfm.model.ModelFailure when it cannot, with a reason
    Opened open(Order order) throws IOException;

    /// A model to be opened.
    ///
    /// @param weightsDigest names the weights, whatever folder they lie in
    /// @param cache a folder for what takes long to make; it need not exist
    record Order(
            Configuration configuration,
            Checkpoint weights,
            String weightsDigest,
            Path cache,
            EngineOptions options) {}

    /// @param description what computes, with versions, for provenance
    record Opened(VisionEncoder vision, Decoder decoder, String description) {}
}
