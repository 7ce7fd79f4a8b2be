// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.outcomes;

import io.radfm.events.Acceptance;
import io.radfm.events.DraftOutcome;

import java.time.Instant;
import java.util.Comparator;

/// How the draft of a study compares with a report that was signed about it: what is shown of it.
///
/// @param model its name and version
/// @param labelF1 agreement of the labels, 0 to 1
/// @param wordEdit words changed by those of the longer text, 0 to 1
public record Outcome(
        Model model,
        int revision,
        Instant draftedAt,
        Instant signedAt,
        Acceptance acceptance,
        double labelF1,
        double wordEdit) {

    /// What drafted.
    public record Model(String name, String version) {}

    /// Which of a study's outcomes holds: that of a draft whoever signed may have read, of the
    /// newest revision, with the newest report.
    static final Comparator<Outcome> BY_WEIGHT =
            Comparator.comparing((Outcome it) -> !it.draftedAt.isAfter(it.signedAt))
                    .thenComparing(Outcome::revision)
                    .thenComparing(Outcome::signedAt);

    static Outcome of(DraftOutcome it) {
        return new Outcome(
                new Model(it.getModel().getName(), it.getModel().getVersion()),
                it.getRevision(),
                it.getDraftedAt(),
                it.getSignedAt(),
                it.getAcceptance(),
                it.getLabelF1(),
                it.getWordEdit());
    }

    boolean isAccepted() {
        return acceptance != Acceptance.REWRITTEN;
    }
}
