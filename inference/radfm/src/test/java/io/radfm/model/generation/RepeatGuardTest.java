// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// When an answer counts as going round in circles.
class RepeatGuardTest {
    private static final RepeatGuard GUARD = new RepeatGuard(12);

    @Test
    void oneTokenOverAndOver() {
        assertTrue(GUARD.repeating(repeat(12, 7)));
        assertFalse(GUARD.repeating(repeat(11, 7)), "not yet long enough");
    }

    @Test
    void aPhraseFourTimes() {
        assertTrue(GUARD.repeating(repeat(12, 7, 8, 9)));
        assertTrue(GUARD.repeating(repeat(40, 7, 8, 9)));
        assertFalse(GUARD.repeating(repeat(40, 7, 8, 9, 10)), "three times in the window");
    }

    @Test
    void whatCameBeforeTheLastTokensDoesNotMatter() {
        var tokens = new ArrayList<>(List.of(1, 2, 3, 4, 5));
        tokens.addAll(repeat(12, 7));
        assertTrue(GUARD.repeating(tokens));
        tokens.add(8);
        assertFalse(GUARD.repeating(tokens));
    }

    @Test
    void aGuardOfZeroNeverStopsAnything() {
        assertFalse(new RepeatGuard(0).repeating(repeat(500, 7)));
    }

    private static List<Integer> repeat(int length, int... phrase) {
        return IntStream.range(0, length).mapToObj(i -> phrase[i % phrase.length]).toList();
    }
}
