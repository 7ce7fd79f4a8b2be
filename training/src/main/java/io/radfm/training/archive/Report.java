// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import java.util.List;
import java.util.Map;

/// What a check of an archive found.
///
/// @param counts of what was read
/// @param problems sentences, each of which names a file, an object or a place
/// @param problemsInAll there may be more than are told
/// @param notes what is missing, and was missing when it was archived
record Report(
        Map<String, Long> counts, List<String> problems, long problemsInAll, List<String> notes) {
    Report {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    boolean whole() {
        return problemsInAll == 0;
    }
}
