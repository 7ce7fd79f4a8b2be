// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import io.radfm.modality.phantom.Finding;
import io.radfm.modality.phantom.Truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What has become of findings since the previous examination, in sentences.
final class Change {
    private static final double WORSE = 1.12;
    private static final double BETTER = 0.88;
    private static final String SINCE =
            " [since the [previous|prior]|compared with the [previous|prior]] [examination|study]";

    private Change() {}

    /// One sentence for each finding of either study; one for two normal ones.
    static List<String> sentences(Truth before, Truth now, RandomGenerator random) {
        var sentences = new ArrayList<String>();
        for (var finding : now.findings()) {
            var pattern =
                    before.find(finding.label())
                            .filter(it -> it.side() == finding.side())
                            .map(it -> changed(it, finding))
                            .orElse("the <name> <is> new");
            sentences.add(say(pattern + SINCE, finding, random));
        }
        for (var finding : before.findings()) {
            if (now.find(finding.label()).isEmpty()) {
                sentences.add(
                        say(
                                "the previously [seen|described] <name> [<has> resolved|<is> no"
                                        + " longer seen]",
                                finding,
                                random));
            }
        }
        if (sentences.isEmpty()) {
            sentences.add(Grammar.sentence("no [significant |]change" + SINCE, Map.of(), random));
        }
        return sentences;
    }

    private static String changed(Finding before, Finding now) {
        double ratio = now.severity() / Math.max(0.01, before.severity());
        if (ratio > WORSE) {
            return "the <name> <has> [increased|progressed]";
        }
        return ratio < BETTER
                ? "the <name> <has> [decreased|improved]"
                : "the <name> <is> [unchanged|stable]";
    }

    private static String say(String pattern, Finding finding, RandomGenerator random) {
        var name = Wording.phrases(finding).name();
        boolean several = name.endsWith("lesions");
        var words =
                Map.of("name", name, "is", several ? "are" : "is", "has", several ? "have" : "has");
        return Grammar.sentence(pattern, words, random);
    }
}
