// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What lies before the radiologist. A study comes once, however many revisions it has, and is
/// signed once.
final class Desk {
    /// A study that waits to be read.
    ///
    /// @param dueMillis when it is its turn
    record Waiting(String studyInstanceUid, String patientKey, long dueMillis) {}

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> signed = new HashSet<>();

    void lay(String studyInstanceUid, String patientKey, long dueMillis) {
        if (!signed.contains(studyInstanceUid)) {
            waiting.putIfAbsent(
                    studyInstanceUid, new Waiting(studyInstanceUid, patientKey, dueMillis));
        }
    }

    void signed(String studyInstanceUid) {
        waiting.remove(studyInstanceUid);
        signed.add(studyInstanceUid);
    }

    /// Those whose turn it is, in the order they came; not more than so many.
    List<Waiting> due(long nowMillis, int most) {
        var due = new ArrayList<Waiting>();
        for (var each : waiting.values()) {
            if (due.size() < most && each.dueMillis() <= nowMillis) {
                due.add(each);
            }
        }
        return due;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int signedCount() {
        return signed.size();
    }
}
