// SPDX-License-Identifier: Apache-2.0
package io.radfm.wire.scu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.radfm.wire.AeTitle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @Test
    void isReadAsItIsWritten() {
        assertEquals(
                new Destination(AeTitle.of("PACS"), "pacs.example.org", 104),
                Destination.parse("PACS@pacs.example.org:104"));
        assertEquals("A B@[::1]:11112", Destination.parse("A B@[::1]:11112").toString());
        assertEquals("::1", Destination.parse("A@[::1]:1").host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PACS",
                "PACS@host",
                "@host:104",
                " @host:104",
                "PACS@:104",
                "PACS@host:0",
                "PACS@host:65536",
                "PACS@::1:104",
                "A\\B@host:104",
                "SEVENTEENLETTERS_@host:1"
            })
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Destination.parse(text));
    }
}
