// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// How far one text is from another, in words: the fewest that must be added, left out or replaced
/// (Levenshtein's distance). Case and punctuation do not count; of each text the first 4,000 words
/// are compared.
///
/// @param edits that many
/// @param from words of the first text
/// @param to words of the second text
record WordEdits(int edits, int from, int to) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int MOST_WORDS = 4000;
    private static final double KEPT = 0.1;

    static WordEdits between(String from, String to) {
        var numbers = new HashMap<String, Integer>();
        var before = words(from, numbers);
        var after = words(to, numbers);
        return new WordEdits(distance(before, after), before.length, after.length);
    }

    /// A number for each word, the same for the same.
    private static int[] words(String text, Map<String, Integer> numbers) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .limit(MOST_WORDS)
                .mapToInt(it -> numbers.computeIfAbsent(it.group(), _ -> numbers.size()))
                .toArray();
    }

    private static int distance(int[] before, int[] after) {
        var row = new int[after.length + 1]; // from so many words of before to each many of after
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= before.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (before[i - 1] == after[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[after.length];
    }

    /// Edits by the words of the longer text: 0 for the same words, 1 for no word in common.
    double share() {
        return edits == 0 ? 0 : (double) edits / Math.max(from, to);
    }

    /// At most a tenth of the words was changed.
    boolean isKept() {
        return share() <= KEPT;
    }
}
