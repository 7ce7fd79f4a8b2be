// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;

/// Answers against truths, class by class.
public final class Confusion {
    private Confusion() {}

    /// @param said empty where the answer means none of the classes
    public record Pair(String truth, Optional<String> said) {
        public boolean right() {
            return said.isPresent() && said.get().equals(truth);
        }
    }

    public static double accuracy(Collection<Pair> pairs) {
        return (double) pairs.stream().filter(Pair::right).count() / pairs.size();
    }

    /// The mean of the F1 of every class that occurs as a truth, each as heavy as another. A class
    /// that is only ever said, never true, costs the others their precision and has no F1 itself.
    public static double macroF1(Collection<Pair> pairs) {
        var classes = new HashSet<String>();
        pairs.forEach(pair -> classes.add(pair.truth()));
        return classes.stream().mapToDouble(name -> f1(pairs, name)).average().orElse(Double.NaN);
    }

    public static double f1(Collection<Pair> pairs, String name) {
        return overlap(pairs, name).f1();
    }

    public static Overlap overlap(Collection<Pair> pairs, String name) {
        int both = 0;
        int said = 0;
        int truth = 0;
        for (var pair : pairs) {
            boolean isSaid = pair.said().isPresent() && pair.said().get().equals(name);
            boolean isTrue = pair.truth().equals(name);
            both += isSaid && isTrue ? 1 : 0;
            said += isSaid ? 1 : 0;
            truth += isTrue ? 1 : 0;
        }
        return Overlap.of(both, said, truth);
    }
}
