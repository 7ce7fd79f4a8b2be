// SPDX-License-Identifier: Apache-2.0
package io.radfm.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.testkit.Shared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Files of real scanners and of other programs' bug reports.
class RealFilesTest {
    /// Small enough that a test of a hostile file cannot take the machine's memory.
    private static final Limits TIGHT =
            new Limits(32 << 20, 64 << 20, 200_000, 64, 100_000, 96 << 20);

    @Test
    void everyGoodFileIsReadWithItsUidsAndRows() throws Exception {
        var failures = new ArrayList<String>();
        int read = 0;
        for (var row : manifest("dicom/single")) {
            var file = Shared.path("dicom/single/" + row.get(0));
            try {
                var dicom = DicomReader.read(file);
                read++;
                compare(row, dicom, failures);
            } catch (IOException e) {
                failures.add(row.get(0) + ": " + e.getMessage());
            }
        }
        assertTrue(read > 100, "files read: " + read);
        assertEquals(List.of(), failures);
    }

    private static void compare(List<String> row, DicomFile dicom, List<String> failures) {
        var rows = dicom.dataSet().integer(Tag.ROWS);
        if (!row.get(5).isEmpty()
                && !row.get(5).equals(rows.isPresent() ? "" + rows.getAsInt() : "")) {
            failures.add(row.get(0) + ": rows " + rows + " instead of " + row.get(5));
        }
        if (!row.get(13).isEmpty()
                && !row.get(13).equals(dicom.dataSet().string(Tag.SOP_CLASS_UID).orElse(""))) {
            failures.add(row.get(0) + ": SOP class");
        }
        if (!row.get(4).isEmpty() && !row.get(4).equals(dicom.meta().transferSyntax().uid())) {
            failures.add(row.get(0) + ": transfer syntax " + dicom.meta().transferSyntax().uid());
        }
    }

    @Test
    @Timeout(60)
    void everyBrokenFileEndsInAValueOrANamedError() throws Exception {
        int values = 0;
        int errors = 0;
        for (var row : manifest("dicom/broken")) {
            var name = row.get(0);
            try {
                touch(
                        DicomReader.read(
                                Shared.path("dicom/broken/" + name),
                                ReadOptions.WHOLE.with(TIGHT)));
                values++;
            } catch (MalformedDicom e) {
                assertTrue(e.getMessage().contains("at byte " + e.offset()), name + ": " + e);
                errors++;
            }
        }
        assertTrue(values > 20 && errors > 10, values + " values, " + errors + " errors");
    }

    /// `PEERS.csv` says what four other programs make of each broken file. Where all of them read
    /// one, so do we, unless it is a bomb.
    @Test
    void whatEveryPeerReadsWeReadToo() throws Exception {
        var refused = new ArrayList<String>();
        int all = 0;
        for (var row : rows(Shared.path("dicom/broken/PEERS.csv"))) {
            if (row.subList(1, row.size()).stream().allMatch(peer -> peer.startsWith("ok"))) {
                all++;
                try {
                    DicomReader.read(Shared.path("dicom/broken/" + row.get(0)));
                } catch (MalformedDicom e) {
                    if (!e.getMessage().contains("more than the limit")) {
                        if (!e.getMessage().contains("more than the limit")) {
                            refused.add(row.get(0) + ": " + e.getMessage());
                        }
                    }
                }
            }
        }
        assertTrue(all > 10, "files that all peers read: " + all);
        assertEquals(List.of(), refused);
    }

    /// Every kind of question that can be asked of what was read.
    private static void touch(DicomFile dicom) throws IOException {
        touch(dicom.meta().elements());
        touch(dicom.dataSet());
        if (dicom.pixels().isPresent()) {
            var pixels = dicom.pixels().get();
            for (int frame = 0; frame < Math.min(3, pixels.frames()); frame++) {
                pixels.frame(frame);
            }
        }
    }

    private static void touch(DataSet dataSet) {
        for (var element : dataSet) {
            dataSet.strings(element.tag());
            dataSet.integers(element.tag());
            dataSet.numbers(element.tag());
            dataSet.bytes(element.tag());
            dataSet.items(element.tag()).forEach(RealFilesTest::touch);
        }
    }

    @Test
    @Timeout(120)
    void everyPrefixOfAGoodFileOfEachSyntaxEndsInAValueOrANamedError() throws Exception {
        for (var file : smallestOfEachSyntax().values()) {
            var bytes = Files.readAllBytes(file);
            for (int length = 0; length < bytes.length; length += 1 + length / 1000) {
                var prefix = Arrays.copyOf(bytes, length);
                try {
                    touch(DicomReader.read(ByteSource.of(prefix), ReadOptions.WHOLE));
                } catch (MalformedDicom e) {
                    assertTrue(e.offset() >= 0, file + " cut at " + length + ": " + e);
                }
            }
        }
    }

    @Test
    @Timeout(120)
    void everyPrefixOfAStreamEndsInAHeaderOrANamedError() throws Exception {
        for (var file : smallestOfEachSyntax().values()) {
            var bytes = Files.readAllBytes(file);
            for (int length = 0; length < bytes.length; length += 1 + length / 200) {
                try {
                    var in = new ByteArrayInputStream(bytes, 0, length);
                    touch(DicomReader.readHeader(in, ReadOptions.HEADER).dataSet());
                } catch (MalformedDicom e) {
                    assertTrue(e.offset() >= 0, file + " cut at " + length + ": " + e);
                }
            }
        }
    }

    /// Bits flipped where they hurt most, in the first 4 KiB; the same ones in every run.
    @Test
    @Timeout(120)
    void flippedBitsEndInAValueOrANamedError() throws Exception {
        var random = new Random(20260102);
        int errors = 0;
        for (var file : smallestOfEachSyntax().values()) {
            var good = Files.readAllBytes(file);
            for (int round = 0; round < 400; round++) {
                var bytes = good.clone();
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    bytes[random.nextInt(Math.min(bytes.length, 4096))] ^=
                            (byte) (1 << random.nextInt(8));
                }
                try {
                    touch(DicomReader.read(ByteSource.of(bytes), ReadOptions.WHOLE.with(TIGHT)));
                } catch (MalformedDicom e) {
                    errors++;
                }
            }
        }
        assertTrue(errors > 500, "named errors: " + errors);
    }

    private static Map<String, Path> smallestOfEachSyntax() throws IOException {
        var smallest = new TreeMap<String, Path>();
        for (var row : manifest("dicom/single")) {
            var file = Shared.path("dicom/single/" + row.get(0));
            smallest.merge(
                    row.get(4),
                    file,
                    (one, other) -> one.toFile().length() <= other.toFile().length() ? one : other);
        }
        smallest.values().removeIf(file -> file.toFile().length() > 100_000);
        assertTrue(smallest.size() >= 15, "transfer syntaxes: " + smallest.keySet());
        return smallest;
    }

    @Test
    void writingWhatWasReadGivesTheSameDataSetAgain() throws Exception {
        int compared = 0;
        for (var row : manifest("dicom/single")) {
            var dicom = DicomReader.read(Shared.path("dicom/single/" + row.get(0)));
            for (var syntax :
                    List.of(
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)) {
                var out = new ByteArrayOutputStream();
                DicomWriter.write(out, FileMeta.of(dicom.dataSet(), syntax), dicom.dataSet());
                var again = DicomReader.read(ByteSource.of(out.toByteArray()), ReadOptions.WHOLE);
                assertEquals(
                        withoutGroupLengths(dicom.dataSet()),
                        withoutGroupLengths(again.dataSet()),
                        row.get(0));
                compared++;
            }
        }
        assertTrue(compared > 200, "compared " + compared);
    }

    private static DataSet withoutGroupLengths(DataSet dataSet) {
        var without = new DataSet();
        for (var element : dataSet) {
            if (!Tag.isGroupLength(element.tag())) {
                without.put(
                        element.value() instanceof Value.Items(var items)
                                ? new Element(
                                        element.tag(),
                                        Vr.SQ,
                                        new Value.Items(
                                                items.stream()
                                                        .map(RealFilesTest::withoutGroupLengths)
                                                        .toList()))
                                : element);
            }
        }
        return without;
    }

    @Test
    void aStreamIsReadUpToItsPixelsWithoutLoadingThem() throws Exception {
        var file = Shared.path("dicom/single/ivle_MR_MR07.dcm");
        var whole = DicomReader.read(file);
        var header =
                DicomReader.readHeader(
                        new ByteArrayInputStream(Files.readAllBytes(file)), ReadOptions.HEADER);
        assertTrue(header.atPixelData());
        assertEquals(
                whole.dataSet().string(Tag.SOP_INSTANCE_UID),
                header.dataSet().string(Tag.SOP_INSTANCE_UID));
        assertFalse(header.dataSet().contains(Tag.PIXEL_DATA));
    }

    private static List<List<String>> manifest(String folder) throws IOException {
        return rows(Shared.path(folder + "/MANIFEST.csv"));
    }

    private static List<List<String>> rows(Path csv) throws IOException {
        return Files.readAllLines(csv).stream().skip(1).map(RealFilesTest::fields).toList();
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (char letter : line.toCharArray()) {
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(letter);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
