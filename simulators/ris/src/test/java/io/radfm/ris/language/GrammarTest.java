// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Sentences with choices.
class GrammarTest {
    @Test
    void everyChoiceIsTakenNowAndThen() {
        var said = new HashSet<String>();
        for (int seed = 0; seed < 100; seed++) {
            said.add(Grammar.say("[a|b [c|d]|] <x>", Map.of("x", "y"), new Random(seed)));
        }

        assertEquals(Set.of("a y", "b c y", "b d y", "y"), said);
    }

    @Test
    void aWordThatIsNotSaidNeedNotBeGiven() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            try {
                assertEquals("a", Grammar.say("[a|<x>]", Map.of(), random));
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().contains("<x>"));
            }
        }
    }

    @Test
    void aSentenceBeginsWithACapitalAndEndsOnce() {
        assertEquals("No change.", Grammar.sentence("no  change", Map.of(), new Random(1)));
        assertEquals("No change.", Grammar.sentence("no change .", Map.of(), new Random(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a|b", "a]", "<x", "<unknown>", "[[a]"})
    void whatIsNoPatternIsRefused(String pattern) {
        assertThrows(
                IllegalArgumentException.class,
                () -> Grammar.say(pattern, Map.of("x", "y"), new Random(1)));
    }
}
