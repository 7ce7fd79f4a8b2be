// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import io.radfm.modality.caseload.Caseload;
import io.radfm.modality.caseload.SimulatedStudy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds a simulated study by its UID, which is a hash of its number: so numbers are tried, each
/// once, as far as studies have been begun.
public final class KnownStudies {
    private final Caseload caseload;
    private final Map<String, Long> numbers = new HashMap<>();
    private long known;

    public KnownStudies(Caseload caseload) {
        this.caseload = caseload;
    }

    /// All studies up to this number may be asked for from now on.
    public synchronized void begun(long number) {
        for (; known <= number; known++) {
            numbers.put(caseload.study(known).studyUid(), known);
        }
    }

    /// Empty for what no simulated modality has sent.
    public synchronized Optional<SimulatedStudy> find(String studyInstanceUid) {
        return Optional.ofNullable(numbers.get(studyInstanceUid)).map(caseload::study);
    }

    /// The study that this one follows up on.
    Optional<SimulatedStudy> prior(SimulatedStudy study) {
        return study.prior().map(caseload::study);
    }
}
