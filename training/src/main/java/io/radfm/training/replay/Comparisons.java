// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.training.labels.Labeller;
import io.radfm.training.labels.Sentences;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Sentences that compare with an examination the context does not show. A model that learns them
/// learns to make comparisons up.
final class Comparisons {
    private static final Pattern COMPARES =
            Pattern.compile(
                    "(?i)\\b(compar(?:ed|ison|ing)|prior|previous(?:ly)?|unchanged|interval"
                            + "|since the|stable|no change|not changed|again (?:seen|noted)"
                            + "|(?:earlier|last) (?:examination|study)|new since)\\b");

    private final Labeller labeller;

    Comparisons(Labeller labeller) {
        this.labeller = labeller;
    }

    /// @param text without comparisons, sentences a space apart
    /// @param leftOut sentences
    record Without(String text, int leftOut) {}

    /// Leaves a comparison out, unless it is the only sentence that says that something is there.
    Without remove(String text) {
        var sentences = Sentences.of(text);
        var elsewhere = new HashSet<String>();
        for (var sentence : sentences) {
            if (!COMPARES.matcher(sentence).find()) {
                elsewhere.addAll(present(sentence));
            }
        }
        var kept = new ArrayList<String>();
        for (var sentence : sentences) {
            if (!COMPARES.matcher(sentence).find() || !elsewhere.containsAll(present(sentence))) {
                kept.add(sentence);
                elsewhere.addAll(present(sentence));
            }
        }
        return new Without(String.join(" ", kept), sentences.size() - kept.size());
    }

    private Set<String> present(String sentence) {
        var known = labeller.label(sentence).known();
        known.values().removeIf(there -> !there);
        return known.keySet();
    }
}
