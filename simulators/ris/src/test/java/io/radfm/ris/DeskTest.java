// SPDX-License-Identifier: Apache-2.0
package io.radfm.ris;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Whose turn it is.
class DeskTest {
    private final Desk desk = new Desk();

    @Test
    void aStudyIsDueWhenItsTimeHasComeAndUntilItIsSigned() {
        desk.lay("1.1", "a", 10);
        desk.lay("1.2", "b", 20);

        assertEquals(List.of(), due(9));
        assertEquals(List.of("1.1"), due(10));
        assertEquals(List.of("1.1", "1.2"), due(20));

        desk.signed("1.1");
        assertEquals(List.of("1.2"), due(20));
    }

    @Test
    void aSecondRevisionIsNotSignedAgainAndDoesNotPutOffTheFirst() {
        desk.lay("1.1", "a", 10);
        desk.lay("1.1", "a", 50);
        assertEquals(List.of("1.1"), due(10));

        desk.signed("1.1");
        desk.lay("1.1", "a", 60);
        assertTrue(desk.isEmpty());
    }

    @Test
    void noMoreComeAtOnceThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            desk.lay("1." + i, "a", i);
        }

        assertEquals(3, desk.due(100, 3).size());
    }

    private List<String> due(long now) {
        return desk.due(now, 100).stream().map(Desk.Waiting::studyInstanceUid).toList();
    }
}
