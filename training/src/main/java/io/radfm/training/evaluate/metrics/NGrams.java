// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs of words and how often each occurs.
final class NGrams {
    private NGrams() {}

    static Map<List<String>, Integer> count(List<String> words, int order) {
        var counts = new HashMap<List<String>, Integer>();
        for (int i = 0; i + order <= words.size(); i++) {
            counts.merge(words.subList(i, i + order), 1, Integer::sum);
        }
        return counts;
    }

    /// How many of the one are in the other, each as often as both have it.
    static int shared(Map<List<String>, Integer> one, Map<List<String>, Integer> other) {
        int shared = 0;
        for (var entry : one.entrySet()) {
            shared += Math.min(entry.getValue(), other.getOrDefault(entry.getKey(), 0));
        }
        return shared;
    }
}
