// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.MalformedDicom;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Every real file, from its bytes to pictures: first and last frame.
@Timeout(value = 2, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.MINUTES)
class RealFilesTest {
    @Test
    void everyGoodFileDecodesUnlessItHasNoPicture() throws Exception {
        var outcomes = outcomes(Shared.path("dicom/single"));
        assertEquals(111, outcomes.remove("decoded").size());
        assertEquals(
                List.of(
                        "deflate_SR_report_dfl.dcm",
                        "evle_CR_chrKoreanMulti.dcm",
                        "evle_ECG_waveform_ecg.dcm",
                        "ivle_RTPLAN_rtplan.dcm",
                        "ivle_SR_Tag-0040-A170-VR-CS.dcm"),
                outcomes.remove("there is no Pixel Data"));
        // the fragment is a sentence that says so
        assertEquals(
                List.of("ts70_CT_invalid_compression.dcm"),
                outcomes.remove("frame 0: no JPEG start of image at byte 0"));
        assertEquals(List.of(), List.copyOf(outcomes.entrySet()));
    }

    @Test
    void everyBrokenFileEndsInAPictureOrANamedError() throws Exception {
        int files =
                outcomes(Shared.path("dicom/broken")).values().stream().mapToInt(List::size).sum();
        assertEquals(dicomFiles(Shared.path("dicom/broken")).size(), files);
    }

    private static TreeMap<String, List<String>> outcomes(Path folder) throws Exception {
        var outcomes = new TreeMap<String, List<String>>();
        for (var file : dicomFiles(folder)) {
            var name = List.of(file.getFileName().toString());
            outcomes.merge(
                    outcome(file),
                    name,
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
        return outcomes;
    }

    private static List<Path> dicomFiles(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
        }
    }

    private static String outcome(Path file) throws IOException {
        try {
            var image = DicomImage.open(DicomReader.read(file));
            for (int frame : new int[] {0, image.frames() - 1}) {
                image.display(frame);
                if (image.monochrome()) {
                    image.values(frame);
                }
            }
            return "decoded";
        } catch (UnusableImage | MalformedDicom e) {
            return e.getMessage();
        }
    }
}
