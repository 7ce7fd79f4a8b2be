// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

/// How alike two strings are, after Ratcliff and Obershelp: twice the characters in common blocks,
/// over the characters of both. The longest block first, then what is left and right of it; of two
/// as long, the earlier. The same ratio as `difflib.SequenceMatcher` without its "junk".
public final class Similarity {
    /// Longer strings are cut.
    private static final int MOST_CHARACTERS = 1000;

    private final int[] one;
    private final int[] other;

    private Similarity(String one, String other) {
        this.one = one.codePoints().limit(MOST_CHARACTERS).toArray();
        this.other = other.codePoints().limit(MOST_CHARACTERS).toArray();
    }

    /// @return 0 … 1; 1 for equal strings, two empty ones among them
    public static double ratio(String one, String other) {
        var pair = new Similarity(one, other);
        int characters = pair.one.length + pair.other.length;
        return characters == 0
                ? 1
                : 2.0 * pair.common(0, pair.one.length, 0, pair.other.length) / characters;
    }

    private int common(int from, int to, int otherFrom, int otherTo) {
        int length = 0;
        int at = from;
        int otherAt = otherFrom;
        var ends = new int[otherTo - otherFrom + 1]; // length of the block that ends at j
        for (int i = from; i < to; i++) {
            int diagonal = 0;
            for (int j = otherFrom; j < otherTo; j++) {
                int above = ends[j - otherFrom + 1];
                int here = one[i] == other[j] ? diagonal + 1 : 0;
                ends[j - otherFrom + 1] = here;
                diagonal = above;
                if (here > length) {
                    length = here;
                    at = i - here + 1;
                    otherAt = j - here + 1;
                }
            }
        }
        return length == 0
                ? 0
                : length
                        + common(from, at, otherFrom, otherAt)
                        + common(at + length, to, otherAt + length, otherTo);
    }
}
