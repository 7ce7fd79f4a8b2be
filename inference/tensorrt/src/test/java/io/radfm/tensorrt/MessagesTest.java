// SPDX-License-Identifier: Apache-2.0
package io.radfm.tensorrt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.ModelFailure;

import org.junit.jupiter.api.Test;

/// Why TensorRT failed, in its own words.
class MessagesTest {
    @Test
    void aFailureTellsTheErrorsBeforeIt() {
        var messages = new Messages();
        messages.say(3, "information");
        messages.say(2, "a warning");
        messages.say(1, "first");
        messages.say(0, "second");
        var failure = assertThrows(ModelFailure.class, () -> messages.require(false, "no builder"));
        assertEquals("TensorRT engine: no builder: first; second", failure.getMessage());
        assertEquals(
                "TensorRT engine: again: TensorRT does not say why",
                messages.failure("again").getMessage());
    }

    @Test
    void ofManyAndLongOnesTheLastAreKeptAndCut() {
        var messages = new Messages();
        for (int i = 0; i < 100; i++) {
            messages.say(1, "error " + i + ".");
        }
        messages.say(1, "x".repeat(100_000));
        var text = messages.failure("f").getMessage();
        assertTrue(text.contains("error 99."));
        assertFalse(text.contains("error 50."));
        assertTrue(text.length() < 3000);
    }

    @Test
    void whatIsThereIsGivenOn() {
        assertEquals("it", new Messages().require("it", "no it"));
        assertThrows(ModelFailure.class, () -> new Messages().require((Object) null, "no it"));
    }
}
