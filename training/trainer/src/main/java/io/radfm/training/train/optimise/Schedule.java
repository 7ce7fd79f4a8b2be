// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.optimise;

/// The learning rate of each step: rises in a line, then falls along half a cosine.
///
/// ```
/// rate ┤   ╭──╮
///      │  ╱    ╲
///      │ ╱      ╲___ floor
///      └─┴─────────┴─► step
///       warm-up    steps
/// ```
///
/// @param rate the highest
/// @param floor the last, as a part of the highest
/// @param warmUp steps until the highest is reached
/// @param steps of the whole run
public record Schedule(double rate, double floor, long warmUp, long steps) {
    public Schedule {
        if (!(rate > 0 && rate <= 1)
                || !(floor >= 0 && floor <= 1)
                || warmUp < 0
                || steps < 1
                || warmUp > steps) {
            throw new IllegalArgumentException(
                    "learning rate %s, floor %s, warm-up %d of %d steps"
                            .formatted(rate, floor, warmUp, steps));
        }
    }

    /// @param step from 0
    public double at(long step) {
        if (step < warmUp) {
            return rate * (step + 1) / warmUp;
        }
        double done = Math.min(1, (step - warmUp) / (double) Math.max(1, steps - warmUp));
        return rate * (floor + (1 - floor) * (1 + Math.cos(Math.PI * done)) / 2);
    }
}
