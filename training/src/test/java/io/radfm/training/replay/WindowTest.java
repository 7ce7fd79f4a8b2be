// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.OptionalLong;

/// What `--from` and `--until` say.
class WindowTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void anOffsetATimestampAndADurationAreBeginnings() {
        assertEquals(Window.ALL, Window.of("earliest", "", NOW));
        assertEquals(OptionalLong.of(17), Window.of("offset:17", "", NOW).fromOffset());
        assertEquals(
                OptionalLong.of(NOW.minusSeconds(3600).toEpochMilli()),
                Window.of("PT1H", "", NOW).from());
        assertEquals(
                OptionalLong.of(NOW.toEpochMilli()),
                Window.of("P7D", "2026-01-31T12:00:00Z", NOW).until());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "offset:",
                "offset:-1",
                "offset:x",
                "P",
                "2026-13-01T00:00:00Z"
            })
    void otherBeginningsAreRefused(String from) {
        assertThrows(IllegalArgumentException.class, () -> Window.of(from, "", NOW));
    }
}
