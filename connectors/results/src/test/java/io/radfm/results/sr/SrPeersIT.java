// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.sr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.dicom.DicomReader;
import io.radfm.dicom.DicomWriter;
import io.radfm.dicom.FileMeta;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;
import io.radfm.dicom.TransferSyntax;
import io.radfm.results.Given;
import io.radfm.storage.ObjectStore;
import io.radfm.testkit.Peers;
import io.radfm.testkit.Shared;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reports about real images, held against two independent judges of SR.
class SrPeersIT {
    @TempDir Path folder;

    static Stream<Path> realImages() throws IOException {
        return Files.list(Shared.path("dicom/single")).filter(f -> f.toString().endsWith(".dcm"));
    }

    @ParameterizedTest
    @MethodSource("realImages")
    void reportsAboutRealImagesAreFaultless(Path file) throws Exception {
        try (var store = ObjectStore.of(folder.resolve("objects").toUri())) {
            var header = DicomReader.read(file, ReadOptions.HEADER).dataSet();
            var study = header.string(Tag.STUDY_INSTANCE_UID);
            org.junit.jupiter.api.Assumptions.assumeTrue(study.isPresent());
            var draft = Given.draft(study.get(), 1, List.of(Given.stored(store, file)));
            var report = new SrSource(store, ZoneOffset.UTC).document(draft, Optional.empty());
            var written = folder.resolve("report.dcm");
            DicomWriter.write(
                    written,
                    FileMeta.of(report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                    report);

            var errors =
                    Peers.run("dciodvfy", written.toString()).output().lines()
                            .filter(line -> line.startsWith("Error"))
                            .toList();
            assertEquals(List.of(), errors);
            var dump = Peers.run("dsrdump", written.toString());
            assertEquals(0, dump.exitCode(), dump.output());
            assertTrue(dump.output().contains("NOT REVIEWED"), dump.output());
        }
    }
}
