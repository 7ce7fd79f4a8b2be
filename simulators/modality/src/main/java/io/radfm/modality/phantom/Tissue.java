// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// What bodies are made of here, and how each looks: Hounsfield units, and MR signal on a scale on
/// which fat in T1 is 1000. The numbers are textbook orders of magnitude.
enum Tissue {
    AIR(-1000, 0, 0, 0),
    LUNG(-850, 40, 40, 40),
    FAT(-95, 900, 620, 600),
    SKIN(25, 480, 260, 300),
    MUSCLE(52, 370, 190, 260),
    CORTICAL_BONE(1150, 40, 20, 20),
    DIPLOE(480, 560, 240, 260),
    SPONGY_BONE(230, 480, 260, 260),
    CARTILAGE(90, 300, 220, 260),
    GREY_MATTER(38, 400, 430, 430),
    WHITE_MATTER(28, 560, 300, 300),
    DEEP_GREY(37, 455, 350, 390),
    CSF(5, 130, 980, 90),
    EYE(12, 160, 900, 130),
    DURA(52, 330, 150, 200),
    CALCIFICATION(420, 200, 40, 40),
    FRESH_BLOOD(68, 620, 330, 560),
    OEDEMA(18, 330, 760, 800),
    TUMOUR(44, 330, 620, 700),
    DEMYELINATION(22, 350, 800, 880);

    final double hu;
    final double t1;
    final double t2;
    final double flair;

    Tissue(double hu, double t1, double t2, double flair) {
        this.hu = hu;
        this.t1 = t1;
        this.t2 = t2;
        this.flair = flair;
    }
}
