// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an archive holds is what was recorded, whatever happens on the way.
class ArchivingTest {
    private static final Place OBJECTS = new Place(Hospital.OBJECTS, 0);
    private static final Place NOTES = new Place(Hospital.NOTES, 0);

    @TempDir Path folder;
    private Hospital hospital;

    @BeforeEach
    void aHospital() throws IOException {
        hospital = new Hospital(folder);
    }

    @AfterEach
    void close() throws IOException {
        hospital.close();
    }

    @Test
    void everythingIsReadAsItWasRecorded() throws Exception {
        hospital.objects(40);
        hospital.notes(60);
        assertTrue(hospital.round("archive").orElseThrow().segments().size() > 6);
        try (var archive = Archive.open(hospital.archive("archive"))) {
            for (var place : List.of(OBJECTS, new Place(Hospital.OBJECTS, 1), NOTES)) {
                assertSame(hospital.log.records(place), all(archive, place));
            }
            assertEquals(hospital.log.end(NOTES), archive.ranges(NOTES.topic()).getFirst().to());
            assertEquals(Hospital.note(2), archive.schema(102).orElseThrow());
            assertEquals(Optional.empty(), archive.schema(0x00000909));
            for (int i = 0; i < 40; i++) {
                archive.objects().verify(hospital.object(i));
            }
        }
        assertEquals(List.of(), hospital.verify("archive").problems());
    }

    @Test
    void killedAnywhereItGoesOnAndComesToTheSameBytes() throws Exception {
        hospital.objects(20);
        hospital.notes(30);
        hospital.round("whole");
        for (int records = 1; records < 50; records += 9) {
            var name = "killed-" + records;
            int kills = killed(name, records);
            assertTrue(kills > 0, kills + " kills");
            assertEquals(hospital.contents("whole"), hospital.contents(name), name);
        }
    }

    /// A process that dies after so many records, and the next lives longer by as many: what is
    /// recorded meanwhile is left for the next round.
    private int killed(String name, int records) throws Exception {
        for (int kills = 0; ; kills++) {
            hospital.log.readable = (kills + 1L) * records;
            try {
                hospital.round(name);
                return kills;
            } catch (IOException away) {
                assertEquals("the broker is away", away.getMessage());
            } finally {
                hospital.log.readable = Long.MAX_VALUE;
            }
        }
    }

    @Test
    void aSecondRoundHasWhatIsNew() throws Exception {
        hospital.objects(10);
        hospital.round("archive");
        assertEquals(Optional.empty(), hospital.round("archive"));
        hospital.objects(4);
        hospital.notes(4);
        var second = hospital.round("archive").orElseThrow();
        assertEquals(2, second.round().number());
        assertEquals(13, second.segments().stream().mapToLong(Segment::records).sum());
        try (var archive = Archive.open(hospital.archive("archive"))) {
            assertSame(hospital.log.records(OBJECTS), all(archive, OBJECTS));
        }
        assertTrue(hospital.verify("archive").whole());
    }

    @Test
    void veryMuchIsCopiedInSeveralRounds() throws Exception {
        hospital.objects(20);
        hospital.roundOffsets = 7;
        assertEquals(7, hospital.round("archive").orElseThrow().round().offsets());
        assertEquals(7, hospital.round("archive").orElseThrow().round().offsets());
        assertEquals(6, hospital.round("archive").orElseThrow().round().offsets());
        assertEquals(Optional.empty(), hospital.round("archive"));
        try (var archive = Archive.open(hospital.archive("archive"))) {
            assertSame(hospital.log.records(OBJECTS), all(archive, OBJECTS));
        }
    }

    @Test
    void schemasThatAlternateLieInOneFileEach() throws Exception {
        hospital.segmentBytes = 1 << 20;
        for (int i = 0; i < 100; i++) {
            hospital.add(NOTES, hospital.note(1 + i % 2, "note " + i));
        }
        var segments = hospital.round("archive").orElseThrow().segments();
        assertEquals(1, segments.size());
        assertEquals(2, segments.getFirst().files().size());
    }

    @Test
    void tooManySchemasEndASegment() throws Exception {
        hospital.segmentBytes = 1 << 20;
        for (int i = 0; i < 40; i++) {
            hospital.add(NOTES, hospital.note(1 + i % 20, "note " + i));
        }
        var segments = hospital.round("archive").orElseThrow().segments();
        assertEquals(3, segments.size());
        assertEquals(Segment.MOST_FILES, segments.getFirst().files().size());
        try (var archive = Archive.open(hospital.archive("archive"))) {
            assertSame(hospital.log.records(NOTES), all(archive, NOTES));
        }
    }

    @Test
    void recordsThatWereDeletedBeforeAreTold() throws Exception {
        hospital.objects(20);
        hospital.round("archive");
        hospital.objects(20);
        hospital.log.delete(OBJECTS, 13);
        var second = hospital.round("archive").orElseThrow();
        assertEquals(List.of(new Extent(OBJECTS.topic(), 0, 10, 13)), second.lost());
        var report = hospital.verify("archive");
        assertTrue(report.whole(), report.problems()::toString);
        assertEquals(
                List.of("dicom.instances-0 offsets 10 to 12 were gone before they were archived"),
                report.notes());
    }

    @Test
    void recordsThatAreDeletedWhileARoundWaitsAreTold() throws Exception {
        hospital.objects(40);
        hospital.log.readable = 25; // more than one segment
        assertThrows(IOException.class, () -> hospital.round("archive"));
        hospital.log.readable = Long.MAX_VALUE;
        hospital.log.delete(OBJECTS, 20);
        hospital.log.delete(new Place(Hospital.OBJECTS, 1), 19);
        var lost = hospital.round("archive").orElseThrow().lost();
        assertTrue(lost.stream().anyMatch(it -> it.partition() == 1 && it.to() == 19), "" + lost);
        assertTrue(hospital.verify("archive").whole());
    }

    @Test
    void anObjectThatIsGoneOrDamagedIsListed() throws Exception {
        hospital.objects(6);
        var damaged = hospital.object(3);
        hospital.naming("0".repeat(64));
        var file = hospital.store.path(damaged).orElseThrow();
        Files.write(file, new byte[] {1});
        var manifest = hospital.round("archive").orElseThrow();
        assertEquals(2, manifest.segments().stream().mapToLong(it -> it.objects().missing()).sum());
        var report = hospital.verify("archive");
        assertTrue(report.whole(), report.problems()::toString);
        assertEquals(
                List.of(
                        "object "
                                + "0".repeat(64)
                                + " was not in the object store when it was archived",
                        "object "
                                + damaged
                                + " was damaged in the object store when it was archived"),
                report.notes().stream().sorted().collect(Collectors.toList()));
    }

    @Test
    void anotherClusterIsRefused() throws Exception {
        hospital.objects(6);
        hospital.round("archive");
        hospital.log.cluster = "cluster-2";
        refused("the archive is of cluster cluster-1, this is cluster-2");
    }

    @Test
    void aTopicThatWasMadeAgainIsRefused() throws Exception {
        hospital.objects(6);
        hospital.round("archive");
        hospital.log.ids.put(Hospital.OBJECTS, "another");
        refused(
                "dicom.instances was deleted and made again since it was archived: begin a new"
                        + " archive");
    }

    @Test
    void aTopicThatEndsBeforeTheArchiveIsRefused() throws Exception {
        hospital.objects(6);
        hospital.round("archive");
        hospital.log.forget(OBJECTS);
        refused(
                "dicom.instances-0 ends at offset 0, the archive has it to 3: the cluster has lost"
                        + " records, or is another");
    }

    @Test
    void anotherRegistryIsRefused() throws Exception {
        hospital.notes(6);
        hospital.round("archive");
        hospital.log.schemas.put(101, Hospital.note(2));
        hospital.add(NOTES, hospital.note(2, "text").clone());
        var value = hospital.note(2, "text");
        value[4] = 101;
        hospital.add(NOTES, value);
        refused(
                "schema 101 is another one in this registry than in the archive: it is another"
                        + " registry, begin a new archive");
    }

    private void refused(String why) {
        var refusal = assertThrows(IOException.class, () -> hospital.round("archive"));
        assertEquals(why, refusal.getMessage());
    }

    @Test
    void timesAreFoundAsByABroker() throws Exception {
        hospital.objects(60); // a record each 10 ms from 1000 on
        hospital.round("archive");
        try (var archive = Archive.open(hospital.archive("archive"))) {
            var range = archive.ranges(Hospital.OBJECTS).getFirst();
            assertEquals(0, archive.at(range, 0));
            assertEquals(17, archive.at(range, 1161));
            assertEquals(29, archive.at(range, 1290));
            assertEquals(30, archive.at(range, 1291));
            var some = new Archive.Range(OBJECTS, 5, 17);
            var read = new ArrayList<Archived>();
            archive.read(some, read::add);
            assertSame(hospital.log.records(OBJECTS).subList(5, 17), read);
        }
    }

    private static List<Archived> all(Archive archive, Place place) throws IOException {
        var all = new ArrayList<Archived>();
        archive.read(new Archive.Range(place, 0, Long.MAX_VALUE), all::add);
        return all;
    }

    private static void assertSame(List<Archived> expected, List<Archived> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            var one = expected.get(i);
            var other = actual.get(i);
            assertEquals(one.offset(), other.offset());
            assertEquals(one.timestamp(), other.timestamp());
            assertArrayEquals(one.key(), other.key());
            assertArrayEquals(one.value(), other.value());
            assertEquals(one.headers(), other.headers());
        }
    }
}
