// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DicomReader;
import io.radfm.pixels.UnsupportedSyntax;
import io.radfm.testkit.Peers;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What we show beside what DCMTK shows, for every image of the collection that both can show.
///
/// DCMTK truncates where we round, so shades may differ by 1, and colours converted from YBR by 2.
class DcmtkDisplayIT {
    /// DCMTK reads 32-bit samples of big-endian files in the wrong byte order; the same dose grid
    /// is in the collection as little endian.
    private static final Set<String> DCMTK_IS_WRONG =
            Set.of("evbe_RTDOSE_rtdose_expb.dcm", "evbe_RTDOSE_rtdose_expb_1frame.dcm");

    private static final int MOST_DIFFERENCE = 2;

    @TempDir Path work;

    @Test
    void everyImageLooksAsDcmtkRendersIt() throws Exception {
        Peers.require("dcm2pnm");
        var different = new TreeSet<String>();
        int compared = 0;
        try (var files = Files.list(Shared.path("dicom/single"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".dcm")).sorted().toList()) {
                int difference = difference(file);
                compared += difference >= 0 ? 1 : 0;
                if (difference > MOST_DIFFERENCE) {
                    different.add(file.getFileName() + " by " + difference);
                }
            }
        }
        assertEquals(Set.of(), different);
        assertTrue(compared >= 40, "only " + compared + " images were compared");
    }

    /// The largest difference of two samples; -1 where there is nothing to compare with.
    private int difference(Path file) throws Exception {
        var dicom = DicomReader.read(file);
        if (dicom.pixels().isEmpty() || DCMTK_IS_WRONG.contains(file.getFileName().toString())) {
            return -1;
        }
        DicomImage image;
        try {
            image = DicomImage.open(dicom);
        } catch (UnusableImage e) {
            assertTrue(e.getCause() instanceof UnsupportedSyntax, file + ": " + e.getMessage());
            return -1;
        }
        var theirs = theirs(file, dicom.meta().transferSyntax().uid(), window(image));
        return theirs.length == 0 ? -1 : largest(image.display(0).pixels(), theirs);
    }

    private static List<String> window(DicomImage image) throws UnusableImage {
        if (!image.monochrome()) {
            return List.of();
        }
        var vois = image.vois(0);
        if (vois.isEmpty()) {
            return List.of("+Wm");
        }
        return switch (vois.getFirst()) {
            case Voi.Windowed(var window) ->
                    List.of("+Ww", "" + window.center(), "" + window.width());
            case Voi.Table _ -> List.of("+Wl", "1");
        };
    }

    /// The samples of the first frame as DCMTK renders them, none where it does not.
    private byte[] theirs(Path file, String syntax, List<String> window) throws Exception {
        var program =
                switch (syntax.replace("1.2.840.10008.1.2.4.", "")) {
                    case "50", "51", "53", "55", "57", "70" -> "dcmj2pnm";
                    case "80", "81" -> "dcml2pnm";
                    default -> "dcm2pnm";
                };
        var out = Files.createTempFile(work, "theirs", ".pnm");
        var arguments = new ArrayList<>(List.of("-O", "+op"));
        arguments.addAll(window);
        arguments.addAll(List.of(file.toString(), out.toString()));
        var outcome = Peers.run(program, arguments.toArray(String[]::new));
        return outcome.exitCode() == 0 ? samples(Files.readAllBytes(out)) : new byte[0];
    }

    /// Of a raw PNM: magic, columns, rows and white, each followed by one white space.
    private static byte[] samples(byte[] pnm) {
        int at = 0;
        for (int fields = 0; fields < 4 && at < pnm.length; at++) {
            if (pnm[at] == '#') {
                while (pnm[at] != '\n') {
                    at++;
                }
            } else if (Character.isWhitespace(pnm[at])) {
                fields++;
            }
        }
        return Arrays.copyOfRange(pnm, at, pnm.length);
    }

    private static int largest(byte[] ours, byte[] theirs) {
        assertEquals(theirs.length, ours.length);
        int largest = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs((ours[i] & 0xFF) - (theirs[i] & 0xFF)));
        }
        return largest;
    }
}
