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

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reports about real images, held against two independent judges of SR: dciodvfy checks modules
/// and values, dsrdump the content tree.
///
/// Set the system property `results.every` to 1 to judge a report about every image there is.
class SrPeersIT {
    private static final int EVERY = Integer.getInteger("results.every", 8);
    private static final Pattern VALUE = Pattern.compile("<(.+?)>|\"(.+?)\"");

    @TempDir Path folder;

    static Stream<Path> singleImages() throws IOException {
        var files = dicomFiles(Shared.path("dicom/single"));
        return Stream.iterate(0, i -> i < files.size(), i -> i + EVERY).map(files::get);
    }

    static Stream<Path> firstImageOfEachSeries() throws IOException {
        try (var series = Files.list(Shared.path("dicom/series"))) {
            return series
                    .filter(Files::isDirectory)
                    .map(SrPeersIT::dicomFiles)
                    .map(List::getFirst)
                    .toList()
                    .stream();
        }
    }

    private static List<Path> dicomFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".csv"))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource({"singleImages", "firstImageOfEachSeries"})
    void aReportHasNoFaultThatItsImageDidNotBring(Path file) throws Exception {
        judge(file, SrForm.ENHANCED);
    }

    @ParameterizedTest
    @MethodSource("firstImageOfEachSeries")
    void aReportInWordsAloneHasNoneEither(Path file) throws Exception {
        judge(file, SrForm.BASIC);
    }

    /// Of a draft with diagnoses.
    private void judge(Path file, SrForm form) throws Exception {
        try (var store = ObjectStore.of(folder.resolve("objects").toUri())) {
            var header = DicomReader.read(file, ReadOptions.HEADER).dataSet();
            var study = header.string(Tag.STUDY_INSTANCE_UID);
            Assumptions.assumeTrue(study.isPresent(), "an image without a study");
            var series = header.string(Tag.SERIES_INSTANCE_UID).orElse("");
            var image = Given.stored(store, file);
            var draft = Given.diagnosed(Given.draft(study.get(), series, 1, List.of(image)));

            var report =
                    new SrSource(store, ZoneOffset.UTC, form).document(draft, Optional.empty());

            var written = folder.resolve("report.dcm");
            DicomWriter.write(
                    written, FileMeta.of(report, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), report);
            assertEquals(List.of(), faults(written, file));
            var dump = Peers.run("dsrdump", "+Pl", written.toString());
            assertEquals(0, dump.exitCode(), dump.output());
            assertTrue(dump.output().contains("NOT REVIEWED"), dump.output());
            assertTrue(dump.output().contains("Haemorrhage: probability 62.5 %"), dump.output());
            assertEquals(
                    form == SrForm.ENHANCED,
                    dump.output().contains("Certainty of Finding"),
                    dump.output());
        }
    }

    /// A patient's and a study's identity is copied even where it breaks a rule.
    private static List<String> faults(Path report, Path image) throws Exception {
        var brought = String.join("\n", errors(image));
        return errors(report).stream()
                .filter(error -> !brought.contains(error) && !quotesOneOf(error, brought))
                .toList();
    }

    private static boolean quotesOneOf(String error, String brought) {
        var value = VALUE.matcher(error);
        return value.find()
                && brought.contains(value.group(1) == null ? value.group(2) : value.group(1));
    }

    private static List<String> errors(Path file) throws Exception {
        return Peers.run("dciodvfy", file.toString())
                .output()
                .lines()
                .filter(line -> line.startsWith("Error"))
                .distinct()
                .toList();
    }
}
