// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import io.radfm.modality.phantom.Build;
import io.radfm.modality.phantom.Extent;
import io.radfm.modality.phantom.Finding;
import io.radfm.modality.phantom.Label;
import io.radfm.modality.phantom.Place;
import io.radfm.modality.phantom.Side;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The words that stand for one finding: how large, where, on which side.
final class Wording {
    private static final double MODERATE = 0.35;
    private static final double LARGE = 0.7;

    private Wording() {}

    static Phrases phrases(Finding finding) {
        return finding.label() == Label.HAEMORRHAGE
                ? HeadPhrases.of(finding)
                : phrases(finding.label());
    }

    static Phrases phrases(Label label) {
        return switch (label.exam()) {
            case CHEST_XRAY -> ChestPhrases.of(label);
            case HEAD_CT, BRAIN_MR -> HeadPhrases.of(label);
            case ABDOMEN_CT -> AbdomenPhrases.of(label);
        };
    }

    static Map<String, String> words(Finding it, Build build) {
        boolean both = it.side() == Side.BOTH;
        var size = size(it);
        var words = new HashMap<String, String>();
        words.put("size", size);
        words.put("a-size", both ? size : article(size) + " " + size);
        words.put("size-ly", size.equals("marked") ? "markedly" : size + "ly");
        words.put("amount", grade(it, List.of("few", "several", "numerous")));
        words.put("side", side(it.side()));
        words.put("there", both ? "there are" : "there is");
        words.put("effusion", both ? "effusions" : "effusion");
        words.put("angle", both ? "angles" : "angle");
        words.put("base", both ? "bases" : "base");
        words.put("lobe", place(it.place()));
        words.put("place", place(it.place()));
        Extent.millimetres(it, build)
                .ifPresent(mm -> words.put("mm", Long.toString(Math.round(mm))));
        return words;
    }

    private static String size(Finding it) {
        return switch (it.label()) {
            case CARDIOMEGALY -> grade(it, List.of("mild", "moderate", "marked"));
            case CONSOLIDATION, INFARCT -> grade(it, List.of("small", "moderate", "extensive"));
            case ASCITES -> grade(it, List.of("mild", "moderate", "massive"));
            default -> grade(it, List.of("small", "moderate", "large"));
        };
    }

    private static String grade(Finding it, List<String> grades) {
        if (it.severity() < MODERATE) {
            return grades.get(0);
        }
        return grades.get(it.severity() < LARGE ? 1 : 2);
    }

    private static String article(String word) {
        return "aeiou".indexOf(word.charAt(0)) >= 0 ? "an" : "a";
    }

    private static String side(Side side) {
        return switch (side) {
            case LEFT -> "left";
            case RIGHT -> "right";
            case BOTH -> "bilateral";
            case NONE -> "";
        };
    }

    private static String place(Place place) {
        return switch (place) {
            case UPPER_LOBE -> "upper lobe";
            case MIDDLE_LOBE -> "middle lobe";
            case LOWER_LOBE -> "lower lobe";
            case FRONTAL -> "frontal lobe";
            case PARIETAL -> "parietal lobe";
            case TEMPORAL -> "temporal lobe";
            case OCCIPITAL -> "occipital lobe";
            case BASAL_GANGLIA -> "basal ganglia";
            case SUBDURAL, EPIDURAL, PERIVENTRICULAR, UNSPECIFIED -> "";
        };
    }
}
