// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.outcomes;

import io.radfm.events.DraftOutcome;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One outcome for each study, of the last studies that were signed, at most `limit`: a correction
/// takes the place of what it corrects, a later draft of one that nobody had read. Any thread may
/// call.
public final class Outcomes {
    private final int limit;
    private final Map<String, Outcome> byStudy = new LinkedHashMap<>();
    private AcceptanceOverTime summed; // null when it is to be made again

    public Outcomes(int limit) {
        this.limit = limit;
    }

    public synchronized void apply(DraftOutcome outcome) {
        var study = outcome.getStudyInstanceUid();
        byStudy.merge(
                study,
                Outcome.of(outcome),
                (known, it) -> Outcome.BY_WEIGHT.compare(it, known) >= 0 ? it : known);
        if (byStudy.size() > limit) {
            byStudy.remove(byStudy.keySet().iterator().next());
        }
        summed = null;
    }

    /// All of them, summed up; made once for every page that asks, until another comes.
    public synchronized AcceptanceOverTime summed() {
        if (summed == null) {
            summed = AcceptanceOverTime.of(List.copyOf(byStudy.values()));
        }
        return summed;
    }
}
