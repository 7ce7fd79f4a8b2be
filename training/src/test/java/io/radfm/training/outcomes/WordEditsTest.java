// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// How many words must be changed to make one text of another.
class WordEditsTest {
    @ParameterizedTest(name = "\"{0}\" to \"{1}\"")
    @CsvSource({
        "'No acute finding.', 'no Acute, finding', 0, 3, 3",
        "a b c, a x c d, 2, 3, 4",
        "a b c, b c, 1, 3, 2",
        "a b, b a, 2, 2, 2",
        "'', a b, 2, 0, 2",
        "a b, '', 2, 2, 0",
        "'', '. - !', 0, 0, 0",
        "'Grün 3.5 cm', 'grün 3,5 CM', 0, 4, 4"
    })
    void wordsAreCountedWithoutCaseAndPunctuation(
            String from, String to, int edits, int before, int after) {
        assertEquals(new WordEdits(edits, before, after), WordEdits.between(from, to));
    }

    @Test
    void aTenthOfTheWordsMayChangeInWhatIsKept() {
        assertTrue(new WordEdits(1, 10, 10).isKept());
        assertFalse(new WordEdits(2, 10, 11).isKept());
        assertTrue(new WordEdits(0, 0, 0).isKept());
    }

    @Test
    void ofAHugeTextTheFirstFourThousandWordsAreCompared() {
        var huge = "word ".repeat(20_000);
        assertEquals(new WordEdits(3999, 4000, 1), WordEdits.between(huge, "word"));
    }

    @Property(tries = 200)
    void itIsADistance(
            @ForAll("texts") String a, @ForAll("texts") String b, @ForAll("texts") String c) {
        int ab = WordEdits.between(a, b).edits();
        assertEquals(ab, WordEdits.between(b, a).edits());
        assertEquals(0, WordEdits.between(a, a).edits());
        assertTrue(
                WordEdits.between(a, c).edits() <= ab + WordEdits.between(b, c).edits(),
                "no detour is shorter");
    }

    @Property(tries = 200)
    void itsShareIsFromNothingToAll(@ForAll("texts") String a, @ForAll("texts") String b) {
        var words = WordEdits.between(a, b);
        assertTrue(words.edits() >= Math.abs(words.from() - words.to()));
        assertTrue(words.share() >= 0 && words.share() <= 1, words::toString);
        assertEquals(words.edits() == 0, words.share() == 0);
    }

    /// Changes made at random are never fewer than those found.
    @Property(tries = 200)
    void noMoreIsCountedThanWasDone(@ForAll("texts") String text, @ForAll Random random) {
        var words = new ArrayList<>(List.of(text.split(" ")));
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.add(at, "new");
                case 1 -> words.set(at, "other");
                default -> {
                    if (words.size() > 1) {
                        words.remove(at);
                    }
                }
            }
        }
        assertTrue(WordEdits.between(text, String.join(" ", words)).edits() <= changes);
    }

    /// Few different words, so that they often come again.
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("the", "left", "right", "lung", "is", "clear")
                .list()
                .ofMaxSize(20)
                .map(words -> String.join(" ", words));
    }
}
