// SPDX-License-Identifier: Apache-2.0
package io.radfm.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Who is the same patient, and who can tell.
class PatientKeysTest {
    private static final Optional<String> SITE = Optional.of("SITE");

    @TempDir Path folder;

    @Test
    void aPatientHasOneKeyUnderOneSecretAndAnotherUnderAnother() throws IOException {
        var here = PatientKeys.of(folder.resolve("here"));
        var hereAgain = PatientKeys.of(folder.resolve("here"));
        var elsewhere = PatientKeys.of(folder.resolve("elsewhere"));
        assertEquals(key(here, SITE, "4711"), key(hereAgain, SITE, "4711"));
        assertNotEquals(key(here, SITE, "4711"), key(elsewhere, SITE, "4711"));
        assertTrue(key(here, SITE, "4711").matches("[0-9a-f]{32}"));
    }

    @Test
    void theSameIdOfTwoIssuersIsTwoPatients() throws IOException {
        var keys = PatientKeys.of(folder.resolve("secret"));
        assertNotEquals(key(keys, SITE, "4711"), key(keys, Optional.of("OTHER"), "4711"));
        assertNotEquals(key(keys, SITE, "4711"), key(keys, Optional.empty(), "4711"));
        assertNotEquals(key(keys, Optional.of("A"), "B"), key(keys, Optional.empty(), "AB"));
    }

    @Test
    void withoutAPatientIdEveryStudyIsItsOwnPatient() throws IOException {
        var keys = PatientKeys.of(folder.resolve("secret"));
        assertEquals("1.2.3", keys.of(SITE, Optional.empty(), "1.2.3"));
    }

    @Test
    void processesThatStartAtOnceAgreeOnOneSecret() throws Exception {
        Callable<String> start =
                () -> key(PatientKeys.of(folder.resolve("data/secret")), SITE, "4711");
        try (var threads = Executors.newFixedThreadPool(8)) {
            var seen = threads.invokeAll(Collections.nCopies(8, start));
            for (var key : seen) {
                assertEquals(seen.getFirst().get(), key.get());
            }
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("data/secret"))));
        try (var files = Files.list(folder.resolve("data"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aDamagedSecretIsRefusedWithoutShowingIt() throws IOException {
        for (var text : new String[] {"", "abcd", "not hexadecimal", "00".repeat(31)}) {
            var file = Files.writeString(folder.resolve("secret"), text);
            var refusal = assertThrows(IOException.class, () -> PatientKeys.of(file));
            assertTrue(text.isEmpty() || !refusal.getMessage().contains(text));
        }
    }

    private static String key(PatientKeys keys, Optional<String> issuer, String id) {
        return keys.of(issuer, Optional.of(id), "1.2.3");
    }
}
