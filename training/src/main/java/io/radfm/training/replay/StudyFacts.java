// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import io.radfm.training.labels.ReportLabels;
import io.radfm.training.sample.Dimensions;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample.Acquired;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Sample.Source;
import io.radfm.training.sample.Split;

import java.util.List;

/// What samples are made of: one study, de-identified.
///
/// @param patient,study pseudonyms
/// @param anatomy body part examined, or empty
/// @param context text and scans as they were served; texts that met are one
/// @param patientText who it is about, or empty
/// @param history description, indication and history, or empty
/// @param scans in order of their numbers
/// @param findings,impression of the signed report; either may be empty
/// @param brokenRules of RadMD, see [RadiologyRules]
/// @param acquired what is retained of it, see [Retained]
record StudyFacts(
        String patient,
        String study,
        Split split,
        Dimensions dimensions,
        String modality,
        String anatomy,
        List<Segment> context,
        String patientText,
        String history,
        List<Npy.Array> scans,
        String findings,
        String impression,
        ReportLabels labels,
        List<String> brokenRules,
        List<Source> provenance,
        Acquired acquired) {

    boolean radiology() {
        return brokenRules.isEmpty();
    }

    @Override
    public String toString() {
        return "StudyFacts{" + study + "}";
    }
}
