// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.optimise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private final Schedule schedule = new Schedule(0.01, 0.1, 10, 110);

    @Test
    void theRateRisesInALineAndThenFallsToTheFloor() {
        assertEquals(0.001, schedule.at(0), 1e-12);
        assertEquals(0.01, schedule.at(9), 1e-12);
        assertEquals(0.01, schedule.at(10), 1e-12);
        assertEquals(0.0055, schedule.at(60), 1e-12); // half way between rate and floor
        assertEquals(0.001, schedule.at(110), 1e-12);
        for (long step = 11; step < 110; step++) {
            assertTrue(schedule.at(step) < schedule.at(step - 1));
        }
    }

    @Test
    void withoutWarmUpTheFirstStepHasTheHighestRate() {
        assertEquals(0.5, new Schedule(0.5, 0, 0, 1).at(0));
    }

    @Test
    void aWarmUpLongerThanTheRunIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Schedule(0.1, 0, 11, 10));
    }
}
