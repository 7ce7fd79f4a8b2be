// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as words and marks, all in lower case and American spelling, with the places they come
/// from.
///
/// @param from,to of each word, in characters of the text
record Words(List<String> words, List<Integer> from, List<Integer> to) {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}]+(?:['-][\\p{L}\\p{N}]+)*|[,;:?()/]");
    private static final String[][] SPELLINGS = {
        {"haem", "hem"}, {"oedema", "edema"}, {"oesoph", "esoph"}, {"tumour", "tumor"},
        {"ischaem", "ischem"}, {"calibre", "caliber"}, {"centre", "center"}, {"colour", "color"},
        {"grey", "gray"}
    };

    static Words of(String text) {
        var words = new ArrayList<String>();
        var from = new ArrayList<Integer>();
        var to = new ArrayList<Integer>();
        for (var match = WORD.matcher(text); match.find(); ) {
            words.add(spelt(match.group().toLowerCase(Locale.ROOT)));
            from.add(match.start());
            to.add(match.end());
        }
        return new Words(words, from, to);
    }

    private static String spelt(String word) {
        var spelt = word;
        for (var each : SPELLINGS) {
            spelt = spelt.replace(each[0], each[1]);
        }
        return spelt;
    }

    int size() {
        return words.size();
    }

    String get(int index) {
        return words.get(index);
    }

    boolean isMark(int index) {
        return !Character.isLetterOrDigit(words.get(index).charAt(0));
    }
}
