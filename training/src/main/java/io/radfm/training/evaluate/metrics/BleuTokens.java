// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Words as the WMT scorer `mteval-v13a` cuts them, which sacrebleu calls `13a` and uses by
/// default: punctuation stands alone, except a point or comma between digits and a dash that no
/// digit precedes.
final class BleuTokens {
    private static final Pattern SYMBOL = Pattern.compile("[!-&(-+:-@\\[-`{-~/]");
    private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
    private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    private BleuTokens() {}

    static List<String> of(String text) {
        var line = " " + entities(joined(trimmedEnd(text))) + " ";
        line = SYMBOL.matcher(line).replaceAll(" $0 ");
        line = POINT_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
        line = POINT_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
        line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
        return words(line);
    }

    /// A word divided at the end of a line is one word.
    private static String joined(String text) {
        return text.replace("<skipped>", "").replace("-\n", "").replace('\n', ' ');
    }

    private static String entities(String text) {
        return text.replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }

    private static String trimmedEnd(String text) {
        int end = text.length();
        while (end > 0 && space(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        int start = -1;
        for (int i = 0; i < line.length(); i++) {
            if (space(line.charAt(i))) {
                if (start >= 0) {
                    words.add(line.substring(start, i));
                }
                start = -1;
            } else if (start < 0) {
                start = i;
            }
        }
        return words; // the line ends in a space
    }

    /// All of Unicode's spaces, the no-break ones and the separators of ASCII too.
    private static boolean space(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
