// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// ROUGE-1, -2 and -L (Lin 2004) of a prediction against a reference, as rouge-score counts them
/// without its stemmer: words are runs of ASCII letters and digits, in small letters.
public record Rouge(Overlap one, Overlap two, Overlap longest) {
    private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");

    /// Texts are cut here: the longest common subsequence takes time with the square.
    private static final int MOST_WORDS = 4000;

    public static Rouge of(String prediction, String reference) {
        var words = words(prediction);
        var expected = words(reference);
        return new Rouge(
                grams(words, expected, 1),
                grams(words, expected, 2),
                Overlap.of(common(words, expected), words.size(), expected.size()));
    }

    static List<String> words(String text) {
        return BETWEEN.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }

    private static Overlap grams(List<String> words, List<String> expected, int order) {
        int shared = NGrams.shared(NGrams.count(words, order), NGrams.count(expected, order));
        return Overlap.of(shared, words.size() - order + 1, expected.size() - order + 1);
    }

    /// The length of the longest common subsequence, one row of the table at a time.
    private static int common(List<String> one, List<String> other) {
        var row = new int[other.size() + 1];
        for (var word : one) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(other.get(j - 1)) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[other.size()];
    }
}
