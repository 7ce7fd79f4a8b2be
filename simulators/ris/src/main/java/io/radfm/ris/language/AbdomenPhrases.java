// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import io.radfm.modality.phantom.Label;

import java.util.List;

/// Words for CT of the abdomen.
final class AbdomenPhrases {
    private AbdomenPhrases() {}

    static Phrases of(Label label) {
        return switch (label) {
            case LIVER_LESION -> LIVER;
            case KIDNEY_STONE -> STONE;
            case RENAL_CYST -> CYST;
            case ASCITES -> ASCITES;
            case AORTIC_ANEURYSM -> ANEURYSM;
            default -> throw new IllegalArgumentException(label + " is not of the abdomen");
        };
    }

    private static final Phrases LIVER =
            new Phrases(
                    "liver lesion",
                    List.of(
                            "[there is|] a hypodense liver lesion of [up to |]<mm> mm",
                            "<size> hypodense [focal |]liver lesion, [measuring|up to] <mm> mm,"
                                    + " with rim enhancement"),
                    List.of(
                            "<size> liver lesion[, suspicious for metastasis|]",
                            "liver lesion of <mm> mm"),
                    List.of(
                            "no [focal |]liver lesion",
                            "the liver is [homogeneous|normal], no" + " focal liver lesion"));

    private static final Phrases STONE =
            new Phrases(
                    "kidney stone",
                    List.of(
                            "[there is|] a <mm> mm <side> kidney stone",
                            "calcified stone of <mm> mm in the <side> renal pelvis, [a kidney"
                                    + " stone|kidney stone with <size> dilatation of the pelvis]"),
                    List.of("<side> kidney stone", "<mm> mm <side> kidney stone"),
                    List.of("no kidney stone", "no kidney stone or hydronephrosis"));

    private static final Phrases CYST =
            new Phrases(
                    "renal cyst",
                    List.of(
                            "[there is|] <a-size> <side> renal cyst of <mm> mm",
                            "simple [cortical |]cyst of the <side> kidney, <mm> mm: <size> renal"
                                    + " cyst"),
                    List.of("<size> <side> renal cyst", "<side> renal cyst, benign"),
                    List.of(
                            "no renal cyst",
                            "the kidneys are [normal|unremarkable], no renal cyst"));

    private static final Phrases ASCITES =
            new Phrases(
                    "ascites",
                    List.of(
                            "[there is|] <size> ascites",
                            "<size> [free |]fluid around liver and spleen, [consistent with|in"
                                    + " keeping with] ascites"),
                    List.of("<size> ascites", "ascites, <size>"),
                    List.of("no ascites", "no free fluid, no ascites"));

    private static final Phrases ANEURYSM =
            new Phrases(
                    "aortic aneurysm",
                    List.of(
                            "[there is|] an infrarenal aortic aneurysm of <mm> mm[ with mural"
                                    + " thrombus|]",
                            "the abdominal aorta is dilated to <mm> mm below the renal arteries:"
                                    + " <size> aortic aneurysm"),
                    List.of(
                            "<size> [infrarenal |]aortic aneurysm",
                            "[abdominal |]aortic aneurysm of <mm> mm"),
                    List.of(
                            "no aortic aneurysm",
                            "the aorta is [normal in calibre|not dilated], no aortic aneurysm"));
}
