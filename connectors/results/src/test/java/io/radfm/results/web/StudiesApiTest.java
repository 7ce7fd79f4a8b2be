// SPDX-License-Identifier: Apache-2.0
package io.radfm.results.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.radfm.dicom.ByteSource;
import io.radfm.dicom.DicomReader;
import io.radfm.dicom.ReadOptions;
import io.radfm.dicom.Tag;
import io.radfm.dicom.Uid;
import io.radfm.events.Acceptance;
import io.radfm.events.Draft;
import io.radfm.events.InstanceRef;
import io.radfm.events.StudyStage;
import io.radfm.events.StudyState;
import io.radfm.process.Health;
import io.radfm.results.Given;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

/// What programs get from the JSON API, and what they are told when they ask for something else.
@Timeout(60)
class StudiesApiTest {
    @TempDir static Path home;
    private static Served served;

    /// One of its own for each test.
    private final String study = Uid.generate();

    private InstanceRef image;

    @BeforeAll
    static void start() throws IOException {
        served = new Served(home);
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    @BeforeEach
    void storeAnImage() throws IOException {
        image = Given.stored(served.store, Given.image(study, Uid.generate(), "Doe^Jane"));
        served.health = Health.READY;
    }

    @Test
    void aDraftedStudySaysWhoWhatAndHowFar() throws Exception {
        served.worklist.apply(Given.draft(study, 1, List.of(image)));
        var json = served.json("/api/studies/" + study);
        assertEquals(study, json.get("studyUid").asText());
        assertEquals("DRAFTED", json.get("state").asText());
        assertEquals(1, json.get("revision").asInt());
        assertEquals(1, json.get("instances").asInt());
        assertEquals("Axial", json.get("series").get(0).get("description").asText());
        assertEquals("Doe, Jane", json.get("patient").get("name").asText());
        assertEquals("Head", json.get("description").asText());
        assertTrue(json.get("failure").isNull());

        var draft = json.get("draft");
        assertEquals("AI DRAFT \u2013 NOT REVIEWED", draft.get("banner").asText());
        assertTrue(draft.get("notice").isNull());
        assertEquals("No acute haemorrhage.", draft.get("findings").asText());
        assertEquals("Normal head CT.", draft.get("impression").asText());
        assertFalse(draft.get("partial").asBoolean());
        var model = draft.get("provenance").get("model");
        assertEquals("9f".repeat(32), model.get("weightsDigest").asText());
        var listed = new ArrayList<JsonNode>();
        served.json("/api/studies").forEach(listed::add);
        assertTrue(listed.contains(json));
    }

    @Test
    void whatALaterRevisionReplacedIsTherePreliminaryAsItWas() throws Exception {
        var first = Draft.newBuilder(Given.draft(study, 1, List.of(image)));
        served.worklist.apply(first.setText(Given.text("A mass.", "See above.")).build());
        served.worklist.apply(Given.draft(study, 2, List.of(image)));
        var json = served.json("/api/studies/" + study);
        assertEquals(2, json.at("/draft/revision").asInt());
        assertEquals(1, json.get("replaced").size());
        var replaced = json.get("replaced").get(0);
        assertEquals(1, replaced.get("revision").asInt());
        assertEquals(1, replaced.get("instances").asInt());
        assertEquals("A mass.", replaced.get("findings").asText());
        assertEquals("See above.", replaced.get("impression").asText());
        assertEquals("AI DRAFT \u2013 NOT REVIEWED", replaced.get("banner").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "RECEIVED, RECEIVING",
        "ASSEMBLING, ASSEMBLING",
        "DRAFTING, DRAFTING",
        "FAILED, FAILED"
    })
    void aStudyWithoutADraftStillHasItsState(StudyStage stage, String state) throws Exception {
        served.worklist.apply(Given.state(study, stage, 1));
        var json = served.json("/api/studies/" + study);
        assertEquals(state, json.get("state").asText());
        assertEquals(3, json.get("instances").asInt());
        assertTrue(json.get("draft").isNull());
        assertTrue(json.get("patient").isNull());
        assertTrue(json.get("series").isArray());
    }

    @Test
    void outcomesAreSummedUpOnceAReportWasSigned() throws Exception {
        assertEquals(0, served.json("/api/outcomes").get("reports").asInt());
        assertEquals(0, served.json("/api/outcomes").get("models").size());
        served.outcomes.apply(Given.outcome(study, "7", Acceptance.AS_DRAFTED, 0));
        var json = served.json("/api/outcomes");
        assertEquals(1, json.get("reports").asInt());
        assertEquals(300, json.get("stepSeconds").asInt());
        var model = json.get("models").get(0);
        assertEquals("RadFM", model.get("name").asText());
        assertEquals(1, model.get("asDrafted").asInt());
        assertEquals(0.5, model.get("labelF1").asDouble());
        assertEquals("2026-11-23T12:00:00Z", model.get("signedLast").asText());
        assertFalse(json.toString().contains(study), "names no study");
    }

    @Test
    void aFailureSaysWhy() throws Exception {
        served.worklist.apply(Given.failed(Given.draft(study, 1, List.of(image))));
        var json = served.json("/api/studies/" + study);
        assertEquals("FAILED", json.get("state").asText());
        assertEquals("NO_SCANS", json.get("failure").get("code").asText());
        assertEquals("No series holds an image.", json.get("failure").get("reason").asText());
        assertTrue(json.get("draft").isNull());
    }

    @Test
    void conflictsAndThePartialFlagAreTold() throws Exception {
        served.worklist.apply(
                StudyState.newBuilder(Given.state(study, StudyStage.DRAFTED, 1))
                        .setConflicts(2)
                        .build());
        served.worklist.apply(
                Draft.newBuilder(Given.draft(study, 1, List.of(image))).setPartial(true).build());
        var json = served.json("/api/studies/" + study);
        assertEquals(2, json.get("conflicts").asInt());
        assertTrue(json.get("draft").get("partial").asBoolean());
    }

    @Test
    void diagnosesAreToldTheMostProbableFirstAndWhetherTheyAreCalibrated() throws Exception {
        served.worklist.apply(Given.diagnosed(Given.draft(study, 1, List.of(image))));
        var told = new ArrayList<String>();
        served.json("/api/studies/" + study)
                .at("/draft/diagnoses")
                .forEach(it -> told.add("" + it));
        assertEquals(
                List.of(
                        "{\"label\":\"haemorrhage\",\"name\":\"Haemorrhage\","
                                + "\"probability\":0.625,\"calibrated\":false}",
                        "{\"label\":\"white_matter_lesions\",\"name\":\"White matter lesions\","
                                + "\"probability\":0.5,\"calibrated\":false}",
                        "{\"label\":\"midline_shift\",\"name\":\"Midline shift\","
                                + "\"probability\":0.04,\"calibrated\":true}"),
                told);
    }

    @Test
    void aTextUnderWayIsToldWithItsBannerAndItsModelsNotice() throws Exception {
        served.worklist.apply(Given.state(study, StudyStage.DRAFTING, 1));
        served.worklist.apply(Given.progress(study, 1, Given.NOON, 3, "No acute"));
        assertEquals(
                "{\"revision\":1,\"banner\":\"AI DRAFT \u2013 NOT REVIEWED\","
                        + "\"notice\":\"untrained model: text is noise\",\"text\":\"No acute\","
                        + "\"tokens\":3,\"writtenAt\":\"2026-11-23T12:00:00.003Z\"}",
                served.json("/api/studies/" + study).get("progress").toString());
        assertProblem(404, "/api/studies/" + study + "/sr");
        served.worklist.apply(Given.draft(study, 1, List.of(image)));
        assertTrue(served.json("/api/studies/" + study).get("progress").isNull());
    }

    @Test
    void aTextUnderWayIsNotToldWithoutBound() throws Exception {
        served.worklist.apply(Given.state(study, StudyStage.DRAFTING, 1));
        served.worklist.apply(Given.progress(study, 1, Given.NOON, 3, "x".repeat(100_000)));
        var told = served.json("/api/studies/" + study).at("/progress/text").asText();
        assertEquals(32_768, told.length());
    }

    @Test
    void theReportIsAPart10FileOfTheNewestDraft() throws Exception {
        served.worklist.apply(Given.draft(study, 1, List.of(image)));
        served.worklist.apply(Given.draft(study, 2, List.of(image)));
        var answer = served.get("/api/studies/" + study + "/sr");
        assertEquals(200, answer.statusCode());
        assertEquals("application/dicom", answer.headers().firstValue("Content-Type").get());
        assertEquals(
                "attachment; filename=\"draft-2.dcm\"",
                answer.headers().firstValue("Content-Disposition").get());
        var report = DicomReader.read(ByteSource.of(answer.body()), ReadOptions.WHOLE).dataSet();
        assertEquals("UNVERIFIED", report.string(Tag.VERIFICATION_FLAG).orElseThrow());
        assertEquals("2", report.string(Tag.INSTANCE_NUMBER).orElseThrow().strip());
    }

    @Test
    void aStudyWithoutADraftHasNoReport() throws Exception {
        served.worklist.apply(Given.state(study, StudyStage.DRAFTING, 1));
        assertProblem(404, "/api/studies/" + study + "/sr");
    }

    @Test
    void aReportWhoseImageIsNotThereYetIsForLater() throws Exception {
        var nowhere = new InstanceRef(study + ".1.9", "ab".repeat(32), 9L, 1);
        served.worklist.apply(Given.draft(study, 1, List.of(nowhere)));
        assertProblem(503, "/api/studies/" + study + "/sr");
    }

    @Test
    void theKeyImageOfASeriesIsAPng() throws Exception {
        served.worklist.apply(Given.draft(study, 1, List.of(image)));
        var path = served.json("/api/studies/" + study).at("/series/0/keyImage").asText();
        var answer = served.get(path);
        assertEquals("image/png", answer.headers().firstValue("Content-Type").get());
        var picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertNotNull(picture);
        assertEquals(8, picture.getWidth());
        assertProblem(404, "/api/studies/" + study + "/series/1.2.3/key.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.2.3%00", "1%20OR%201", "1.2.3,4"})
    void whatIsNoUidIsRefused(String uid) throws Exception {
        assertProblem(400, "/api/studies/" + uid);
    }

    @Test
    void aUidThatIsTooLongIsRefused() throws Exception {
        assertProblem(400, "/api/studies/" + "1".repeat(65));
        assertProblem(404, "/api/studies/" + "1".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/studies/1.2.3",
                "/api/studies/1.2.3/sr",
                "/api/studies/1.2.3/series/4/key.png",
                "/nothing",
                "/api",
                "/page.css.map"
            })
    void whatIsNotThereIs404(String path) throws Exception {
        assertProblem(404, path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/page.css/../../logback.xml",
                "/io/radfm/results/web/page.js",
                "//etc/passwd",
                "/\\..\\..\\etc\\passwd"
            })
    void noPathLeadsOutOfThePage(String path) throws Exception {
        var answer = Raw.ask(served.port(), "GET " + path + " HTTP/1.1", "Host: localhost");
        assertTrue(answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"), answer);
        assertFalse(answer.contains("root:"));
    }

    @Test
    void aRequestLineWithoutEndIsCutOff() throws Exception {
        var answer =
                Raw.ask(
                        served.port(),
                        "GET /api/studies/" + "1".repeat(1 << 20) + " HTTP/1.1",
                        "Host: localhost");
        assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    }

    @Test
    void hostileTextLeavesAsAJsonString() throws Exception {
        var attack = "</script><script>alert(1)</script>\"\u2028\u0000";
        var draft = Draft.newBuilder(Given.draft(study, 1, List.of(image)));
        draft.setText(Given.text(attack, attack));
        served.worklist.apply(draft.build());
        var answer = served.get("/api/studies/" + study);
        assertEquals("application/json", answer.headers().firstValue("Content-Type").get());
        assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").get());
        var json = Served.JSON.readTree(answer.body());
        assertEquals(attack, json.get("draft").get("findings").asText());
    }

    @Test
    void healthIsGoodOnlyWhileEveryRoleIsReady() throws Exception {
        assertEquals(200, served.get("/health").statusCode());
        served.health = Health.down("the \"broker\" is away");
        var answer = served.get("/health");
        assertEquals(503, answer.statusCode());
        var body = Served.JSON.readTree(answer.body());
        assertFalse(body.get("ready").asBoolean());
        assertEquals("DOWN", body.at("/roles/results/state").asText());
    }

    @Test
    void metricsArePrometheusText() throws Exception {
        var answer = served.get("/metrics");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("Content-Type").get().startsWith("text/plain"));
    }

    private void assertProblem(int status, String path) throws Exception {
        var answer = served.get(path);
        assertEquals(status, answer.statusCode());
        var body = Served.JSON.readTree(answer.body());
        assertTrue(body.get("error").asText().endsWith("."), body.toString());
        assertEquals(1, body.size());
    }
}
