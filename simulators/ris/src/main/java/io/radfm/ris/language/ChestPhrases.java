// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import io.radfm.modality.phantom.Label;

import java.util.List;

/// Words for chest radiographs.
final class ChestPhrases {
    private ChestPhrases() {}

    static Phrases of(Label label) {
        return switch (label) {
            case EFFUSION -> EFFUSION;
            case PNEUMOTHORAX -> PNEUMOTHORAX;
            case CARDIOMEGALY -> CARDIOMEGALY;
            case CONSOLIDATION -> CONSOLIDATION;
            case NODULE -> NODULE;
            case PACEMAKER -> PACEMAKER;
            default -> throw new IllegalArgumentException(label + " is not of the chest");
        };
    }

    private static final Phrases EFFUSION =
            new Phrases(
                    "pleural effusion",
                    List.of(
                            "[<there>|] <a-size> <side> pleural <effusion>",
                            "<size> <side> pleural <effusion>",
                            "blunting of the <side> costophrenic <angle>, [consistent with|in"
                                    + " keeping with] <a-size> pleural <effusion>",
                            "homogeneous opacity at the <side> lung <base> with a meniscus,"
                                    + " [representing|due to] <a-size> pleural <effusion>"),
                    List.of(
                            "<size> <side> pleural <effusion>",
                            "<side> pleural <effusion>, <size>"),
                    List.of(
                            "no pleural effusion",
                            "the costophrenic angles are [sharp|clear]",
                            "there is no [evidence of |]pleural effusion"));

    private static final Phrases PNEUMOTHORAX =
            new Phrases(
                    "pneumothorax",
                    List.of(
                            "[there is|] <a-size> <side> pneumothorax",
                            "<size> <side> pneumothorax with [a visible pleural line|partial"
                                    + " collapse of the lung]",
                            "a visceral pleural line is seen on the <side>, [consistent"
                                    + " with|representing] <a-size> pneumothorax"),
                    List.of("<size> <side> pneumothorax", "<side> pneumothorax, <size>"),
                    List.of(
                            "no pneumothorax",
                            "there is no [evidence of |]pneumothorax",
                            "no pneumothorax [is seen|is identified]"));

    private static final Phrases CARDIOMEGALY =
            new Phrases(
                    "cardiomegaly",
                    List.of(
                            "[there is|] <size> cardiomegaly",
                            "the cardiac silhouette is <size-ly> enlarged",
                            "the heart is <size-ly> enlarged, [consistent with|in keeping with]"
                                    + " cardiomegaly"),
                    List.of("<size> cardiomegaly", "cardiomegaly, <size>"),
                    List.of(
                            "the heart is [normal in size|not enlarged]",
                            "heart size is [normal|within normal limits]",
                            "no cardiomegaly"));

    private static final Phrases CONSOLIDATION =
            new Phrases(
                    "consolidation",
                    List.of(
                            "[there is|] <size> consolidation in the <side> <lobe>",
                            "<size> airspace consolidation [of|in] the <side> <lobe>",
                            "<size> airspace opacity in the <side> <lobe>, [consistent with"
                                    + " consolidation|representing consolidation]"),
                    List.of(
                            "<side> <lobe> consolidation[, likely pneumonia| suggesting"
                                    + " pneumonia|]",
                            "<size> consolidation of the <side> <lobe>"),
                    List.of(
                            "no [focal |]consolidation",
                            "the lungs are without [any |]focal consolidation",
                            "there is no focal consolidation"));

    private static final Phrases NODULE =
            new Phrases(
                    "pulmonary nodule",
                    List.of(
                            "[there is|] a <mm> mm [pulmonary |]nodule in the <side> <lobe>",
                            "a rounded opacity of <mm> mm projects over the <side> <lobe>:"
                                    + " pulmonary nodule",
                            "nodule [of|measuring] <mm> mm in the <side> <lobe>"),
                    List.of(
                            "<side> <lobe> pulmonary nodule[, CT is recommended|]",
                            "pulmonary nodule of <mm> mm in the <side> <lobe>"),
                    List.of(
                            "no [suspicious |]pulmonary nodule",
                            "no nodule [or mass |]is [seen|identified]"));

    private static final Phrases PACEMAKER =
            new Phrases(
                    "pacemaker",
                    List.of(
                            "[a|] <side> [chest wall|pectoral] pacemaker [is in place|is noted]",
                            "pacemaker in the <side> chest wall with its lead [in place|"
                                    + "projecting over the heart]"),
                    List.of("<side> pacemaker in place", "pacemaker on the <side>"),
                    List.of("no [implanted device|pacemaker]", "no [lines, tubes or |]pacemaker"));
}
