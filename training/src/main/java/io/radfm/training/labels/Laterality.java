// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.util.Locale;

/// On which side something is said to be, as the patient has it.
public enum Laterality {
    LEFT,
    RIGHT,
    BOTH,
    UNSAID;

    /// `left`, `right`, `both`; empty where nothing is said.
    public String text() {
        return this == UNSAID ? "" : name().toLowerCase(Locale.ROOT);
    }

    /// What two mentions of the same thing come to.
    Laterality and(Laterality other) {
        if (this == other || other == UNSAID) {
            return this;
        }
        return this == UNSAID ? other : BOTH;
    }
}
