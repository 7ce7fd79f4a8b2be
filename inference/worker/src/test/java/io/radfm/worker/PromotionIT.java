// SPDX-License-Identifier: Apache-2.0
package io.radfm.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.Drafted;
import io.radfm.events.InferenceJob;
import io.radfm.events.InferenceResult;
import io.radfm.events.Topics;
import io.radfm.process.Health;
import io.radfm.testkit.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Models are promoted while jobs flow: every job is drafted, once, by one or the other.
@ExtendWith(OneHospital.class)
class PromotionIT {
    private static final Map<String, String> QUICK = Map.of("answer.repeat.limit", "0");

    @TempDir static Path folder;
    private static Hospital hospital;
    private final List<InferenceJob> published = new ArrayList<>();

    @BeforeAll
    static void find(Hospital running) {
        hospital = running;
    }

    @AfterEach
    void nothingIsCurrent() {
        while (hospital.promote("--rollback").exitCode() == 0) {
            // until there is nothing to roll back
        }
    }

    @Test
    void jobsThatFlowAreDraftedOnceEachFirstByTheOldModelThenByTheNew() throws Exception {
        var second = MiniModel.in(folder.resolve("second"), "2");
        try (var worker = hospital.worker("w", QUICK)) {
            var before = publish(3);
            assertEquals("1", version(before.getFirst()));

            publish(2); // some are under way while it changes
            promoted(second.toString());
            awaitVersion("2", worker);
            var after = publish(3);

            for (var job : after) {
                assertEquals("2", version(job));
            }
            assertEachOnce();
            assertEquals(Health.READY, worker.worker().health());
            assertEquals(1, worker.changes("done"));

            promoted("--rollback"); // nothing was current before it: back to its own
            awaitVersion("1", worker);
            var refused = hospital.promote("--rollback");
            assertEquals(2, refused.exitCode());
            assertTrue(refused.err().contains("nothing to roll back"), refused.err());

            promoted("radfm-mini 2"); // its files are in the store
            awaitVersion("2", worker);
            assertEachOnce();
        }
    }

    @Test
    void aModelThatCannotBeLoadedLeavesTheOldOneDrafting() throws Exception {
        var second = MiniModel.in(folder.resolve("mini-3"), "3");
        promoted(second.toString());
        promoted("--rollback"); // stored, and drafts nowhere
        var weights = hospital.promote("--list", "--json").out();
        var digest =
                weights.replaceAll(
                        "(?s).*?\"tokenizer.model\" : \\{[^}]*\"sha256\" : \"(\\w+)\".*", "$1");
        var object = hospital.jobs.store().path(digest).orElseThrow();
        var bytes = Files.readAllBytes(object);
        Files.delete(object);
        try (var worker = hospital.worker("w", QUICK)) {
            promoted("radfm-mini 3");

            Eventually.holds(
                    "it says why",
                    Hospital.LONG,
                    () -> worker.worker().health().reason().contains("cannot be loaded"));
            assertTrue(worker.worker().health().isReady());
            assertEquals("1", version(publish(1).getFirst()));
            assertTrue(worker.changes("failed") >= 1);

            Files.write(object, bytes); // found again at the next try
            awaitVersion("3", worker);
            assertEachOnce();
        }
    }

    @Test
    void workersThatAreKilledWhileTheModelChangesLoseNothing() throws Exception {
        var second = MiniModel.in(folder.resolve("mini-4"), "4");
        var slow = hospital.jobs.slow(2);
        try (var killed = hospital.process("killed", QUICK)) {
            published.add(slow);
            hospital.publish(Topics.JOBS_ROUTINE, slow);
            publish(3).forEach(this::result);
            publish(3);
            promoted(second.toString());
            Eventually.holds(
                    "it has begun to change",
                    Hospital.LONG,
                    () -> Files.readString(killed.log()).contains("takes the place of"));
            killed.kill();
        }
        try (var _ = hospital.worker("next", QUICK)) {
            assertEquals("4", version(publish(1).getFirst()));
            for (var job : published) {
                assertTrue(result(job).getOutcome() instanceof Drafted);
            }
        }
    }

    @Test
    void whatIsNoSoundModelIsNotPromoted() throws Exception {
        var second = MiniModel.in(folder.resolve("mini-5"), "5");
        Files.write(second.resolve("tokenizer.model"), new byte[] {1, 2, 3});
        var refused = hospital.promote(second.toString());
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("tokenizer.model is not the file"), refused.err());
        assertEquals(2, hospital.promote("no-such-model").exitCode());
        assertEquals(2, hospital.promote(second.toString(), "--list").exitCode());
        assertFalse(hospital.promote("--list").out().contains("radfm-mini 5"));
    }

    private List<InferenceJob> publish(int count) throws Exception {
        var jobs = new ArrayList<InferenceJob>();
        for (int i = 0; i < count; i++) {
            var job = hospital.jobs.ofVolume(4);
            jobs.add(job);
            hospital.publish(i % 2 == 0 ? Topics.JOBS_ROUTINE : Topics.JOBS_STAT, job);
        }
        published.addAll(jobs);
        return jobs;
    }

    private void promoted(String... arguments) {
        var said = hospital.promote(arguments);
        assertEquals(0, said.exitCode(), said.err());
    }

    /// Jobs come until one is drafted by this version.
    private void awaitVersion(String version, Hospital.Colleague worker) throws Exception {
        Eventually.holds(
                "drafts of version " + version,
                Hospital.LONG,
                () -> version(publish(1).getFirst()).equals(version));
        Eventually.holds("one model is loaded", Hospital.LONG, () -> worker.drafts(version));
    }

    private InferenceResult result(InferenceJob job) {
        try {
            return hospital.awaitResult(job);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String version(InferenceJob job) {
        return ((Drafted) result(job).getOutcome()).getModel().getVersion();
    }

    private void assertEachOnce() {
        for (var job : published) {
            result(job);
        }
        for (var job : published) {
            assertEquals(1, hospital.resultsOf(job).size());
        }
    }
}
