// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.events.Draft;
import io.radfm.events.InstanceRef;
import io.radfm.results.Given;
import io.radfm.results.sr.SrDocument;
import io.radfm.results.sr.SrForm;
import io.radfm.results.sr.SrSource;
import io.radfm.storage.ObjectStore;
import io.radfm.storage.StorageException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Drafts in a folder.
class SrFolderTest {

    @TempDir static Path home;
    private static ObjectStore store;

    /// One of its own for each test.
    private final String study = Uid.generate();

    private final List<String> changed = new ArrayList<>();
    private InstanceRef image;
    private SrFolder folder;
    private SrWriting writing;

    @BeforeEach
    void open() throws IOException {
        image = Given.stored(store, Given.image(study, study + ".1.1", "Doe^Jane"));
        folder =
                new SrFolder(
                        home.resolve("reports"),
                        new SrSource(store, ZoneOffset.UTC, SrForm.ENHANCED));
        writing =
                new SrWriting(
                        folder, new Delivered(folder, changed::add), new SimpleMeterRegistry());
    }

    @BeforeAll
    static void openStore() throws IOException {
        store = ObjectStore.of(home.resolve("objects").toUri());
    }

    @AfterAll
    static void closeStore() throws IOException {
        store.close();
    }

    @Test
    void anSrLiesUnderItsStudyByRevisionAndInstance() throws IOException {
        var draft = draft(1);
        var file = folder.ensure(draft);
        assertEquals(
                home.resolve("reports")
                        .resolve(study)
                        .resolve("1-" + SrDocument.sopInstanceUid(draft) + ".dcm"),
                file);
        assertEquals(
                SrDocument.sopInstanceUid(draft),
                DicomReader.read(file).dataSet().string(Tag.SOP_INSTANCE_UID).orElseThrow());
        assertEquals(List.of(file), files(file.getParent()));
    }

    @Test
    void theSameDraftAgainIsTheSameFileUntouched() throws IOException {
        var file = folder.ensure(draft(1));
        var before = Files.readAttributes(file, "unix:ino,lastModifiedTime");
        folder.ensure(draft(1));
        assertEquals(before, Files.readAttributes(file, "unix:ino,lastModifiedTime"));
    }

    @Test
    void aSecondRevisionSupersedesTheFirstWhichStays() throws IOException {
        var first = folder.ensure(draft(1));
        var second = folder.ensure(draft(2));
        var predecessor =
                DicomReader.read(second)
                        .dataSet()
                        .item(Tag.PREDECESSOR_DOCUMENTS_SEQUENCE)
                        .flatMap(study -> study.item(Tag.REFERENCED_SERIES_SEQUENCE))
                        .flatMap(series -> series.item(Tag.REFERENCED_SOP_SEQUENCE))
                        .flatMap(sop -> sop.string(Tag.REFERENCED_SOP_INSTANCE_UID))
                        .orElseThrow();
        assertEquals(SrDocument.sopInstanceUid(draft(1)), predecessor);
        assertTrue(Files.exists(first));
    }

    @Test
    void aRevisionWhosePredecessorHasNoSrHasNone() throws IOException {
        Files.createDirectories(home.resolve("reports").resolve(study));
        Files.writeString(home.resolve("reports").resolve(study).resolve(".1.incoming"), "half");
        var report = DicomReader.read(folder.ensure(draft(2))).dataSet();
        assertFalse(report.contains(Tag.PREDECESSOR_DOCUMENTS_SEQUENCE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../escape", "..", ".", "", "/etc", "1..2", ".1", "1/2", "1\\2", "1.2\n"})
    void aStudyUidThatIsNoneNeverBecomesAPath(String uid) throws IOException {
        var draft = Draft.newBuilder(draft(1)).setStudyInstanceUid(uid).build();
        var before = files(home.resolve("reports"));
        assertThrows(UnusableDraft.class, () -> folder.ensure(draft));
        assertEquals(before, files(home.resolve("reports")));
    }

    @Test
    void aReceiptIsKeptAndReplaced() throws IOException {
        folder.keep(draft(1), Receipt.waiting("PACS@there:104", "It is away.", 1));
        var accepted = Receipt.accepted("PACS@there:104", 2);
        folder.keep(draft(1), accepted);
        assertEquals(accepted, folder.receipt(draft(1)).orElseThrow());
        assertTrue(folder.receipt(draft(2)).isEmpty());
    }

    @Test
    void anImageThatIsNotThereYetIsWaitedForButNotForEver() throws IOException {
        var missing = Given.draft(study, 1, List.of(nowhere()));
        for (int attempt = 1; attempt < 10; attempt++) {
            int now = attempt;
            assertThrows(StorageException.class, () -> writing.take(missing, now));
        }
        writing.take(missing, 10);
        var receipt = folder.receipt(missing).orElseThrow();
        assertEquals(Receipt.Status.REFUSED, receipt.status());
        assertTrue(receipt.reason().startsWith("No SR can be made: no object"));
        assertEquals(List.of(study), changed);
    }

    @Test
    void aHeaderThatIsNoDicomRulesTheSrOutAtOnce() throws Exception {
        var upload = store.begin();
        upload.write("GIF89a, Doe^Jane".repeat(100).getBytes());
        var ref = upload.commit().toCompletableFuture().get();
        var draft =
                Given.draft(
                        study,
                        1,
                        List.of(new InstanceRef(study + ".7", ref.digest(), ref.bytes(), 1)));
        writing.take(draft, 1);
        var receipt = folder.receipt(draft).orElseThrow();
        assertEquals(Receipt.Status.REFUSED, receipt.status());
        assertFalse(receipt.reason().contains("Doe"));
    }

    @Test
    void anErrorOfOursRulesTheSrOutAndHoldsNothingUp() throws IOException {
        var broken = Draft.newBuilder(draft(1)).setProvenance(null).build();
        writing.take(broken, 1);
        assertEquals(
                "No SR can be made: of an error of this program, see its log",
                folder.receipt(broken).orElseThrow().reason());
    }

    private Draft draft(int revision) {
        return Given.draft(study, revision, List.of(image));
    }

    private InstanceRef nowhere() {
        return new InstanceRef(study + ".1.9", "ab".repeat(32), 9L, 1);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
