// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Whatever is done to an archive is found.
class VerifyingTest {
    @TempDir Path folder;
    private Hospital hospital;

    @BeforeEach
    void anArchive() throws Exception {
        hospital = new Hospital(folder);
        hospital.segmentBytes = 1 << 20;
        hospital.objects(4);
        hospital.round("archive");
        hospital.notes(6);
        hospital.round("archive");
        assertTrue(hospital.verify("archive").whole());
    }

    @AfterEach
    void close() throws IOException {
        hospital.close();
    }

    private Path file(String name) {
        return folder.resolve("archive").resolve(name);
    }

    /// Every file in turn: manifests, schemas, records, lists, objects.
    private Set<String> files() throws IOException {
        return hospital.contents("archive").keySet();
    }

    @Test
    void everyFileThatIsGone() throws Exception {
        for (var name : files()) {
            var bytes = Files.readAllBytes(file(name));
            Files.delete(file(name));
            found(name + " gone");
            Files.write(file(name), bytes);
        }
    }

    @Test
    void everyFileThatIsShorterOrLonger() throws Exception {
        for (var name : files()) {
            var bytes = Files.readAllBytes(file(name));
            Files.write(file(name), java.util.Arrays.copyOf(bytes, bytes.length - 1));
            found(name + " shorter");
            Files.write(file(name), java.util.Arrays.copyOf(bytes, bytes.length + 1));
            found(name + " longer");
            Files.write(file(name), bytes);
        }
    }

    @Test
    void aChangedByteInAnyFile() throws Exception {
        for (var name : files()) {
            var bytes = Files.readAllBytes(file(name));
            int step = Math.max(1, bytes.length / 3);
            for (int at = 0; at < bytes.length && !name.equals(lastManifest()); at += step) {
                bytes[at] ^= 0x04;
                Files.write(file(name), bytes);
                found(name + " byte " + at);
                bytes[at] ^= 0x04;
            }
            Files.write(file(name), bytes);
        }
    }

    private static String lastManifest() {
        return Manifest.name(2); // nothing has its digest; what it says is held against the files
    }

    @Test
    void whateverTheLastManifestSaysWrongly() throws Exception {
        var text = Files.readString(file(lastManifest()));
        for (var numbers = java.util.regex.Pattern.compile(" : (\\d+)").matcher(text);
                numbers.find(); ) {
            int at = numbers.end(1) - 1;
            char other = text.charAt(at) == '1' ? '2' : '1';
            var line = text.substring(text.lastIndexOf('\n', at) + 1, at);
            if (!line.contains("segmentBytes") && !line.contains("partitions")) {
                Files.writeString(
                        file(lastManifest()),
                        text.substring(0, at) + other + text.substring(at + 1));
                found(line);
            }
        }
    }

    @Test
    void anObjectThatChangedWithItsSize() throws Exception {
        var digest = hospital.object(2);
        var object = file("objects/sha256/" + digest.substring(0, 2) + "/" + digest.substring(2));
        var bytes = Files.readAllBytes(object);
        bytes[100] ^= 1;
        Files.write(object, bytes);
        var report = hospital.verify("archive");
        assertEquals(1, report.problems().size());
        assertTrue(report.problems().getFirst().contains(digest), report.problems()::toString);
    }

    @Test
    void aFileThatNoManifestNames() throws Exception {
        Files.writeString(file("topics/drafts"), "stray");
        assertEquals(
                List.of("topics/drafts is in no manifest"), hospital.verify("archive").problems());
    }

    @Test
    void problemsNameTheFile() throws Exception {
        var name = Segment.name(new Place(Hospital.NOTES, 1), 0, 102);
        var bytes = Files.readAllBytes(file(name));
        bytes[bytes.length - 1] ^= 1;
        Files.write(file(name), bytes);
        assertEquals(
                List.of(name + " has a block without its marker"),
                hospital.verify("archive").problems());
    }

    private void found(String damage) throws Exception {
        assertFalse(hospital.verify("archive").whole(), "not found: " + damage);
    }
}
