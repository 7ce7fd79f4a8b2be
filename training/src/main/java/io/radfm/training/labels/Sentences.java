// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Where sentences end: at a full stop, question or exclamation mark before white space, and at
/// line ends before a capital, a number or a dash. Decimal points, numbers of lists, `Dr.` and
/// initials end nothing.
public final class Sentences {
    private static final Pattern END =
            Pattern.compile(
                    "(?<=[.!?])(?<!\\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|approx|No|e\\.g|i\\.e|[A-Z])\\.)(?<!(?:^|\\s)\\d{1,2}\\.)\\s+"
                        + "|\\R\\s*(?=[\\p{Lu}\\d•*-])|\\R\\s*\\R\\s*");

    private Sentences() {}

    public static List<String> of(String text) {
        return Arrays.stream(END.split(text))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }
}
