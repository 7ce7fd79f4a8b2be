// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

/// Keys sort so that one range holds one study, and alarms ring in order.
class StudyIdTest {
    @Property
    void theRangeOfAStudyHoldsItsInstancesAndNoOthers(
            @ForAll @AlphaChars @StringLength(min = 1, max = 8) String patient,
            @ForAll @NumericChars @StringLength(min = 1, max = 4) String study,
            @ForAll @NumericChars @StringLength(min = 1, max = 4) String other,
            @ForAll @NumericChars @StringLength(min = 1, max = 8) String sop,
            @ForAll @IntRange(min = 1) int revision) {
        var id = new StudyId(patient, study);
        var key = new StudyId(patient, other).instance(sop);
        boolean within = id.first().compareTo(key) <= 0 && key.compareTo(id.last()) < 0;
        assertEquals(study.equals(other), within);
        assertTrue(id.revision(revision).compareTo(id.last()) < 0);
        assertTrue(id.revision(revision).compareTo(id.first()) > 0);
    }

    @Property
    void alarmsSortByTimeAndReadBackWhole(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long one,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long other,
            @ForAll Alarm.Kind kind,
            @ForAll @NumericChars @StringLength(min = 1, max = 9) String study) {
        var alarm = new Alarm(kind, one, new StudyId("patient", study));
        assertEquals(alarm, Alarm.parse(alarm.key()));
        if (one != other) {
            var later = new Alarm(kind, other, new StudyId("patient", study));
            assertEquals(
                    Long.signum(Long.compare(one, other)),
                    Integer.signum(alarm.key().compareTo(later.key())));
        }
    }
}
