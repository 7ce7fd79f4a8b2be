// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import io.radfm.training.labels.Laterality;
import io.radfm.training.labels.ReportLabels;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a draft and a signed report each say is present, by label, in the labels' order. What is
/// doubted, denied or of another time is not present. A side counts where both name one.
///
/// @param missed said by the report alone
/// @param invented said by the draft alone
/// @param otherSide said by both, each of another side
record LabelAgreement(
        List<String> agreed, List<String> missed, List<String> invented, List<String> otherSide) {

    static LabelAgreement between(ReportLabels draft, ReportLabels report) {
        var agreed = new ArrayList<String>();
        var otherSide = new ArrayList<String>();
        var missed = present(report);
        var invented = present(draft);
        for (var label : present(draft)) {
            if (missed.remove(label)) {
                invented.remove(label);
                (isOther(draft.side(label), report.side(label)) ? otherSide : agreed).add(label);
            }
        }
        return new LabelAgreement(agreed, List.copyOf(missed), List.copyOf(invented), otherSide);
    }

    private static SortedSet<String> present(ReportLabels labels) {
        var present = new TreeSet<>(labels.known().keySet());
        present.removeIf(label -> !labels.known().get(label));
        return present;
    }

    private static boolean isOther(Laterality one, Laterality other) {
        return one != Laterality.UNSAID && other != Laterality.UNSAID && one != other;
    }

    /// Nothing is missed, invented or on another side.
    boolean isWhole() {
        return wrong() == 0;
    }

    /// From 0 to 1; 1 where neither says that anything is present. A label on another side is both
    /// missed and invented.
    double f1() {
        return isWhole() ? 1 : 2.0 * agreed.size() / (2 * agreed.size() + wrong());
    }

    private int wrong() {
        return missed.size() + invented.size() + 2 * otherSide.size();
    }
}
