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
        try (var files = Files.list(Shared.path("dicom/broken"))) {
            for (var file : files.filter(f -> !f.toString().endsWith(".csv")).sorted().toList()) {
                try {
                    var dicom = DicomReader.read(file, ReadOptions.WHOLE.with(TIGHT));
                    touchFrames(dicom);
                    values++;
                } catch (MalformedDicom e) {
                    assertTrue(e.getMessage().contains("at byte " + e.offset()), file + ": " + e);
                    errors++;
                }
            }
        }
        assertTrue(values > 20 && errors > 10, values + " values, " + errors + " errors");
    }

    private static void touchFrames(DicomFile dicom) throws IOException {
        if (dicom.pixels().isPresent()) {
            var pixels = dicom.pixels().get();
            for (int frame = 0; frame < Math.min(3, pixels.frames()); frame++) {
                pixels.frame(frame);
            }
        }
    }

    @Test
    @Timeout(60)
    void everyPrefixOfAGoodFileEndsInAValueOrANamedError() throws Exception {
        for (var name : List.of("ivle_MR_MR_small_implicit.dcm", "ivle_CT_IMG0002.dcm")) {
            var bytes = Files.readAllBytes(Shared.path("dicom/single/" + name));
            for (int length = 0; length < bytes.length; length++) {
                var prefix = Arrays.copyOf(bytes, length);
                try {
                    touchFrames(DicomReader.read(ByteSource.of(prefix), ReadOptions.WHOLE));
                } catch (MalformedDicom e) {
                    assertTrue(e.offset() <= length, name + " cut at " + length + ": " + e);
                }
            }
        }
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
                try {
                    DicomWriter.write(out, FileMeta.of(dicom.dataSet(), syntax), dicom.dataSet());
                } catch (IllegalArgumentException e) {
                    continue; // a value too long for explicit VR: refused by name
                }
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
        Path csv = Shared.path(folder + "/MANIFEST.csv");
        var rows = new ArrayList<List<String>>();
        for (var line : Files.readAllLines(csv).subList(1, Files.readAllLines(csv).size())) {
            rows.add(fields(line));
        }
        return rows;
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
