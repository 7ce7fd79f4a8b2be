// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.NativePixelData;
import io.radfm.dicom.Tag;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// Decoded frames of real files against the digests of DCMTK, GDCM and OpenJPEG. Where those agree
/// we must agree with them; where they differ, with one of them.
class GoldTest {
    @Test
    void framesDecodeBitExactlyAsTheReferencesDo() throws Exception {
        var lines = Files.readAllLines(Shared.path("dicom/single/GOLD.csv"));
        var exact = new TreeMap<String, Integer>();
        var refused = new TreeMap<String, Integer>();
        var wrong = new ArrayList<String>();
        for (var line : lines.subList(1, lines.size())) {
            var row = List.of(line.split(",", -1));
            var file = Shared.path("dicom/single").resolve(row.getFirst());
            if (!Files.exists(file)) {
                continue;
            }
            var dicom = DicomReader.read(file);
            FrameDecoder decoder;
            try {
                // some files hold plain pixels under the name of a compressed syntax
                decoder =
                        FrameDecoders.of(
                                dicom.pixels().orElseThrow() instanceof NativePixelData
                                        ? "1.2.840.10008.1.2.1"
                                        : row.get(1));
            } catch (UnsupportedSyntax e) {
                refused.merge(row.get(1), 1, Integer::sum);
                continue;
            }
            int frame = Integer.parseInt(row.get(2));
            try {
                var encoded = MemorySegment.ofArray(dicom.pixels().orElseThrow().frame(frame));
                var digest =
                        sha256(
                                decoder.decode(
                                        encoded,
                                        format(
                                                row,
                                                dicom.dataSet().integer(Tag.HIGH_BIT).orElse(0))));
                if (row.subList(12, row.size()).contains(digest)) {
                    exact.merge(row.get(1), 1, Integer::sum);
                } else {
                    wrong.add(
                            row.getFirst()
                                    + " frame "
                                    + frame
                                    + " ("
                                    + row.get(1)
                                    + ", references agree: "
                                    + row.get(11)
                                    + ")");
                }
            } catch (MalformedFrame e) {
                if (row.subList(12, row.size()).stream().filter(d -> !d.isEmpty()).count() < 2) {
                    continue; // a stream that one of the references refuses as well
                }
                wrong.add(
                        row.getFirst()
                                + " frame "
                                + frame
                                + " ("
                                + row.get(1)
                                + "): "
                                + e.getMessage());
            }
        }
        System.out.println("exact " + exact + ", refused " + refused);
        assertEquals(List.of(), wrong);
        assertTrue(exact.values().stream().mapToInt(Integer::intValue).sum() > 50, exact::toString);
    }

    private static FrameFormat format(List<String> row, int highBit) {
        int stored = Integer.parseInt(row.get(8));
        return new FrameFormat(
                Integer.parseInt(row.get(4)),
                Integer.parseInt(row.get(5)),
                Integer.parseInt(row.get(6)),
                Integer.parseInt(row.get(7)),
                stored,
                Math.max(highBit, stored - 1),
                row.get(9).equals("1"),
                false,
                row.get(10));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
