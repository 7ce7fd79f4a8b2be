// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.streams.assembly.Sight;

import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The shape of the topology: a change of it moves state, and is seen in review.
class TopologyTest {
    @Test
    void isTheOneInTheGoldenFile() throws Exception {
        var settings =
                StreamsSettings.of(new AbstractConfig(StreamsSettings.KEYS, Map.of(), false));
        var described =
                new StudyTopology(
                                settings,
                                StudyStory::serde,
                                (partition, now) -> Sight.OF_EVENTS_ALONE,
                                new SimpleMeterRegistry())
                        .build()
                        .describe()
                        .toString();
        try (var golden = TopologyTest.class.getResourceAsStream("topology.txt")) {
            assertEquals(
                    new String(golden.readAllBytes(), StandardCharsets.UTF_8).strip(),
                    described.strip());
        }
        assertFalse(described.contains("KSTREAM"), "every node has a name");
        assertFalse(described.contains("Sub-topology: 1"), "one sub-topology");
    }
}
