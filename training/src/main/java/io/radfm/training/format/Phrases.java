// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the authors' loaders ask with, as they choose their phrasings themselves.
///
/// @param report,rationale whole questions
/// @param diagnosis questions with `{}` for what is asked about
/// @param labels all there are
public record Phrases(
        List<String> report, List<String> rationale, List<String> diagnosis, List<String> labels) {

    /// The word `disease` stands where a loader puts the name.
    List<String> ofDisease() {
        return diagnosis.stream().map(phrase -> phrase.replace("{}", "disease")).toList();
    }

    /// Its keys are what a loader draws other diseases from.
    SortedMap<String, String> articles() {
        var articles = new TreeMap<String, String>();
        labels.forEach(label -> articles.put(label, ""));
        return articles;
    }
}
