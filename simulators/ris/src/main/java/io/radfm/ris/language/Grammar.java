// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import java.util.Map;
import java.util.random.RandomGenerator;

/// Sentences with choices. `[a|b]` is one of the two, `[a|]` perhaps nothing, `<side>` a word that
/// is filled in; choices nest.
///
/// ```
///  [There is|] a <size> <side> [pleural |]effusion  ──►  There is a small left effusion
/// ```
final class Grammar {
    private final String pattern;
    private final Map<String, String> words;
    private final RandomGenerator random;
    private int at;

    private Grammar(String pattern, Map<String, String> words, RandomGenerator random) {
        this.pattern = pattern;
        this.words = words;
        this.random = random;
    }

    /// One of the sentences the pattern stands for; spaces that meet are one.
    ///
    /// @throws IllegalArgumentException when brackets do not match or a word is not given
    static String say(String pattern, Map<String, String> words, RandomGenerator random) {
        var grammar = new Grammar(pattern, words, random);
        var said = grammar.sequence(true);
        if (grammar.at < pattern.length()) {
            throw new IllegalArgumentException("a bracket too many: " + pattern);
        }
        return said.strip().replaceAll(" {2,}", " ").replaceAll(" ([.,;:])", "$1");
    }

    /// A sentence with a capital and a full stop.
    static String sentence(String pattern, Map<String, String> words, RandomGenerator random) {
        return sentence(say(pattern, words, random));
    }

    static String sentence(String said) {
        var capital = Character.toUpperCase(said.charAt(0)) + said.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    /// @param chosen false where a choice that was not taken is passed over
    private String sequence(boolean chosen) {
        var said = new StringBuilder();
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '|' || c == ']') {
                break;
            }
            at++;
            switch (c) {
                case '[' -> said.append(choice(chosen));
                case '<' -> said.append(word(chosen));
                default -> said.append(c);
            }
        }
        return said.toString();
    }

    private String choice(boolean chosen) {
        int taken = chosen ? random.nextInt(choices()) : -1;
        var said = "";
        for (int i = 0; ; i++) {
            var each = sequence(i == taken);
            said = i == taken ? each : said;
            if (at == pattern.length()) {
                throw new IllegalArgumentException("a bracket is open: " + pattern);
            }
            if (pattern.charAt(at++) == ']') {
                return said;
            }
        }
    }

    /// How many choices the bracket has that was just opened.
    private int choices() {
        int choices = 1;
        int depth = 0;
        for (int i = at; i < pattern.length() && depth >= 0; i++) {
            switch (pattern.charAt(i)) {
                case '[' -> depth++;
                case ']' -> depth--;
                case '|' -> choices += depth == 0 ? 1 : 0;
                default -> {}
            }
        }
        return choices;
    }

    private String word(boolean chosen) {
        int end = pattern.indexOf('>', at);
        var name = end < 0 ? "" : pattern.substring(at, end);
        var word = words.get(name);
        if (end < 0 || chosen && word == null) {
            throw new IllegalArgumentException("no word <" + name + ">: " + pattern);
        }
        at = end + 1;
        return chosen ? word : "";
    }
}
