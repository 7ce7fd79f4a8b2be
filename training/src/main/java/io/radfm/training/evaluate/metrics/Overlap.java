// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

/// How much of a prediction is in the reference (precision), and of the reference in the prediction
/// (recall): 0 … 1.
public record Overlap(double precision, double recall) {

    /// @param shared things of both
    static Overlap of(double shared, int predicted, int expected) {
        return new Overlap(
                predicted == 0 ? 0 : shared / predicted, expected == 0 ? 0 : shared / expected);
    }

    /// The harmonic mean.
    public double f1() {
        double sum = precision + recall;
        return sum == 0 ? 0 : 2 * precision * recall / sum;
    }
}
