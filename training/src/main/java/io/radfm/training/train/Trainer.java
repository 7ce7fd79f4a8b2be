// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train;

import java.io.IOException;
import java.util.ServiceLoader;

/// What does the training. It lies in a module of its own, with the 112 MB of PyTorch that no other
/// role needs; the launcher puts that on the class path for `train` alone.
public interface Trainer {
    /// How a run ended.
    enum End {
        /// The model is written.
        COMPLETE,
        /// A checkpoint is written; `--resume` goes on.
        STOPPED
    }

    /// Runs to the end, or until [#stop].
    ///
    /// @throws IOException with a sentence when the data, the model or the run folder is not what
    ///   it must be
    End train(TrainingOrder order) throws IOException;

    /// Ends a run after the step it is at. Any thread may call it.
    void stop();

    /// The one that is installed.
    ///
    /// @throws IOException when none is
    static Trainer installed() throws IOException {
        return ServiceLoader.load(Trainer.class)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IOException(
                                        "the trainer is not on the class path; start it as"
                                                + " ./radfm train, which adds it"));
    }
}
