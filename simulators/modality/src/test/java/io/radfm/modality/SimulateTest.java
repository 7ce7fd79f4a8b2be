// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Tag;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `./radfm simulate`, from its arguments to its exit code.
class SimulateTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void filesOfASeedAreTheSameEveryTime() throws Exception {
        int first = simulate("--out", folder + "/a", "--studies", "2", "--seed", "5", "--small");
        int again = simulate("--out", folder + "/b", "--studies", "2", "--seed", "5", "--small");

        assertEquals(List.of(0, 0), List.of(first, again));
        assertEquals(files(folder.resolve("a")), files(folder.resolve("b")));
    }

    @Test
    void withoutASeedNoUidComesTwice() throws Exception {
        for (var run : List.of("a", "b")) {
            simulate(
                    "--out", folder + "/" + run, "--studies", "1", "--modalities", "CR", "--small");
        }

        assertNotEquals(studyUid(folder.resolve("a")), studyUid(folder.resolve("b")));
    }

    @Test
    void aDestinationThatIsAwayIsNoSuccess() {
        int code =
                simulate(
                        "--to",
                        "NOBODY@127.0.0.1:9",
                        "--studies",
                        "1",
                        "--pace",
                        "0",
                        "--small",
                        "--modalities",
                        "CR",
                        "--patience",
                        "0",
                        "--json");

        assertEquals(1, code);
        assertTrue(out.toString().startsWith("{\"complete\": false"), out.toString());
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertEquals(2, simulate("--to", "nowhere", "--studies", "1"));
        assertEquals(2, simulate("--out", folder + "/c"));
        assertEquals(2, simulate("--out", folder + "/c", "--studies", "1", "--modalities", "US"));
        assertEquals(2, simulate("--studies", "1"));
        assertTrue(err.toString().contains("'nowhere' is not of the form AET@host:port"));
    }

    private int simulate(String... arguments) {
        return new CommandLine(new Simulate())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private static String studyUid(Path under) throws Exception {
        try (var all = Files.walk(under)) {
            var file = all.filter(Files::isRegularFile).findFirst().orElseThrow();
            return DicomReader.read(file).dataSet().string(Tag.STUDY_INSTANCE_UID).orElseThrow();
        }
    }

    private static Map<String, Integer> files(Path under) throws Exception {
        var digests = new TreeMap<String, Integer>();
        try (var all = Files.walk(under)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                digests.put(
                        under.relativize(file).toString(),
                        java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        assertTrue(!digests.isEmpty());
        return digests;
    }
}
