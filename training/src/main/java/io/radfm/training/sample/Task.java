// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.util.Arrays;
import java.util.Locale;

/// What a sample trains or tests: RadBench's five tasks, and `interleaved` for the samples of that
/// family.
public enum Task {
    INTERLEAVED,
    /// Which modality is it, or is it this one.
    MODALITY,
    /// Is there any sign of a disease: yes or no.
    DIAGNOSIS,
    /// Free questions about what is seen and how it was taken.
    VQA,
    /// Findings and impression.
    REPORT,
    /// A disease, and what in the images speaks for it.
    RATIONALE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is no such task
    public static Task named(String text) {
        return Arrays.stream(values())
                .filter(task -> task.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such task"));
    }
}
