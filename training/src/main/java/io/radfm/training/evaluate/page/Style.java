// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// How the page looks: light, or dark where the reader's system is.
final class Style {
    /// So many contestants have colours of their own; eight that the colour-blind tell apart.
    static final int COLOURS = 8;

    private Style() {}

    static String sheet() {
        try (var in = Style.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
