// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import java.util.Arrays;

/// Pictures or volumes; never both in one sample, nor in one batch.
public enum Dimensions {
    PICTURES("2D"),
    VOLUMES("3D");

    private final String text;

    Dimensions(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /// @throws IllegalArgumentException when it is neither `2D` nor `3D`
    public static Dimensions named(String text) {
        return Arrays.stream(values())
                .filter(dimensions -> dimensions.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("neither 2D nor 3D"));
    }
}
