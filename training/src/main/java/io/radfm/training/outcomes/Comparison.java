// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.radfm.events.Acceptance;
import io.radfm.events.Draft;
import io.radfm.events.DraftOutcome;
import io.radfm.events.RadiologyReport;
import io.radfm.training.labels.Labeller;
import io.radfm.training.replay.Sections;

import java.util.ArrayList;
import java.util.List;

/// Compares a draft with the report that was signed: what each says is present and on which side,
/// how many words are other ones, and which sections stayed. Any thread may use it.
///
/// A draft is accepted as it was where no word was changed, and edited where at most half of the
/// words were and the labels are the same; else it was rewritten.
final class Comparison {
    /// The rules' version; the last number is raised whenever the same pair would come out
    /// otherwise.
    static final String RULES =
            "labels " + Labeller.RULES + ", sections " + Sections.RULES + ", comparison 1";

    private static final double MOST_EDITED = 0.5;

    private final Labeller labeller = Labeller.standard();

    /// @param draft one with a text
    DraftOutcome of(Draft draft, RadiologyReport report) {
        var text = draft.getText();
        var drafted = Sections.of(text.getFindings(), text.getImpression());
        var signed = Sections.of(report);
        var labels =
                LabelAgreement.between(
                        labeller.label(drafted.whole()), labeller.label(signed.whole()));
        var words = WordEdits.between(drafted.whole(), signed.whole());
        var both = new ArrayList<String>();
        var kept = new ArrayList<String>();
        compare("findings", drafted.findings(), signed.findings(), both, kept);
        compare("impression", drafted.impression(), signed.impression(), both, kept);
        return DraftOutcome.newBuilder()
                .setOutcomeId(draft.getDraftId() + "/" + report.getReportId())
                .setDraftId(draft.getDraftId())
                .setReportId(report.getReportId())
                .setPatientKey(report.getPatientKey())
                .setStudyInstanceUid(report.getStudyInstanceUid())
                .setRevision(draft.getRevision())
                .setModel(draft.getProvenance().getModel())
                .setAcceptance(acceptance(words, labels))
                .setAgreed(labels.agreed())
                .setMissed(labels.missed())
                .setInvented(labels.invented())
                .setOtherSide(labels.otherSide())
                .setLabelF1(labels.f1())
                .setEdits(words.edits())
                .setDraftWords(words.from())
                .setReportWords(words.to())
                .setWordEdit(words.share())
                .setSections(both)
                .setSectionsKept(kept)
                .setRules(RULES)
                .setDraftedAt(draft.getSettledAt())
                .setSignedAt(report.getSignedAt())
                .build();
    }

    private static void compare(
            String name, String drafted, String signed, List<String> both, List<String> kept) {
        if (drafted.isEmpty() || signed.isEmpty()) {
            return;
        }
        both.add(name);
        if (WordEdits.between(drafted, signed).isKept()) {
            kept.add(name);
        }
    }

    private static Acceptance acceptance(WordEdits words, LabelAgreement labels) {
        if (words.edits() == 0) {
            return Acceptance.AS_DRAFTED;
        }
        return words.share() <= MOST_EDITED && labels.isWhole()
                ? Acceptance.EDITED
                : Acceptance.REWRITTEN;
    }
}
