// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which of the options a generated answer means.
/// 1. The option it is, but for case and punctuation around it.
/// 2. The longest option it begins with, as whole words: *yes, there is an effusion* is *yes*.
/// 3. The most similar one ([Similarity]); of equals, the first. RadBench has this step alone.
///
/// An answer that has nothing in common with any option means none, and counts as wrong.
public final class ClosedAnswer {
    private ClosedAnswer() {}

    /// @return the number of the option, from 0
    public static Optional<Integer> of(String answer, List<String> options) {
        var said = plain(answer);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        var plain = options.stream().map(ClosedAnswer::plain).toList();
        int same = plain.indexOf(said);
        if (same >= 0) {
            return Optional.of(same);
        }
        var begun =
                numbers(options)
                        .filter(i -> begins(said, plain.get(i)))
                        .max(Comparator.comparing(i -> plain.get(i).length()));
        return begun.isPresent() ? begun : nearest(said, plain);
    }

    private static Optional<Integer> nearest(String said, List<String> options) {
        int best = -1;
        double most = 0;
        for (int i = 0; i < options.size(); i++) {
            double ratio = Similarity.ratio(said, options.get(i));
            if (ratio > most) {
                best = i;
                most = ratio;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(best);
    }

    private static boolean begins(String said, String option) {
        return !option.isEmpty()
                && said.startsWith(option)
                && !Character.isLetterOrDigit(said.codePointAt(option.length()));
    }

    /// In small letters, without what stands before the first and after the last letter or digit.
    static String plain(String text) {
        var small = text.toLowerCase(Locale.ROOT);
        int from = 0;
        int to = small.length();
        while (from < to && !Character.isLetterOrDigit(small.codePointAt(from))) {
            from += Character.charCount(small.codePointAt(from));
        }
        while (to > from && !Character.isLetterOrDigit(small.codePointBefore(to))) {
            to -= Character.charCount(small.codePointBefore(to));
        }
        return small.substring(from, to);
    }

    private static java.util.stream.Stream<Integer> numbers(List<?> list) {
        return IntStream.range(0, list.size()).boxed();
    }
}
