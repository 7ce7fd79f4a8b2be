// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.phantom;

/// What is examined, and with what.
public enum Exam {
    CHEST_XRAY("CR"),
    HEAD_CT("CT"),
    BRAIN_MR("MR"),
    ABDOMEN_CT("CT");

    private final String modality;

    Exam(String modality) {
        this.modality = modality;
    }

    /// As in (0008,0060).
    public String modality() {
        return modality;
    }
}
