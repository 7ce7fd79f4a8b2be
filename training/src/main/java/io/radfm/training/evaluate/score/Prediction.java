// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import java.util.OptionalDouble;

/// What a model answered.
///
/// @param yes probability of yes, where the model tells one
public record Prediction(Item item, String text, OptionalDouble yes) {

    /// Only the length: it is about a patient.
    @Override
    public String toString() {
        return "Prediction{" + item + ", " + text.length() + " characters}";
    }
}
