// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import java.util.Arrays;
import java.util.List;

/// How far the small words of a sentence reach: `no`, `possible`, `history of`, `left`.
///
/// ```
///  no effusion, mass or fracture, but a nodule          is not seen
///  └─ no-before ───────────────►│ end                  ◄─ no-after
/// ```
///
/// A word before reaches to the end of its clause: a semicolon, a colon, `but` and their like, or a
/// comma or `and` after which something begins that is there (`no effusion, small nodule`). A word
/// after reaches back in the same way.
final class Scope {
    private static final List<String> LEFT = List.of("left", "leftward", "left-sided");
    private static final List<String> RIGHT = List.of("right", "rightward", "right-sided");
    private static final List<String> BOTH =
            List.of("bilateral", "bilaterally", "both", "biapical", "bibasilar", "bibasal");

    enum Kind {
        NO_BEFORE,
        NO_AFTER,
        MAYBE_BEFORE,
        MAYBE_AFTER,
        PAST_BEFORE,
        PSEUDO,
        END,
        OPENER;

        static Kind named(String text) {
            return valueOf(text.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        }
    }

    private final Words words;
    private final Kind[] kinds; // of the trigger that a word belongs to, or null
    private final boolean[] ends; // whether a clause ends at this word

    /// @param openers phrases after which something begins, which may be parts of other triggers
    Scope(Words words, Phrases<Kind> triggers, Phrases<Kind> openers) {
        this.words = words;
        kinds = new Kind[words.size()];
        for (var found : triggers.in(words)) {
            Arrays.fill(kinds, found.from(), found.to(), found.meaning());
        }
        var opens = new boolean[words.size() + 1];
        openers.in(words).forEach(found -> opens[found.from()] = true);
        ends = new boolean[words.size()];
        for (int i = 0; i < ends.length; i++) {
            var word = words.get(i);
            boolean joins = word.equals(",") || word.equals("and");
            ends[i] =
                    word.matches("[;:?()]")
                            || kinds[i] == Kind.END
                            || joins && (opens[i + 1] || begins(i + 1, Kind.NO_BEFORE));
        }
    }

    private boolean begins(int at, Kind kind) {
        return at < kinds.length && kinds[at] == kind;
    }

    /// @param from,to the words of what is named
    Presence presence(int from, int to) {
        if (reaches(Kind.PAST_BEFORE, from)) {
            return Presence.PAST;
        }
        if (reaches(Kind.MAYBE_BEFORE, from) || reachesBack(Kind.MAYBE_AFTER, to)) {
            return Presence.UNCERTAIN;
        }
        if (to < words.size() && words.get(to).equals("?")) {
            return Presence.UNCERTAIN;
        }
        return reaches(Kind.NO_BEFORE, from) || reachesBack(Kind.NO_AFTER, to)
                ? Presence.ABSENT
                : Presence.PRESENT;
    }

    private boolean reaches(Kind kind, int from) {
        for (int i = from - 1; i >= 0 && !ends[i]; i--) {
            if (kinds[i] == kind) {
                return true;
            }
        }
        return false;
    }

    private boolean reachesBack(Kind kind, int to) {
        for (int i = to; i < words.size() && !ends[i]; i++) {
            if (kinds[i] == kind) {
                return true;
            }
        }
        return false;
    }

    /// The side nearest to what is named, in its clause; the one before it when two are as near.
    Laterality side(int from, int to) {
        int first = from;
        while (first > 0 && !ends[first - 1]) {
            first--;
        }
        int last = to;
        while (last < words.size() && !ends[last]) {
            last++;
        }
        for (int away = 0; away < words.size(); away++) {
            for (int at : new int[] {from - away - 1, to + away}) {
                if (at >= first && at < last) {
                    var side = side(words.get(at));
                    if (side != Laterality.UNSAID) {
                        return joined(side, at);
                    }
                }
            }
        }
        return within(from, to);
    }

    /// `left and right`, `right and left` are both.
    private Laterality joined(Laterality side, int at) {
        boolean before = at >= 2 && words.get(at - 1).equals("and") && isOther(side, at - 2);
        boolean after =
                at + 2 < words.size() && words.get(at + 1).equals("and") && isOther(side, at + 2);
        return before || after ? Laterality.BOTH : side;
    }

    private boolean isOther(Laterality side, int at) {
        var other = side(words.get(at));
        return other != Laterality.UNSAID && other != side;
    }

    /// All sides of the sentence.
    Laterality side() {
        return within(0, words.size());
    }

    private Laterality within(int from, int to) {
        var side = Laterality.UNSAID;
        for (int i = from; i < to; i++) {
            side = side.and(side(words.get(i)));
        }
        return side;
    }

    static Laterality side(String word) {
        if (LEFT.contains(word)) {
            return Laterality.LEFT;
        }
        if (RIGHT.contains(word)) {
            return Laterality.RIGHT;
        }
        return BOTH.contains(word) ? Laterality.BOTH : Laterality.UNSAID;
    }
}
