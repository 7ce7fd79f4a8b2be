// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.RadiologyReport;
import io.radfm.events.ReportStatus;
import io.radfm.events.StudyContext;
import io.radfm.storage.ObjectStore;
import io.radfm.training.format.Format;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Npy;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Sample.Segment;
import io.radfm.training.sample.Sample.Source;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Stored;
import io.radfm.training.sample.Task;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Data sets of a hospital of which everything was recorded.
class ReplayTest {
    private static final int STUDIES = 40;
    private static final int SIDE = 32;
    private static final LocalDate FIRST = new RecordedHospital.Case(0, "").date();
    private static final Set<Format> ALL_FORMATS = EnumSet.allOf(Format.class);

    @TempDir Path folder;
    private ObjectStore store;
    private RecordedHospital hospital;

    @BeforeEach
    void aHospital() throws Exception {
        store = ObjectStore.of(folder.resolve("objects").toUri());
        hospital = new RecordedHospital(store);
        for (int i = 0; i < STUDIES; i++) {
            hospital.study(i, "patient-" + i / 2);
        }
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void samplesAreOfBothFamiliesAndAllTasksAndWhole() throws Exception {
        var set = replay("set", 2);
        set.verify();
        var tasks = EnumSet.noneOf(Task.class);
        for (var stored : all(set)) {
            tasks.add(stored.sample().task());
            assertEquals(stored.sample().scans(), stored.scans().size());
            assertTrue(stored.sample().radiology(), stored.toString());
        }
        assertEquals(EnumSet.allOf(Task.class), tasks);
        assertEquals(STUDIES, set.manifest().counts().get("studies"));
        assertEquals(all(set).size(), set.manifest().counts().get("samples").intValue());
        assertFalse(Files.exists(folder.resolve("set/.staging")));
    }

    @Test
    void theBytesDoNotDependOnParallelism() throws Exception {
        replay("one", 1);
        replay("many", 4);
        assertEquals(contents("one"), contents("many"));
    }

    @Test
    void whatNamesSomebodyIsFoundNowhere() throws Exception {
        var retained = new Retained(Retained.Dates.SHIFT, true, true);
        var set = run(store, options("set").with(ALL_FORMATS).with(retained));
        for (var file : contents("set").entrySet()) {
            var text = file.getValue().toLowerCase(Locale.ROOT);
            for (var planted : RecordedHospital.PLANTED) {
                assertFalse(text.contains(planted), () -> planted + " is in " + file.getKey());
            }
        }
        assertTrue(all(set).stream().anyMatch(it -> it.sample().answer().contains(Scrubber.GONE)));
    }

    @Test
    void shiftedDatesTellTheTimeBetweenStudiesOfOnePatient() throws Exception {
        assertFalse(dates(Retained.Dates.REMOVE).values().stream().anyMatch(it -> !it.isEmpty()));
        var shifts = new TreeSet<Long>();
        var shifted = dates(Retained.Dates.SHIFT);
        for (var patient : shifted.entrySet()) {
            var dates = patient.getValue();
            assertEquals(2, dates.size());
            assertEquals(17, ChronoUnit.DAYS.between(dates.first(), dates.last()));
            shifts.add(ChronoUnit.DAYS.between(dates.first(), FIRST));
        }
        assertTrue(shifts.size() > STUDIES / 4, "patients are not shifted alike: " + shifts);
        assertTrue(shifts.first() > 365, shifts.toString());
        dates(Retained.Dates.KEEP).values().forEach(it -> assertEquals(FIRST, it.first()));
    }

    private Map<String, TreeSet<LocalDate>> dates(Retained.Dates how) throws Exception {
        var retained = new Retained(how, false, true);
        var dates = new TreeMap<String, TreeSet<LocalDate>>();
        for (var stored : all(run(store, options(how.text()).with(retained)))) {
            var all = dates.computeIfAbsent(stored.sample().patient(), _ -> new TreeSet<>());
            stored.sample().acquired().date().ifPresent(all::add);
        }
        return dates;
    }

    @Test
    void deviceAndDescriptorsAreThereWhereTheyAreWanted() throws Exception {
        var with =
                run(store, options("with").with(new Retained(Retained.Dates.REMOVE, true, true)));
        for (var stored : all(with)) {
            assertEquals("Acme Visio of ___", stored.sample().acquired().device());
        }
        var without =
                run(
                        store,
                        options("without").with(new Retained(Retained.Dates.REMOVE, false, false)));
        for (var stored : all(without)) {
            assertEquals("", stored.sample().acquired().device());
            assertFalse(stored.sample().contextText().contains("Series 3"));
        }
    }

    @Test
    void moreFormatsMayComeLaterAndDoNotDependOnWhen() throws Exception {
        var plain = replay("later", 2);
        var atOnce = run(store, options("at-once").with(ALL_FORMATS));
        assertEquals(plain.hash(), atOnce.hash());
        Files.createDirectories(folder.resolve("later/authors")); // finished, but not named
        Files.writeString(folder.resolve("later/authors/stale"), "of a killed process");
        run(store, options("later").with(EnumSet.of(Format.PARQUET)));
        run(store, options("later").with(ALL_FORMATS)).verify();
        assertEquals(contents("at-once"), contents("later"));
    }

    @Test
    void reportsComeWithTheirSidesAndWithoutComparisons() throws Exception {
        var report =
                samples(replay("set", 2), Task.REPORT).stream()
                        .filter(it -> it.answer().contains(" 8 mm"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(report.answer().startsWith("Finding: "), report.answer());
        assertTrue(report.answer().endsWith("Impression: Small left pleural effusion."));
        assertFalse(report.answer().contains("Unchanged"));
        assertEquals(
                Map.of("pleural effusion", true, "pneumothorax", false, "cardiomegaly", false),
                report.labels());
        assertTrue(report.terms().containsAll(List.of("left", "pleural effusion")));
    }

    @Test
    void aPictureHasOneSliceAndAVolumeItsDepthAsServed() throws Exception {
        for (var stored : all(replay("set", 2))) {
            for (var scan : stored.scans()) {
                boolean picture = stored.sample().modality().equals("CR");
                assertEquals(
                        picture ? 1 : 4, scan.depth()); // of 6 slices: the nearest multiple of 4
                assertEquals(picture ? Npy.Type.BYTE : Npy.Type.FLOAT, scan.type());
                assertEquals(
                        List.of(1, SIDE, SIDE),
                        List.of(scan.channels(), scan.height(), scan.width()));
            }
        }
    }

    @Test
    void theContextIsAsItWasServed() throws Exception {
        var interleaved = samples(replay("set", 2), Task.INTERLEAVED).getFirst();
        var first = (Segment.Text) interleaved.context().getFirst();
        assertTrue(
                first.text()
                        .startsWith("The patient is a 45-year-old male. Indication: cough of ___"),
                first.text());
        assertTrue(first.text().contains(" Series 3: ___ scout, "), first.text());
        assertEquals(new Segment.Scan(0), interleaved.context().get(1));
        assertEquals("", interleaved.answer());
    }

    @Test
    void everySampleNamesAllItCameFrom() throws Exception {
        for (var sample : samples(replay("set", 2), Task.REPORT)) {
            var topics =
                    sample.provenance().stream()
                            .filter(Source.Record.class::isInstance)
                            .map(source -> ((Source.Record) source).topic())
                            .toList();
            assertEquals(List.of("study.contexts", "ris.reports"), topics);
            long objects =
                    sample.provenance().stream().filter(Source.Object.class::isInstance).count();
            assertEquals(sample.modality().equals("CR") ? 1 : 6, objects);
        }
    }

    @Test
    void aPatientIsInOneSplitAndDiagnosesAreBalanced() throws Exception {
        var set = replay("set", 2);
        var splits = new HashMap<String, Split>();
        var balance = new TreeMap<String, Integer>();
        for (var stored : all(set)) {
            var sample = stored.sample();
            assertEquals(
                    sample.split(), splits.merge(sample.patient(), sample.split(), (a, b) -> a));
            if (sample.task() == Task.DIAGNOSIS) {
                int sign = sample.answer().equals("yes") ? 1 : -1;
                balance.merge(sample.split() + sample.label(), sign, Integer::sum);
            }
        }
        assertEquals(STUDIES / 2, splits.size());
        assertTrue(balance.values().stream().allMatch(more -> more >= 0), balance.toString());
        assertTrue(set.manifest().counts().get("dropped.balanced-no") > 0);
    }

    @Test
    void goneOnWithAfterAFailureItComesToTheSame() throws Exception {
        replay("whole", 2);
        var failing = new FailingStore(store, 60);
        assertThrows(IOException.class, () -> replay(failing, "begun", 2));
        assertTrue(Files.exists(folder.resolve("begun/.staging/plan.json")));
        long done = Files.walk(folder.resolve("begun/.staging/studies"), 2).count();
        assertTrue(done > 4, "done: " + done);
        hospital.study(1000, "too-late");
        replay("begun", 3);
        assertEquals(contents("whole"), contents("begun"));
    }

    @Test
    void whatIsWholeIsLeftAsItIs() throws Exception {
        var first = replay("set", 2);
        hospital.study(1001, "too-late");
        assertEquals(first.hash(), replay("set", 2).hash());
        assertNotEquals(first.hash(), replay("other", 2).hash());
    }

    @Test
    void otherSettingsAreRefusedWhereAReplayBegan() throws Exception {
        assertThrows(IOException.class, () -> replay(new FailingStore(store, 30), "set", 2));
        var options = options("set").with(SIDE * 2, 2);
        var refused = assertThrows(IOException.class, () -> run(store, options));
        assertTrue(refused.getMessage().contains("other settings"), refused.getMessage());
    }

    @Test
    void onlyWhatWasSignedIsLearnt() throws Exception {
        hospital.reports()
                .replaceAll(
                        report ->
                                RadiologyReport.newBuilder(report)
                                        .setStatus(ReportStatus.PRELIMINARY)
                                        .build());
        var one = new RecordedHospital.Case(0, "patient-0");
        var signed = hospital.reports().getFirst();
        hospital.reports()
                .add(
                        hospital.report(
                                        one,
                                        "Findings: Large right pneumothorax of the lung.\n"
                                                + "Impression: Pneumothorax.")
                                .setStatus(ReportStatus.CORRECTED)
                                .setSignedAt(signed.getSignedAt().plusSeconds(60))
                                .build());
        var set = replay("set", 2);
        assertEquals(
                STUDIES - 1,
                set.manifest().counts().get("studies.dropped.no-signed-report").intValue());
        assertEquals(
                "Finding: Large right pneumothorax of the lung. Impression: Pneumothorax.",
                samples(set, Task.REPORT).getFirst().answer());
    }

    @Test
    void aReportOfComparisonsAloneGivesNothing() throws Exception {
        var one = new RecordedHospital.Case(0, "patient-0");
        var text = "Findings: Unchanged since the previous examination.\nSigned by Dr. Ambrose.";
        hospital.reports().set(0, hospital.report(one, text).build());
        var counts = replay("set", 2).manifest().counts();
        assertEquals(1, counts.get("studies.dropped.empty-report"));
    }

    @Test
    void aReportMayNameItsStudyByAccessionNumberAlone() throws Exception {
        hospital.reports()
                .replaceAll(
                        report ->
                                RadiologyReport.newBuilder(report)
                                        .setStudyInstanceUid(null)
                                        .build());
        assertEquals(STUDIES, samples(replay("set", 2), Task.REPORT).size());
    }

    @Test
    void theNewestRevisionIsTaken() throws Exception {
        var older = hospital.contexts().getFirst();
        var newer = StudyContext.newBuilder(older).setRevision(2).setPartial(true).build();
        hospital.contexts().addFirst(newer);
        var set = replay("set", 2);
        assertEquals(1, set.manifest().counts().get("radmd.rule.partial"));
        assertTrue(set.manifest().counts().get("radmd.left-out") > 0);
    }

    @Test
    void imagesThatMayShowANameAreLeftOutUnlessAskedFor() throws Exception {
        var one = new RecordedHospital.Case(500, "patient-0");
        var risky = hospital.radiograph(one, "YES");
        hospital.contexts()
                .add(hospital.context(one, "CR", List.of(RecordedHospital.scan(true, risky))));
        hospital.reports()
                .add(
                        hospital.report(one, "Findings: No pneumothorax is seen in the chest.")
                                .build());
        var set = replay("without", 2);
        assertEquals(1, set.manifest().counts().get("burned-in.annotated"));
        assertEquals(1, set.manifest().counts().get("studies.dropped.no-scans"));
        var all = options("with");
        var kept =
                new ReplayOptions(
                        all.to(),
                        all.key(),
                        "earliest",
                        "",
                        SIDE,
                        true,
                        true,
                        Optional.empty(),
                        2,
                        0,
                        Set.of(),
                        Retained.DEFAULT,
                        Optional.empty());
        assertFalse(run(store, kept).manifest().counts().containsKey("burned-in.annotated"));
    }

    @Test
    void equalContentIsOneSample() throws Exception {
        var twin = new RecordedHospital.Case(600, "twin");
        var original = hospital.contexts().getFirst();
        hospital.contexts()
                .add(
                        StudyContext.newBuilder(original)
                                .setStudyInstanceUid(twin.uid())
                                .setPatientKey(twin.patientKey())
                                .build());
        hospital.reports()
                .add(
                        RadiologyReport.newBuilder(hospital.reports().getFirst())
                                .setStudyInstanceUid(twin.uid())
                                .setPatientKey(twin.patientKey())
                                .build());
        assertTrue(replay("set", 2).manifest().counts().get("dropped.duplicate") > 0);
    }

    @Test
    void aDraftThatWasSignedUnchangedIsNamed() throws Exception {
        var one = new RecordedHospital.Case(0, "patient-0");
        hospital.reports()
                .set(0, hospital.report(one, "Findings: A small pleural effusion.").build());
        hospital.drafts()
                .set(
                        0,
                        RecordedHospital.draft(
                                hospital.contexts().getFirst(), "A small pleural effusion."));
        var set = replay("set", 2);
        assertEquals(1, set.manifest().counts().get("drafts-signed-unchanged"));
        assertTrue(
                samples(set, Task.REPORT).stream()
                        .anyMatch(it -> it.provenance().toString().contains("drafts")));
    }

    @Test
    void aMissingObjectCostsItsStudyAlone() throws Exception {
        var digest = hospital.contexts().getFirst().getHeader().getDigest();
        Files.delete(store.path(digest).orElseThrow());
        var counts = replay("set", 2).manifest().counts();
        assertEquals(1, counts.get("studies.dropped.missing-object"));
        assertEquals(STUDIES, counts.get("studies"));
    }

    @Test
    void theKeyIsNotKeptInTheDataSet() {
        var to = folder.resolve("set");
        assertThrows(IllegalArgumentException.class, () -> ReplayOptions.of(to, to.resolve("key")));
    }

    private ReplayOptions options(String name) {
        return ReplayOptions.of(folder.resolve(name), folder.resolve("replay.key")).with(SIDE, 2);
    }

    private DataSet replay(String name, int threads) throws Exception {
        return replay(store, name, threads);
    }

    private DataSet replay(ObjectStore objects, String name, int threads) throws Exception {
        return run(objects, options(name).with(SIDE, threads));
    }

    private DataSet run(ObjectStore objects, ReplayOptions options) throws Exception {
        return new Replaying(hospital, objects, options, new Progress()).run();
    }

    private static List<Stored> all(DataSet set) throws IOException {
        var all = new ArrayList<Stored>();
        for (var split : set.splits()) {
            try (var reader = set.read(split)) {
                reader.stream().forEach(all::add);
            }
        }
        return all;
    }

    private static List<Sample> samples(DataSet set, Task task) throws IOException {
        return all(set).stream().map(Stored::sample).filter(it -> it.task() == task).toList();
    }

    /// All bytes of a data set, by file.
    private Map<String, String> contents(String name) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(folder.resolve(name))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(
                        folder.resolve(name).relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
