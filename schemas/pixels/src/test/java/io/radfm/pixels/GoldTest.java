// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.dicom.DicomFile;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.NativePixelData;
import io.radfm.dicom.Tag;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Decoded frames of real files against the digests of DCMTK, GDCM and OpenJPEG.
class GoldTest {
    /// Frames by transfer syntax, of which every single one must agree with a reference.
    private static final String EXACT =
            """
            1.2.840.10008.1.2.4.50 36
            1.2.840.10008.1.2.4.51 7
            1.2.840.10008.1.2.4.53 1
            1.2.840.10008.1.2.4.55 1
            1.2.840.10008.1.2.4.57 2
            1.2.840.10008.1.2.4.70 4
            1.2.840.10008.1.2.4.80 28
            1.2.840.10008.1.2.4.81 7
            1.2.840.10008.1.2.4.90 8
            1.2.840.10008.1.2.4.91 20
            1.2.840.10008.1.2.5 21
            """;

    /// A fragment that holds no JPEG stream; DCMTK refuses it as well.
    private static final String REFUSED =
            "ts70_CT_invalid_compression.dcm frame 0: no JPEG start of image at byte 0";

    /// A frame, and what references make of it: a row of GOLD.csv.
    private record Gold(List<String> row) {
        String file() {
            return row.getFirst();
        }

        String syntax() {
            return row.get(1);
        }

        int frame() {
            return number(2);
        }

        boolean knows(String digest) {
            return row.subList(12, row.size()).contains(digest);
        }

        FrameFormat format(DicomFile file) {
            int stored = number(8);
            int high = file.dataSet().integer(Tag.HIGH_BIT).orElse(0);
            return new FrameFormat(
                    number(4),
                    number(5),
                    number(6),
                    number(7),
                    stored,
                    Math.max(high, stored - 1),
                    number(9) == 1,
                    false,
                    row.get(10));
        }

        private int number(int column) {
            return Integer.parseInt(row.get(column));
        }
    }

    @Test
    void everyFrameDecodesBitExactlyAsAReferenceDoes() throws Exception {
        var folder = Shared.path("dicom/single");
        var exact = new TreeMap<String, Integer>();
        var notExact = new TreeSet<String>();
        for (var line : Files.readAllLines(folder.resolve("GOLD.csv")).stream().skip(1).toList()) {
            var gold = new Gold(List.of(line.split(",", -1)));
            var file = DicomReader.read(folder.resolve(gold.file()));
            var outcome = outcome(gold, file);
            if (outcome.equals("exact")) {
                exact.merge(gold.syntax(), 1, Integer::sum);
            } else {
                notExact.add(gold.file() + " frame " + gold.frame() + ": " + outcome);
            }
        }
        assertEquals(new TreeSet<>(List.of(REFUSED)), notExact);
        var counts = new StringBuilder();
        exact.forEach((syntax, frames) -> counts.append(syntax + " " + frames + "\n"));
        assertEquals(EXACT, counts.toString());
    }

    private static String outcome(Gold gold, DicomFile file) throws Exception {
        try {
            var encoded = MemorySegment.ofArray(file.pixels().orElseThrow().frame(gold.frame()));
            var decoded = decoder(gold, file).decode(encoded, gold.format(file));
            return gold.knows(sha256(decoded)) ? "exact" : "different";
        } catch (MalformedFrame e) {
            return e.getMessage();
        }
    }

    /// Some files hold plain pixels under the name of a compressed syntax.
    private static FrameDecoder decoder(Gold gold, DicomFile file)
            throws UnsupportedSyntax, IOException {
        boolean plain = file.pixels().orElseThrow() instanceof NativePixelData;
        return FrameDecoders.of(plain ? "1.2.840.10008.1.2.1" : gold.syntax());
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
