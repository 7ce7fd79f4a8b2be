// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire;

/// The name of an application entity: up to 16 printable characters, without backslash; leading and
/// trailing spaces mean nothing (PS3.5 §6.2, AE).
///
/// A blank title can be received, and then matches nothing; it cannot be configured, see [#of].
public record AeTitle(String value) {
    public static final int MAX_LENGTH = 16;

    public AeTitle {
        value = value.strip();
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("AE title of " + value.length() + " characters");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '\\')) {
            throw new IllegalArgumentException("AE title with a character outside PS3.5 §6.2");
        }
    }

    /// An AE title that names somebody.
    public static AeTitle of(String value) {
        var title = new AeTitle(value);
        if (title.value.isEmpty()) {
            throw new IllegalArgumentException("an AE title needs at least one character");
        }
        return title;
    }

    @Override
    public String toString() {
        return value;
    }
}
