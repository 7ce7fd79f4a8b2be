// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.EnumMap;
import java.util.stream.IntStream;

/// Splits are for ever: these patients stay where they are in every later version.
class SplitTest {
    @Test
    void aPatientStaysInItsSplit() {
        // python: int(hashlib.sha256((key + 'split/1').encode()).hexdigest(), 16) % 1000
        assertEquals(Split.TRAIN, Split.of("patient-1")); // 750
        assertEquals(Split.TRAIN, Split.of("patient-342")); // 799
        assertEquals(Split.VALIDATION, Split.of("patient-1283")); // 800
        assertEquals(Split.VALIDATION, Split.of("patient-70")); // 899
        assertEquals(Split.TEST, Split.of("patient-401")); // 900
        assertEquals(Split.TEST, Split.of("patient-21")); // 997
    }

    @Test
    void fourFifthsAreForTraining() {
        var counts = new EnumMap<Split, Integer>(Split.class);
        IntStream.range(0, 10_000)
                .forEach(i -> counts.merge(Split.of("key-" + i), 1, Integer::sum));
        assertTrue(Math.abs(counts.get(Split.TRAIN) - 8000) < 200, counts.toString());
        assertTrue(Math.abs(counts.get(Split.VALIDATION) - 1000) < 150, counts.toString());
        assertTrue(Math.abs(counts.get(Split.TEST) - 1000) < 150, counts.toString());
    }
}
