// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import java.util.Optional;
import java.util.regex.Pattern;

/// Header text made fit for a prompt: one line, bounded, without control characters and without
/// angle brackets, which would read as the model's own image tokens.
public final class CleanText {
    private static final Pattern UNWANTED = Pattern.compile("[\\p{C}\\p{Z}\\s<>^]+");

    private CleanText() {}

    /// Empty when nothing readable is left.
    public static Optional<String> of(String raw, int maxCharacters) {
        if (raw == null) {
            return Optional.empty();
        }
        // what comes after a few times the limit cannot survive it
        var bounded = raw.length() > 4 * maxCharacters ? raw.substring(0, 4 * maxCharacters) : raw;
        var text = UNWANTED.matcher(bounded).replaceAll(" ").strip();
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            text = text.substring(0, text.offsetByCodePoints(0, maxCharacters)).strip();
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    public static String orNull(String raw, int maxCharacters) {
        return of(raw, maxCharacters).orElse(null);
    }
}
