// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.util.Arrays;
import java.util.Locale;

/// The two families of RadFM's samples: text with scans in between, all of it trained on, and a
/// question about scans with the answer that is trained on.
public enum Family {
    INTERLEAVED,
    INSTRUCTION;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is no such family
    public static Family named(String text) {
        return Arrays.stream(values())
                .filter(family -> family.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such family"));
    }
}
