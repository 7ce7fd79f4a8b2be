// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import io.radfm.modality.phantom.Finding;
import io.radfm.modality.phantom.Label;
import io.radfm.modality.phantom.Place;

import java.util.List;

/// Words for CT of heads and MR of brains.
final class HeadPhrases {
    private HeadPhrases() {}

    static Phrases of(Finding finding) {
        return finding.label() == Label.HAEMORRHAGE
                ? haemorrhage(finding.place())
                : of(finding.label());
    }

    static Phrases of(Label label) {
        return switch (label) {
            case HAEMORRHAGE -> BLEEDING;
            case BRAIN_MASS -> MASS;
            case MIDLINE_SHIFT -> SHIFT;
            case SKULL_FRACTURE -> FRACTURE;
            case WHITE_MATTER_LESIONS -> LESIONS;
            case BRAIN_TUMOUR -> TUMOUR;
            case INFARCT -> INFARCT;
            default -> throw new IllegalArgumentException(label + " is not of the head");
        };
    }

    private static Phrases haemorrhage(Place place) {
        return switch (place) {
            case SUBDURAL -> SUBDURAL;
            case EPIDURAL -> EPIDURAL;
            default -> BLEEDING;
        };
    }

    private static final List<String> NO_BLOOD =
            List.of(
                    "no [acute |]intracranial haemorrhage",
                    "there is no [evidence of |]intracranial haemorrhage",
                    "no intracranial haemorrhage or extra-axial collection");

    private static final Phrases SUBDURAL =
            new Phrases(
                    "subdural haematoma",
                    List.of(
                            "[there is|] <a-size> <side> subdural haematoma, up to <mm> mm"
                                    + " [thick|in thickness]",
                            "crescent-shaped hyperdense collection over the <side> convexity,"
                                + " [consistent with|representing] <a-size> subdural haematoma"),
                    List.of(
                            "<size> <side> subdural haematoma",
                            "[acute |]<side> subdural haematoma, <size>"),
                    NO_BLOOD);

    private static final Phrases EPIDURAL =
            new Phrases(
                    "epidural haematoma",
                    List.of(
                            "[there is|] <a-size> <side> epidural haematoma",
                            "lens-shaped hyperdense collection along the <side> temporal bone,"
                                + " [consistent with|representing] <a-size> epidural haematoma"),
                    List.of(
                            "<size> <side> epidural haematoma",
                            "<side> epidural haematoma, <size>"),
                    NO_BLOOD);

    private static final Phrases BLEEDING =
            new Phrases(
                    "intracranial haemorrhage",
                    List.of(
                            "[there is|] <a-size> intraparenchymal haemorrhage in the <side>"
                                    + " <place>[ with surrounding oedema|]",
                            "hyperdense haematoma of about <mm> mm in the <side> <place>,"
                                    + " [consistent with|representing] <size> intraparenchymal"
                                    + " haemorrhage"),
                    List.of(
                            "<size> <side> <place> haemorrhage",
                            "<size> intraparenchymal haemorrhage in the <side> <place>"),
                    NO_BLOOD);

    private static final Phrases MASS =
            new Phrases(
                    "intracranial mass",
                    List.of(
                            "[there is|] a <mm> mm mass in the <side> <place> with [surrounding|"
                                    + "perifocal] oedema",
                            "<size> [intra-axial |]mass in the <side> <place>, about <mm> mm, with"
                                    + " oedema"),
                    List.of(
                            "<size> <side> <place> mass",
                            "intracranial mass in the <side> <place>"),
                    List.of("no [intracranial |]mass", "no [evidence of |]mass lesion"));

    private static final Phrases SHIFT =
            new Phrases(
                    "midline shift",
                    List.of(
                            "[there is|] midline shift of <mm> mm to the <side>",
                            "the midline is shifted <mm> mm to the <side>"),
                    List.of("midline shift to the <side>", "<mm> mm midline shift to the <side>"),
                    List.of("no midline shift", "midline structures are [central|not displaced]"));

    private static final Phrases FRACTURE =
            new Phrases(
                    "skull fracture",
                    List.of(
                            "[there is|] a fracture of the <side> parietal bone[ with overlying"
                                    + " soft tissue swelling|]",
                            "<side> parietal skull fracture, [with <size> scalp swelling|with"
                                    + " overlying scalp swelling]"),
                    List.of("<side> [parietal |]skull fracture", "skull fracture on the <side>"),
                    List.of("no [skull |]fracture", "the calvarium is intact, no skull fracture"));

    private static final Phrases LESIONS =
            new Phrases(
                    "white matter lesions",
                    List.of(
                            "[there are|] <amount> periventricular white matter lesions[, bright on"
                                    + " T2 and FLAIR|]",
                            "<amount> T2 hyperintense white matter lesions in both hemispheres"),
                    List.of(
                            "<amount> white matter lesions[, demyelination is possible|]",
                            "<amount> periventricular white matter lesions"),
                    List.of(
                            "no white matter lesions",
                            "the white matter is [normal|unremarkable]"));

    private static final Phrases TUMOUR =
            new Phrases(
                    "brain tumour",
                    List.of(
                            "[there is|] a <mm> mm tumour in the <side> <place> with [surrounding|"
                                    + "perifocal] oedema",
                            "<size> mass of <mm> mm in the <side> <place>, T2 hyperintense, with"
                                    + " oedema, [consistent with|suspicious for] a brain tumour"),
                    List.of("<size> <side> <place> tumour", "brain tumour in the <side> <place>"),
                    List.of("no [brain |]tumour", "no mass or tumour"));

    private static final Phrases INFARCT =
            new Phrases(
                    "infarct",
                    List.of(
                            "[there is|] <a-size> infarct in the <side> middle cerebral artery"
                                    + " territory",
                            "T2 and FLAIR hyperintensity in the territory of the <side> middle"
                                    + " cerebral artery, [consistent with|representing] <a-size>"
                                    + " infarct"),
                    List.of(
                            "<size> <side> middle cerebral artery infarct",
                            "<side> hemispheric infarct, <size>"),
                    List.of("no [evidence of |]infarct", "no [territorial |]infarct"));
}
