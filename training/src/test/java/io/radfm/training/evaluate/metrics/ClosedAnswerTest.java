// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/// Which option a generated answer means.
class ClosedAnswerTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    yes                                      , yes
                    'Yes.'                                   , yes
                    ' NO! '                                  , no
                    'Yes, there is no doubt about it'        , yes
                    'No. The eyes, yes, but not the lung'    , no
                    'noo'                                    , no
                    'yess there may be'                      , yes
                    """)
    void answersInWordsMeanYesOrNo(String answer, String option) {
        assertEquals(option, said(answer, "yes", "no"));
    }

    @Test
    void theLongestOptionThatBeginsAnAnswerIsMeant() {
        assertEquals("MR angiography", said("MR angiography of the head", "MR", "MR angiography"));
        assertEquals("MR", said("MR of the head", "MR", "MR angiography"));
    }

    @Test
    void aMisspeltOptionIsTheMostSimilarOne() {
        assertEquals("mammography", said("mamography", "ultrasound", "mammography", "CT"));
    }

    @Test
    void whatHasNothingInCommonMeansNone() {
        assertEquals(Optional.empty(), ClosedAnswer.of("", List.of("yes", "no")));
        assertEquals(Optional.empty(), ClosedAnswer.of("…?!", List.of("yes", "no")));
        assertEquals(Optional.empty(), ClosedAnswer.of("bbb", List.of("yes", "no")));
    }

    private static String said(String answer, String... options) {
        return List.of(options).get(ClosedAnswer.of(answer, List.of(options)).orElseThrow());
    }
}
