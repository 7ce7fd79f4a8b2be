// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.worklist;

import io.radfm.events.StudyStage;

/// Where a study is, in the words of the JSON API.
public enum Phase {
    RECEIVING,
    ASSEMBLING,
    DRAFTING,
    DRAFTED,
    FAILED;

    static Phase of(StudyStage stage) {
        return switch (stage) {
            case RECEIVED -> RECEIVING;
            case ASSEMBLING -> ASSEMBLING;
            case DRAFTING -> DRAFTING;
            case DRAFTED -> DRAFTED;
            case FAILED -> FAILED;
        };
    }

    boolean isFinal() {
        return this == DRAFTED || this == FAILED;
    }
}
