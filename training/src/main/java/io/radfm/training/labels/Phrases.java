// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Phrases that mean something, found in words: at each place the longest that fits.
///
/// @param <T> what a phrase means
final class Phrases<T> {
    private record Phrase<T>(List<String> words, T meaning) {}

    /// @param from,to words of the text
    record Found<T>(int from, int to, T meaning) {}

    private final Map<String, List<Phrase<T>>> byFirstWord = new HashMap<>();

    void add(String phrase, T meaning) {
        var words = Words.of(phrase).words();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a phrase without a word");
        }
        var same = byFirstWord.computeIfAbsent(singular(words.getFirst()), _ -> new ArrayList<>());
        same.add(new Phrase<>(words, meaning));
        same.sort(Comparator.comparingInt((Phrase<T> each) -> each.words().size()).reversed());
    }

    /// All that is found, none overlapping another.
    List<Found<T>> in(Words text) {
        var found = new ArrayList<Found<T>>();
        for (int at = 0; at < text.size(); ) {
            var longest = at(text, at);
            longest.ifPresent(found::add);
            at = longest.map(Found::to).orElse(at + 1);
        }
        return found;
    }

    private Optional<Found<T>> at(Words text, int at) {
        for (var phrase : byFirstWord.getOrDefault(singular(text.get(at)), List.of())) {
            int to = at + phrase.words().size();
            if (to <= text.size() && matches(phrase.words(), text, at)) {
                return Optional.of(new Found<>(at, to, phrase.meaning()));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(List<String> phrase, Words text, int at) {
        for (int i = 0; i < phrase.size(); i++) {
            if (!singular(phrase.get(i)).equals(singular(text.get(at + i)))) {
                return false;
            }
        }
        return true;
    }

    /// A plural s is not told apart, but for short words and those in -ss, -is and -us.
    private static String singular(String word) {
        boolean plural =
                word.length() > 4 && word.endsWith("s") && !word.matches(".*(ss|is|us|as)");
        return plural ? word.substring(0, word.length() - 1) : word;
    }
}
