// SPDX-License-Identifier: Apache-2.0
package io.radfm.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;

/// How long records of topics stay, as the broker is told.
class TopicsTest {
    static List<Topic<?>> topics() {
        return Topics.all();
    }

    /// A broker deletes whole segments, and closes one after a week unless it is told otherwise.
    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void whatIsKeptForHoursLiesInSegmentsOfHours(Topic<?> topic) {
        var told = topic.configuration((short) 1);
        if (topic.compacted() || topic.retention().compareTo(Duration.ofDays(1)) >= 0) {
            assertFalse(told.containsKey("segment.ms"));
        } else {
            assertEquals(told.get("retention.ms"), told.get("segment.ms"));
        }
    }
}
