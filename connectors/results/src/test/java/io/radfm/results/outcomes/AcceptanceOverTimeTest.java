// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.events.Acceptance;
import io.radfm.events.DraftOutcome;
import io.radfm.results.Given;
import io.radfm.results.outcomes.AcceptanceOverTime.OfModel;
import io.radfm.results.outcomes.AcceptanceOverTime.Point;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What of the outcomes is counted, and how it is summed up.
class AcceptanceOverTimeTest {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private final Outcomes outcomes = new Outcomes(5);

    @Test
    void withoutASignedReportThereIsNothing() {
        assertEquals(new AcceptanceOverTime(0, 300, List.of()), summed());
    }

    @Test
    void eachVersionOfAModelIsSummedUpTheOneSignedAboutLastFirst() {
        signed("1.1", "1", Acceptance.AS_DRAFTED, 0);
        signed("1.2", "1", Acceptance.REWRITTEN, 4);
        signed("1.3", "1", Acceptance.EDITED, 7);
        signed("1.4", "2", Acceptance.EDITED, 8);
        assertEquals(List.of("2", "1"), summed().models().stream().map(OfModel::version).toList());
        assertEquals(
                new OfModel(
                        "RadFM",
                        "1",
                        3,
                        2,
                        1,
                        1,
                        1,
                        0.5,
                        0.25,
                        "2026-11-23T12:07:00Z",
                        List.of(
                                new Point("2026-11-23T12:00:00Z", 2, 1),
                                new Point("2026-11-23T12:05:00Z", 1, 1))),
                summed().models().getLast());
    }

    @Test
    void stepsAreFiveMinutesThenHoursThenDays() {
        signed("1.1", "1", Acceptance.EDITED, 0);
        signed("1.2", "1", Acceptance.EDITED, 4 * HOUR);
        assertEquals(300, summed().stepSeconds());
        signed("1.3", "1", Acceptance.EDITED, 2 * DAY);
        assertEquals(3600, summed().stepSeconds());
        signed("1.4", "1", Acceptance.EDITED, 300 * DAY);
        assertEquals(86_400, summed().stepSeconds());
        assertEquals("2026-11-23T00:00:00Z", summed().models().getFirst().points().getFirst().at());
    }

    @Test
    void theLastSixtyStepsAreShown() {
        var many = new Outcomes(1000);
        for (int day = 0; day < 100; day++) {
            many.apply(Given.outcome("1." + day, "1", Acceptance.EDITED, day * DAY));
        }
        var points = many.summed().models().getFirst().points();
        assertEquals(60, points.size());
        assertEquals("2027-03-02T00:00:00Z", points.getLast().at());
    }

    @Test
    void aCorrectionTakesThePlaceOfWhatItCorrectsWhicheverComesFirst() {
        signed("1.1", "1", Acceptance.AS_DRAFTED, 0);
        signed("1.1", "1", Acceptance.REWRITTEN, 9);
        signed("1.2", "1", Acceptance.REWRITTEN, 9);
        signed("1.2", "1", Acceptance.AS_DRAFTED, 0);
        assertEquals(2, summed().reports());
        assertEquals(0, summed().models().getFirst().accepted());
    }

    @Test
    void aDraftThatNobodyHadReadDoesNotTakeThePlaceOfTheOneThatWas() {
        signed("1.1", "1", Acceptance.AS_DRAFTED, 5);
        var late =
                DraftOutcome.newBuilder(Given.outcome("1.1", "2", Acceptance.REWRITTEN, 5))
                        .setRevision(2)
                        .setDraftedAt(Given.NOON.plusSeconds(3600))
                        .build();
        outcomes.apply(late);
        assertEquals(List.of("1"), summed().models().stream().map(OfModel::version).toList());
    }

    @Test
    void noMoreStudiesAreKeptThanTheLimit() {
        for (int study = 0; study < 8; study++) {
            signed("1." + study, "" + study, Acceptance.EDITED, study);
        }
        assertEquals(5, summed().reports());
        assertEquals("7", summed().models().getFirst().version());
        assertEquals("3", summed().models().getLast().version());
    }

    private void signed(String study, String version, Acceptance acceptance, int minutes) {
        outcomes.apply(Given.outcome(study, version, acceptance, minutes));
    }

    private AcceptanceOverTime summed() {
        return outcomes.summed();
    }
}
