// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import static io.radfm.results.sr.ContentItem.code;
import static io.radfm.results.sr.ContentItem.contains;
import static io.radfm.results.sr.ContentItem.number;
import static io.radfm.results.sr.ContentItem.related;
import static io.radfm.results.sr.ContentItem.text;

import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.text.CharacterSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Diagnoses in the section Findings, each as a line (TID 2002) that rests on a number (TID 2001):
///
/// ```
/// TEXT Finding "Effusion: probability 62.5 %, uncalibrated"
///   HAS CONCEPT MOD  CODE Finding = (effusion, 99RADFM, Effusion)
///   INFERRED FROM    NUM Certainty of Finding = 62.5 %            Enhanced SR only
/// ```
///
/// No item says that a finding is there: the code is a modifier of what the line is about, so that
/// nobody counts a diagnosis of three percent.
record DiagnosisItems(List<Diagnosis> diagnoses, SrForm form, CharacterSet characters) {
    private static final String SCHEME = "99RADFM";
    private static final int LO = 64;
    private static final String PREFACE =
            "Asked by yes or no; the number is the model's probability of yes, no finding of a"
                    + " reader.";

    List<DataSet> items() {
        var items = new ArrayList<DataSet>();
        if (!diagnoses.isEmpty()) {
            items.add(contains(text(Code.COMMENT, PREFACE)));
        }
        diagnoses.forEach(it -> items.add(contains(item(it))));
        return items;
    }

    private DataSet item(Diagnosis diagnosis) {
        var percent = String.format(Locale.ROOT, "%.1f", 100 * diagnosis.probability());
        var name = SrText.line(diagnosis.name(), LO, characters);
        var line =
                "%s: probability %s %%, %s"
                        .formatted(
                                name,
                                percent,
                                diagnosis.calibrated() ? "calibrated" : "uncalibrated");
        var children = new ArrayList<DataSet>();
        var label = SrText.line(diagnosis.label(), LO, characters);
        if (!label.isEmpty() && !name.isEmpty()) {
            children.add(
                    related("HAS CONCEPT MOD", code(Code.FINDING, new Code(label, SCHEME, name))));
        }
        if (form == SrForm.ENHANCED) {
            children.add(
                    related(
                            "INFERRED FROM",
                            number(Code.CERTAINTY_OF_FINDING, percent, Code.PERCENT)));
        }
        var item = text(Code.FINDING, line);
        if (!children.isEmpty()) {
            item.putItems(Tag.CONTENT_SEQUENCE, children);
        }
        return item;
    }
}
