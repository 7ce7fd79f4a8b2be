// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/// Which records of a topic are read.
///
/// @param fromOffset in every partition; empty for all, or where `from` says it
/// @param from milliseconds since 1970 of the first record, empty for all
/// @param until milliseconds since 1970 of the first record that is too late, empty for all
record Window(OptionalLong fromOffset, OptionalLong from, OptionalLong until) {
    static final Window ALL =
            new Window(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /// Without its end, for what is written after a context; an offset says nothing of other
    /// topics.
    Window openEnded() {
        return new Window(OptionalLong.empty(), from, OptionalLong.empty());
    }

    /// @param from `earliest`, `offset:N`, a timestamp (`2026-01-31T12:00:00Z`), or a duration back
    ///   from now (`P7D`, `PT6H`)
    /// @param until empty, a timestamp or a duration
    /// @throws IllegalArgumentException names the option
    static Window of(String from, String until, Instant now) {
        var offset = OptionalLong.empty();
        var first = OptionalLong.empty();
        if (from.startsWith("offset:")) {
            offset = OptionalLong.of(offset(from.substring("offset:".length())));
        } else if (!from.equals("earliest")) {
            first = OptionalLong.of(instant("--from", from, now).toEpochMilli());
        }
        var last =
                until.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(instant("--until", until, now).toEpochMilli());
        return new Window(offset, first, last);
    }

    private static long offset(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("--from offset: is not followed by a number");
        }
        return Long.parseLong(text);
    }

    private static Instant instant(String option, String text, Instant now) {
        try {
            return text.startsWith("P") ? now.minus(Duration.parse(text)) : Instant.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    option + " is no timestamp (2026-01-31T12:00:00Z) and no duration (P7D, PT6H)",
                    e);
        }
    }
}
