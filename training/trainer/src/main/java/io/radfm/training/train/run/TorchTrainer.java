// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import io.radfm.training.train.Trainer;
import io.radfm.training.train.TrainingOrder;
import io.radfm.training.train.block.Torch;

import java.io.IOException;

/// Trains with DJL's PyTorch engine.
public final class TorchTrainer implements Trainer {
    private volatile boolean stopped;

    @Override
    public End train(TrainingOrder order) throws IOException {
        Torch.threads(order.machine().threads());
        var starting = Starting.of(order);
        try (var run = new Run(order, starting)) {
            return run.run(() -> stopped);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
