// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.optimise;

/// The gradients are no finite numbers any more: the weights cannot be saved by another step.
public final class Diverged extends RuntimeException {
    public Diverged(long step) {
        super(
                "the loss is no finite number at step %d: begin again with a lower --lr, or a longer"
                                .formatted(step + 1)
                        + " --warm-up");
    }
}
