// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Round after round. What happens between two of them happens when the one before is told.
class FollowingTest {
    @TempDir Path folder;

    @Test
    void whatComesIsCopiedAFailureIsTriedAgainAndTenInARowAreTheEnd() throws Exception {
        try (var hospital = new Hospital(folder)) {
            hospital.objects(4);
            hospital.log.readable = 0; // the broker is away at first
            var failures = new ArrayList<String>();
            var rounds = new ArrayList<String>();
            var err =
                    new Listener(
                            line -> {
                                failures.add(line);
                                if (rounds.size() < 2) {
                                    hospital.log.readable = Long.MAX_VALUE;
                                }
                            });
            var out =
                    new Listener(
                            line -> {
                                if (!line.endsWith("nothing new")) {
                                    rounds.add(line);
                                    hospital.notes(6);
                                    if (rounds.size() == 2) {
                                        hospital.log.readable = 0; // and away for good
                                    }
                                }
                            });
            var uri = hospital.archive("archive");
            var following =
                    new Rounds(
                            uri,
                            folder.resolve("objects").toUri(),
                            hospital.log,
                            hospital.options(),
                            new ArchiveProgress("test"),
                            new Telling(out, err, false));

            var end = assertThrows(IOException.class, () -> following.follow(Duration.ofMillis(1)));

            assertEquals("the broker is away", end.getMessage());
            assertEquals(2, rounds.size());
            assertEquals(1 + 9, failures.size(), "the last failure is thrown");
            try (var archive = Archive.open(uri)) {
                assertEquals(2, archive.rounds());
            }
            assertEquals(List.of(), hospital.verify("archive").problems());
        }
    }

    private interface Told {
        void line(String line) throws IOException;
    }

    private static final class Listener extends PrintWriter {
        private final Told told;

        Listener(Told told) {
            super(Writer.nullWriter());
            this.told = told;
        }

        @Override
        public void println(String line) {
            try {
                told.line(line);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
