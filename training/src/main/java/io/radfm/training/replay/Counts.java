// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How often what happened, by name. Not for several threads.
final class Counts {
    private final SortedMap<String, Long> counts = new TreeMap<>();

    void add(String what) {
        add(what, 1);
    }

    void add(String what, long times) {
        if (times != 0) {
            counts.merge(what, times, Long::sum);
        }
    }

    void add(Map<String, Long> others) {
        others.forEach(this::add);
    }

    SortedMap<String, Long> toMap() {
        return new TreeMap<>(counts);
    }
}
