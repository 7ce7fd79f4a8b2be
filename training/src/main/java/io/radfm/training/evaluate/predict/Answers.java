// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import io.radfm.training.evaluate.score.Item;
import io.radfm.training.evaluate.score.Prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// @param predictions one for every question, in order
/// @param missing how many of them are empty because there is no answer
public record Answers(List<Prediction> predictions, int missing) {
    public Answers {
        predictions = List.copyOf(predictions);
    }

    /// @param said by question, in order
    static Answers of(List<Item> items, List<Optional<Said>> said) {
        var predictions = new ArrayList<Prediction>();
        int missing = 0;
        for (int i = 0; i < items.size(); i++) {
            var one = said.get(i);
            missing += one.isEmpty() ? 1 : 0;
            var it = one.orElse(Said.NOTHING);
            predictions.add(new Prediction(items.get(i), it.text(), it.yes()));
        }
        return new Answers(predictions, missing);
    }

    /// An answer.
    record Said(String text, OptionalDouble yes) {
        static final Said NOTHING = new Said("", OptionalDouble.empty());

        @Override
        public String toString() {
            return "answer of " + text.length() + " characters";
        }
    }
}
