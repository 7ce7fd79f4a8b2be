// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.radfm.events.InferenceJob;
import io.radfm.events.Question;
import io.radfm.testkit.Eventually;

import org.apache.kafka.common.config.AbstractConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// From a job to its draft, with the small model and a real store.
class DrafterTest {
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static Jobs jobs;
    private static Bench bench;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        jobs = new Jobs(folder);
        var model = MiniModel.in(folder.resolve("model"));
        Files.writeString(
                model.resolve("calibration.json"),
                """
                {"labels": {"effusion": {"method": "isotonic", "from": [0.5], "to": [0.125]}}}
                """);
        var settings = Map.of("data.dir", folder.toString(), "engine.threads", "1");
        var config = WorkerConfig.of(new AbstractConfig(WorkerConfig.KEYS, settings, false));
        bench = Bench.open(config, config.model(), Progress.NONE, new WorkerMetrics(METERS));
    }

    @AfterAll
    static void close() throws Exception {
        bench.close();
        jobs.close();
    }

    @Test
    void everyQuestionIsAnsweredInOrderAboutTheSameScans() throws Exception {
        double before = tokens();
        var draft =
                draft(
                        jobs.of(
                                jobs.volume(8),
                                new Question("report", "Write a report.", 6),
                                new Question("modality", "Which modality?", 3)));

        assertEquals(
                List.of("report", "modality"),
                draft.getAnswers().stream().map(it -> it.getQuestionId()).toList());
        assertEquals(6, draft.getAnswers().getFirst().getTokens());
        assertEquals("MAX_TOKENS", draft.getAnswers().getFirst().getStopReason());
        assertEquals(List.of(1, 64, 64, 8), draft.getScans().getFirst().getShape());
        assertEquals(8, draft.getScans().getFirst().getInstances().size());
        assertFalse(draft.getStartedAt().isAfter(draft.getFinishedAt()));
        assertEquals(before + 9, tokens());
    }

    /// Scans are found again by content, so the second draft about them encodes none.
    @Test
    void theEnginesWorkIsCountedByPassAndScansByWhereTheyCameFrom() throws Exception {
        var job = jobs.ofVolume(12);
        double cached = counted("radfm.worker.scans", "from", "cache");
        double encoded = counted("radfm.worker.scans", "from", "encoder");
        double steps = METERS.get("radfm.worker.engine.steps").functionCounter().count();
        draft(job);
        draft(job);
        assertEquals(encoded + 1, counted("radfm.worker.scans", "from", "encoder"));
        assertEquals(cached + 1, counted("radfm.worker.scans", "from", "cache"));
        assertTrue(METERS.get("radfm.worker.engine.steps").functionCounter().count() > steps);
        for (var pass : List.of("encode", "prefill", "decode")) {
            assertTrue(counted("radfm.worker.engine.seconds", "pass", pass) > 0, pass);
        }
        assertTrue(counted("radfm.worker.engine.tokens", "pass", "prefill") > 0);
        assertTrue(METERS.get("radfm.worker.decode.tokens.per.second").gauge().value() > 0);
        var batch = METERS.get("radfm.worker.batch.size").gauge();
        Eventually.holds("idle", Duration.ofSeconds(10), () -> batch.value() == 0);
        for (var of : List.of("keys_values", "encoded_scans", "resident")) {
            var gauge = METERS.get("radfm.worker.memory").tag("of", of).gauge();
            assertTrue(gauge.value() > 0, of);
        }
    }

    private static double counted(String name, String label, String value) {
        return METERS.get(name).tag(label, value).functionCounter().count();
    }

    @Test
    void theDraftSaysThatItsModelIsUntrained() throws Exception {
        var model = draft(jobs.ofVolume(4)).getModel();
        assertEquals("radfm-mini", model.getName());
        assertFalse(model.getTrained());
        assertEquals(MiniModel.NOTICE, model.getNotice());
        assertEquals(64, model.getWeightsDigest().length());
    }

    @Test
    void aDiagnosisHasTheCalibratedProbabilityOfYesAndOtherQuestionsHaveNone() throws Exception {
        var draft =
                draft(
                        jobs.of(
                                jobs.volume(4),
                                new Question("report", "Effusion?", 2),
                                new Question("diagnosis:effusion", "Effusion?", 2),
                                new Question("diagnosis:mass", "Effusion?", 2)));

        assertNull(draft.getAnswers().get(0).getProbability());
        assertFalse(draft.getAnswers().get(0).getCalibrated());
        assertEquals(0.125, draft.getAnswers().get(1).getProbability()); // its own, a level line
        assertTrue(draft.getAnswers().get(1).getCalibrated());
        double raw = draft.getAnswers().get(2).getProbability();
        assertTrue(raw > 0 && raw < 1 && raw != 0.125, "the default leaves " + raw);
        assertFalse(draft.getAnswers().get(2).getCalibrated());
    }

    @Test
    void theSameJobGetsTheSameAnswers() throws Exception {
        var job = jobs.ofVolume(5);
        assertEquals(draft(job).getAnswers(), draft(job).getAnswers());
    }

    @Test
    void aScanThatDoesNotDecodeIsUndecodable() throws Exception {
        assertEquals("UNDECODABLE", refusal(jobs.broken()).code());
    }

    @Test
    void aPromptThatDoesNotFitIsUnusable() throws Exception {
        var tooLong = new Question("report", "é".repeat(1100), 8);
        var refusal = refusal(jobs.of(jobs.volume(4), tooLong));
        assertEquals("UNUSABLE_PROMPT", refusal.code());
        assertTrue(refusal.getMessage().contains("the context holds 2048"), refusal.getMessage());
    }

    @Test
    void aJobThatAsksNothingIsRefused() throws Exception {
        assertEquals("NO_QUESTIONS", refusal(jobs.of(jobs.volume(4))).code());
    }

    @Test
    void anObjectThatIsNotThereMayComeLater() throws Exception {
        var job = jobs.missing();
        assertThrows(IOException.class, () -> draft(job));
    }

    @Test
    void aJobThatIsToldToStopAnswersNothing() throws Exception {
        var stop = new Stop();
        stop.request(Stop.Reason.DRAINING);
        var job = jobs.slow(2);
        assertThrows(InterruptedException.class, () -> bench.draft(job, false, stop));
    }

    private static double tokens() {
        var counter = METERS.find("radfm.worker.tokens").tag("kind", "answer").counter();
        return counter == null ? 0 : counter.count();
    }

    private static io.radfm.events.Drafted draft(InferenceJob job) throws Exception {
        return bench.draft(job, false, new Stop());
    }

    private static CannotDraft refusal(InferenceJob job) {
        return assertThrows(CannotDraft.class, () -> draft(job));
    }
}
