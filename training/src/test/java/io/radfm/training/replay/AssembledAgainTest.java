// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.InstanceReceived;
import io.radfm.events.StudyContext;
import io.radfm.events.Topics;
import io.radfm.storage.ObjectStore;
import io.radfm.streams.assembly.StudyPolicy;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Sample;
import io.radfm.training.sample.Sample.Source;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Data sets of contexts that are made again of the images received.
class AssembledAgainTest {
    private static final int STUDIES = 10;
    private static final StudyPolicy TODAY = StudyPolicy.of(Map.of());

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
    void withoutAnyRecordedContextEveryStudyHasItsSamples() throws Exception {
        hospital.contexts().clear();
        var set = replay("set", TODAY, 2);
        assertEquals(STUDIES, set.manifest().counts().get("studies"));
        assertFalse(set.manifest().counts().containsKey("studies.dropped.no-scans"));
        assertEquals(TODAY.name(), set.manifest().rules().get("assembly"));
        for (var sample : samples(set)) {
            assertEquals(1, sample.scans());
            assertFalse(sample.contextText().toLowerCase().contains("zyxwort"));
        }
    }

    @Test
    void everySampleNamesTheRecordsOfAllItsImages() throws Exception {
        for (var sample : samples(replay("set", TODAY, 2))) {
            long images =
                    sample.provenance().stream()
                            .filter(Source.Record.class::isInstance)
                            .filter(it -> ((Source.Record) it).topic().equals("dicom.instances"))
                            .count();
            assertEquals(sample.modality().equals("CR") ? 1 : 6, images);
        }
    }

    @Test
    void twoRunsAreTheSameBytesWhateverTheParallelism() throws Exception {
        assertEquals(replay("one", TODAY, 1).hash(), replay("two", TODAY, 3).hash());
        assertEquals(-1, Files.mismatch(file("one"), file("two")));
    }

    private Path file(String set) {
        return folder.resolve(set).resolve("manifest.json");
    }

    /// What was recorded by the same policy is served as it was, and is the same made again.
    @Test
    void contextsOfTheSamePolicyGiveTheSameSamples() throws Exception {
        var made = new ArrayList<StudyContext>();
        try (var again = new AssembledAgain(hospital, TODAY, folder.resolve("images"))) {
            for (var extent : again.extents(Topics.STUDY_CONTEXTS, Window.ALL)) {
                again.read(Topics.STUDY_CONTEXTS, extent, (place, context) -> made.add(context));
            }
        }
        hospital.contexts().clear();
        hospital.contexts().addAll(made);
        var recorded = keys(run(options("recorded")));
        assertTrue(recorded.size() > STUDIES);
        assertEquals(recorded, keys(replay("again", TODAY, 2)));
    }

    @Test
    void aPolicyOfTodayMakesOtherContexts() throws Exception {
        var noVolumes = StudyPolicy.of(Map.of("context.max.volumes", "0"));
        var counts = replay("set", noVolumes, 2).manifest().counts();
        assertEquals(STUDIES / 2, counts.get("studies.dropped.no-scans").intValue());
    }

    @Test
    void imagesThatCameTooLateAreARevisionOfTheirOwn() throws Exception {
        var last = hospital.instances().getLast(); // of a CT
        var late = last.getReceivedAt().plus(Duration.ofHours(1));
        hospital.instances()
                .set(
                        hospital.instances().size() - 1,
                        InstanceReceived.newBuilder(last).setReceivedAt(late).build());
        var revisions = new ArrayList<Integer>();
        try (var again = new AssembledAgain(hospital, TODAY, folder.resolve("images"))) {
            for (var extent : again.extents(Topics.STUDY_CONTEXTS, Window.ALL)) {
                again.read(
                        Topics.STUDY_CONTEXTS,
                        extent,
                        (place, context) -> {
                            if (context.getStudyInstanceUid().equals(last.getStudyInstanceUid())) {
                                revisions.add(context.getRevision());
                            }
                        });
            }
        }
        assertEquals(List.of(1, 2), revisions);
    }

    private ReplayOptions options(String name) {
        return ReplayOptions.of(folder.resolve(name), folder.resolve("replay.key")).with(32, 2);
    }

    private DataSet replay(String name, StudyPolicy policy, int threads) throws Exception {
        return run(options(name).with(32, threads).with(policy));
    }

    private DataSet run(ReplayOptions options) throws Exception {
        return new Replaying(hospital, store, options, new Progress()).run();
    }

    private static List<Sample> samples(DataSet set) throws IOException {
        var samples = new ArrayList<Sample>();
        for (var split : set.splits()) {
            set.places(split).forEach(place -> samples.add(place.sample()));
        }
        return samples;
    }

    private static List<String> keys(DataSet set) throws IOException {
        return samples(set).stream().map(Sample::key).toList();
    }
}
