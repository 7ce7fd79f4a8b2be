// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// What can be found.
public enum Label {
    EFFUSION(Exam.CHEST_XRAY),
    PNEUMOTHORAX(Exam.CHEST_XRAY),
    CARDIOMEGALY(Exam.CHEST_XRAY),
    CONSOLIDATION(Exam.CHEST_XRAY),
    NODULE(Exam.CHEST_XRAY),
    PACEMAKER(Exam.CHEST_XRAY),
    HAEMORRHAGE(Exam.HEAD_CT),
    BRAIN_MASS(Exam.HEAD_CT),
    MIDLINE_SHIFT(Exam.HEAD_CT),
    SKULL_FRACTURE(Exam.HEAD_CT),
    WHITE_MATTER_LESIONS(Exam.BRAIN_MR),
    BRAIN_TUMOUR(Exam.BRAIN_MR),
    INFARCT(Exam.BRAIN_MR),
    LIVER_LESION(Exam.ABDOMEN_CT),
    KIDNEY_STONE(Exam.ABDOMEN_CT),
    RENAL_CYST(Exam.ABDOMEN_CT),
    ASCITES(Exam.ABDOMEN_CT),
    AORTIC_ANEURYSM(Exam.ABDOMEN_CT);

    private final Exam exam;

    Label(Exam exam) {
        this.exam = exam;
    }

    /// The examination it is found in.
    public Exam exam() {
        return exam;
    }
}
