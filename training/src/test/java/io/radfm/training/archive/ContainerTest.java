// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.training.archive.Segment.Container;

import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Container files: what is written is read, by us and by Avro; nothing else is.
class ContainerTest {
    private static final Place PLACE = new Place("ris.reports", 3);
    private static final String NAME = "notes.avro";
    private static final Schema NOTE = Hospital.note(3);

    @TempDir Path folder;

    private final RecordedLog log = new RecordedLog();

    private byte[] value(String text) throws IOException {
        var record = new org.apache.avro.generic.GenericData.Record(NOTE);
        record.put("text", text);
        record.put("field1", 1);
        record.put("field2", -2);
        return log.value(42, record);
    }

    private List<Archived> some(int count) throws IOException {
        var random = new Random(1);
        var records = new ArrayList<Archived>();
        for (int i = 0; i < count; i++) {
            var key = new byte[random.nextInt(4)];
            var headers = new ArrayList<Header>();
            for (int j = random.nextInt(3); j > 0; j--) {
                headers.add(new RecordHeader("header " + j, j == 1 ? null : new byte[] {2}));
            }
            records.add(
                    new Archived(
                            i * 7L,
                            random.nextLong(),
                            i % 5 == 0 ? null : key,
                            headers,
                            value("some text ".repeat(random.nextInt(40)))));
        }
        return records;
    }

    private Container write(List<Archived> records) throws IOException {
        var envelope = Envelope.of(NOTE).orElseThrow();
        try (var writer = new ContainerWriter(new FileFolder(folder), NAME, PLACE, 42, envelope)) {
            for (var record : records) {
                writer.add(record);
            }
            var written = writer.commit();
            // the name of a file in an archive follows from its place: here it is another
            return new Container(
                    NAME, written.schema(), written.records(), written.bytes(), written.sha256());
        }
    }

    private List<Archived> read(Container expected) throws IOException {
        var records = new ArrayList<Archived>();
        try (var reader = new ContainerReader(new FileFolder(folder), PLACE, expected)) {
            for (var record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (int count : List.of(0, 1, 2_000)) {
            var records = some(count);
            var read = read(write(records));
            assertEquals(count, read.size());
            for (int i = 0; i < count; i++) {
                assertArrayEquals(records.get(i).value(), read.get(i).value());
                assertArrayEquals(records.get(i).key(), read.get(i).key());
                assertEquals(records.get(i).headers(), read.get(i).headers());
                assertEquals(records.get(i).timestamp(), read.get(i).timestamp());
                assertEquals(records.get(i).offset(), read.get(i).offset());
            }
        }
    }

    @Test
    void aFileSaysWhoseSchemaItsValuesHave() throws IOException {
        var written = write(some(3));
        try (var reader = new ContainerReader(new FileFolder(folder), PLACE, written)) {
            assertEquals(NOTE, reader.schema());
        }
    }

    @Test
    void avroReadsTheValuesAsRecords() throws IOException {
        var records = some(1_000);
        write(records);
        int at = 0;
        var datum = new GenericDatumReader<GenericRecord>();
        try (var file = new DataFileReader<>(folder.resolve(NAME).toFile(), datum)) {
            for (var read : file) {
                var record = records.get(at++);
                assertEquals(record.offset(), read.get("offset"));
                assertEquals(record.value().length - 5, read.get("valueBytes"));
                var value = (GenericRecord) read.get("value");
                assertEquals(-2, value.get("field2"));
                assertArrayEquals(record.value(), log.value(42, value));
            }
        }
        assertEquals(1_000, at);
    }

    @Test
    void theSameRecordsAreTheSameBytes() throws IOException {
        assertEquals(write(some(500)), write(some(500)));
    }

    @Test
    void aPartOfAFileIsNeverTakenForTheWhole() throws IOException {
        var whole = write(some(20));
        var bytes = Files.readAllBytes(folder.resolve(NAME));
        for (int length = 0; length < bytes.length; length++) {
            Files.write(folder.resolve(NAME), Arrays.copyOf(bytes, length));
            var damage = assertThrows(DamagedArchive.class, () -> read(whole), "length " + length);
            assertTrue(damage.getMessage().startsWith(NAME), damage.getMessage());
        }
    }

    /// A manifest that was made for it does not help a file that ends early.
    @Test
    void aPartOfAFileIsFoundByItsCountAtLeast() throws IOException {
        var whole = write(some(20));
        var bytes = Files.readAllBytes(folder.resolve(NAME));
        for (int length = 0; length < bytes.length; length++) {
            var part = Arrays.copyOf(bytes, length);
            Files.write(folder.resolve(NAME), part);
            var expected = new Container(NAME, 42, whole.records(), length, Sha256.of(part));
            assertThrows(DamagedArchive.class, () -> read(expected), "length " + length);
        }
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        write(some(20));
        var bytes = Files.readAllBytes(folder.resolve(NAME));
        var random = new Random(2);
        for (int i = 0; i < 3_000; i++) {
            var other = bytes.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                other[random.nextInt(other.length)] = (byte) random.nextInt();
            }
            Files.write(folder.resolve(NAME), other);
            var expected = new Container(NAME, 42, 20, other.length, Sha256.of(other));
            try {
                assertEquals(20, read(expected).size());
            } catch (DamagedArchive named) {
                assertTrue(named.getMessage().startsWith(NAME), named.getMessage());
            }
        }
    }

    @Test
    void aSchemaThatCannotStandInAFileIsFound() {
        assertTrue(Envelope.of(NOTE).isPresent());
        assertTrue(Envelope.of(Schema.createUnion(NOTE)).isEmpty());
        assertTrue(Envelope.of(Schema.create(Schema.Type.NULL)).isEmpty());
        var ours = Schema.createRecord("Header", null, "io.radfm.archive", false, List.of());
        assertTrue(Envelope.of(ours).isEmpty());
    }
}
