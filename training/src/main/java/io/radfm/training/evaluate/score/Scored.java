// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.score;

import io.radfm.training.evaluate.metrics.Bleu;
import io.radfm.training.evaluate.metrics.Confusion;
import io.radfm.training.evaluate.metrics.Reliability;
import io.radfm.training.evaluate.metrics.Rouge;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A prediction and all that metrics need of it, so that thousands of bootstrap draws read no text.
///
/// @param choice of closed answers
/// @param words of open answers
/// @param forecast where the model told a probability
/// @param report of reports
public record Scored(
        Item item,
        Optional<Confusion.Pair> choice,
        Optional<Words> words,
        Optional<Reliability.Forecast> forecast,
        Optional<Report> report) {

    /// @param terms in the prediction
    /// @param expected terms in the reference
    public record Words(Bleu bleu, Rouge rouge, Set<String> terms, Set<String> expected) {

        /// How many of the terms are in both.
        long shared() {
            return terms.stream().filter(expected::contains).count();
        }
    }

    /// @param sides whether all sides the reference names are right; empty when it names none
    /// @param invented whether it compares with an earlier examination nobody spoke of; empty when
    ///   somebody did
    /// @param labels what the prediction says of each label that is known of the study; all of them
    public record Report(
            Optional<Boolean> sides, Optional<Boolean> invented, Map<String, Boolean> labels) {}
}
