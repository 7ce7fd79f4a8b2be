// SPDX-License-Identifier: Apache-2.0
package io.radfm.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.radfm.dicom.DataSet;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.events.Acceptance;
import io.radfm.events.InstanceRef;
import io.radfm.events.StudyStage;
import io.radfm.events.TopicAdmin;
import io.radfm.events.Topics;
import io.radfm.platform.JavaProcess;
import io.radfm.platform.Platform;
import io.radfm.storage.ObjectStore;
import io.radfm.testkit.Eventually;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The role from what streams publish to what a reader, a folder and an archive get.
@Timeout(180)
class ResultsIT {
    private static final Duration HANG = Duration.ofSeconds(60);

    @TempDir static Path platformFolder;
    private static Setting setting;

    /// One for all tests: a new PACS is sent what earlier ones published, too.
    @TempDir static Path folder;

    private final String study = Uid.generate();
    private InstanceRef image;

    @BeforeAll
    static void startPlatform() throws IOException {
        setting = new Setting(platformFolder);
    }

    @AfterAll
    static void stopPlatform() {
        setting.close();
    }

    @BeforeEach
    void storeAnImage() throws IOException {
        try (var store = ObjectStore.of(folder.resolve("objects").toUri())) {
            image = Given.stored(store, Given.image(study, study + ".1.1", "Doe^Jane"));
        }
    }

    @Test
    void aStudyIsFollowedFromItsFirstImageToTheSrInThePacs() throws Exception {
        try (var log = new Log();
                var pacs = Pacs.start();
                var results = results(pacs)) {
            setting.publish(Given.state(study, StudyStage.RECEIVED, 1));
            awaitState(results, "RECEIVING");
            setting.publish(Given.state(study, StudyStage.DRAFTED, 1));
            setting.publish(Given.draft(study, 1, List.of(image)));
            awaitState(results, "DRAFTED");
            awaitDelivery(results, "ACCEPTED");

            assertEquals(1, srs().size());
            var kept = kept(pacs).getFirst();
            assertEquals("Doe^Jane", kept.string(Tag.PATIENT_NAME).orElseThrow());
            var report = setting.get(results.httpPort(), "/api/studies/" + study + "/sr");
            assertEquals(200, report.statusCode());
            assertEquals(200, setting.get(results.httpPort(), "/health").statusCode());
            var metrics = setting.get(results.httpPort(), "/metrics").body();
            assertTrue(metrics.contains("radfm_results_pacs_stores_total{answer=\"accepted\"}"));

            for (var secret : List.of("Doe", "Jane", "P-4711", "19700101", "haemorrhage")) {
                assertFalse(log.text().contains(secret), secret);
            }
        }
    }

    /// Told again and again, since it is read only from when the reader has begun.
    @Test
    void aTextUnderWayIsReadHereAndGoesNowhereElse() throws Exception {
        try (var log = new Log();
                var pacs = Pacs.start();
                var results = results(pacs)) {
            setting.publish(Given.state(study, StudyStage.DRAFTING, 1));
            awaitState(results, "DRAFTING");
            var tokens = new AtomicInteger();
            Eventually.get(
                    "the text so far",
                    HANG,
                    () -> {
                        var at = tokens.incrementAndGet();
                        setting.publish(Given.progress(study, 1, Given.NOON, at, "No secret yet"));
                        return setting.study(results.httpPort(), study)
                                .at("/progress/text")
                                .asText();
                    },
                    "No secret yet"::equals);
            setting.publish(Topics.DRAFT_PROGRESS.name(), "key", new byte[] {9, 9, 9});
            assertEquals(
                    "DRAFTING", setting.study(results.httpPort(), study).path("state").asText());

            setting.publish(Given.draft(study, 1, List.of(image)));
            awaitDelivery(results, "ACCEPTED");
            assertTrue(setting.study(results.httpPort(), study).path("progress").isNull());
            assertEquals(1, kept(pacs).size());
            var sr = Files.readString(srs().getFirst(), StandardCharsets.ISO_8859_1);
            assertTrue(sr.contains("No acute haemorrhage."));
            assertFalse(sr.contains("No secret yet"));
            assertFalse(log.text().contains("No secret yet"));
        }
    }

    @Test
    void whereNoTopicOfOutcomesIsDraftsAreReadAndThereAreNone() throws Exception {
        try (var admin = Admin.create(new HashMap<String, Object>(setting.platform.settings()))) {
            admin.deleteTopics(List.of(Topics.DRAFT_OUTCOMES.name())).all().get();
            try (var log = new Log();
                    var results = results(Map.of())) {
                setting.publish(Given.draft(study, 1, List.of(image)));
                awaitState(results, "DRAFTED");
                Eventually.holds("ready", HANG, () -> results.health().isReady());
                Eventually.holds(
                        "a sentence about it",
                        HANG,
                        () -> log.text().contains("there is no topic draft.outcomes"));
                assertEquals(0, setting.outcomes(results.httpPort()).get("reports").asInt());
            } finally {
                new TopicAdmin(admin).create((short) 1, Platform.PARTITIONS);
            }
        }
        setting.publish(Topics.DRAFT_OUTCOMES.name(), "key", new byte[] {9, 9, 9});
        setting.publish(Given.outcome(study, "7", Acceptance.EDITED, 0));
        try (var results = results(Map.of())) {
            var outcomes =
                    Eventually.get(
                            "an outcome",
                            HANG,
                            () -> setting.outcomes(results.httpPort()),
                            json -> json.get("reports").asInt() == 1);
            assertEquals("7", outcomes.at("/models/0/version").asText());
            assertEquals(1, outcomes.at("/models/0/accepted").asInt());
            assertEquals(0.25, outcomes.at("/models/0/wordEdit").asDouble());
            assertEquals("2026-11-23T12:00:00Z", outcomes.at("/models/0/points/0/at").asText());
        }
    }

    @Test
    void lateImagesMakeASecondSrThatNamesTheFirst() throws Exception {
        try (var pacs = Pacs.start();
                var results = results(pacs)) {
            setting.publish(Given.draft(study, 1, List.of(image)));
            setting.publish(Given.draft(study, 2, List.of(image)));
            Eventually.holds("two SRs", HANG, () -> kept(pacs).size() == 2);
            assertFalse(kept(pacs).get(0).contains(Tag.PREDECESSOR_DOCUMENTS_SEQUENCE));
            assertTrue(kept(pacs).get(1).contains(Tag.PREDECESSOR_DOCUMENTS_SEQUENCE));
            Eventually.holds(
                    "revision 2",
                    HANG,
                    () -> setting.study(results.httpPort(), study).path("revision").asInt() == 2);
        }
    }

    @Test
    void aPacsThatIsAwayIsWaitedForWhileDraftsAreRead() throws Exception {
        var gone = Pacs.start();
        var to = gone.destination();
        gone.close();
        try (var results = results(Map.of("pacs", to.toString()))) {
            setting.publish(Given.draft(study, 1, List.of(image)));
            awaitState(results, "DRAFTED");
            Eventually.holds(
                    "waiting",
                    HANG,
                    () -> results.health().reason().startsWith("the PACS is waited for"));
            assertEquals(200, setting.get(results.httpPort(), "/health").statusCode());
            try (var back = Pacs.startAgain(to)) {
                awaitDelivery(results, "ACCEPTED");
                assertEquals(1, kept(back).size());
            }
        }
    }

    @Test
    void whatIsNoDraftIsLeftBehind() throws Exception {
        try (var pacs = Pacs.start();
                var results = results(pacs)) {
            setting.publish(Topics.DRAFTS.name(), "key", new byte[] {9, 9, 9});
            setting.publish(Topics.DRAFTS.name(), "key", new byte[] {0, 0, 0, 0, 99, 1});
            setting.publish(Topics.STUDY_STATES.name(), "key", new byte[0]);
            setting.publish(Given.draft(study, 1, List.of(image)));
            awaitDelivery(results, "ACCEPTED");
        }
    }

    @Test
    void aRestartShowsTheSameAndSendsNothingAgain() throws Exception {
        try (var pacs = Pacs.start()) {
            String before;
            try (var results = results(pacs)) {
                setting.publish(Given.draft(study, 1, List.of(image)));
                awaitDelivery(results, "ACCEPTED");
                before = setting.study(results.httpPort(), study).toString();
            }
            try (var results = results(pacs)) {
                awaitState(results, "DRAFTED");
                assertEquals(before, setting.study(results.httpPort(), study).toString());
                Eventually.holds("ready", HANG, () -> results.health().isReady());
                var next = Uid.generate();
                setting.publish(Given.draft(next, 1, List.of(image)));
                Eventually.holds("the next", HANG, () -> kept(pacs, next).size() == 1);
                assertEquals(1, kept(pacs).size());
            }
        }
    }

    @Test
    void killedBetweenSendingAndCommittingItMakesNoSecondInstance() throws Exception {
        var studies = Stream.generate(Uid::generate).limit(12).toList();
        try (var pacs = Pacs.start()) {
            var first = process(pacs);
            for (var uid : studies) {
                setting.publish(Given.draft(uid, 1, List.of(image)));
            }
            Eventually.holds("some are sent", HANG, () -> of(studies, pacs).count() >= 3);
            first.kill();
            try (var _ = process(pacs)) {
                Eventually.holds(
                        "all are sent", HANG, () -> of(studies, pacs).distinct().count() == 12);
            }
            for (var uid : studies) {
                assertEquals(
                        1, kept(pacs, uid).stream().map(ResultsIT::instance).distinct().count());
            }
        }
    }

    private static Stream<String> of(List<String> studies, Pacs pacs) {
        return pacs.kept.stream()
                .map(sr -> sr.string(Tag.STUDY_INSTANCE_UID).orElse(""))
                .filter(studies::contains);
    }

    private static String instance(DataSet sr) {
        return sr.string(Tag.SOP_INSTANCE_UID).orElseThrow();
    }

    private static JavaProcess process(Pacs pacs) throws IOException {
        var arguments = new ArrayList<String>();
        setting.settings(folder, Map.of("pacs", pacs.destination().toString()))
                .forEach(
                        (key, value) ->
                                arguments.addAll(List.of("--" + key.replace('.', '-'), value)));
        return JavaProcess.main(
                "results",
                folder.resolve("process"),
                "256m",
                Results.class,
                arguments.toArray(String[]::new));
    }

    private Results results(Pacs pacs) throws Exception {
        return results(Map.of("pacs", pacs.destination().toString()));
    }

    private Results results(Map<String, String> more) throws Exception {
        return Results.start(
                new AbstractConfig(ResultsConfig.KEYS, setting.settings(folder, more), false),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    private void awaitState(Results results, String state) throws Exception {
        Eventually.get(
                state,
                HANG,
                () -> setting.study(results.httpPort(), study).path("state").asText(),
                state::equals);
    }

    private void awaitDelivery(Results results, String status) throws Exception {
        Eventually.get(
                status,
                HANG,
                () -> setting.study(results.httpPort(), study).at("/delivery/status").asText(),
                status::equals);
    }

    private List<DataSet> kept(Pacs pacs) {
        return kept(pacs, study);
    }

    private static List<DataSet> kept(Pacs pacs, String study) {
        return pacs.kept.stream()
                .filter(sr -> sr.string(Tag.STUDY_INSTANCE_UID).orElse("").equals(study))
                .toList();
    }

    private List<Path> srs() throws IOException {
        try (var files = Files.list(folder.resolve("reports").resolve(study))) {
            return files.filter(file -> file.toString().endsWith(".dcm")).toList();
        }
    }
}
