// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Digests;
import io.radfm.model.EngineOptions;
import io.radfm.model.GenerationOptions;
import io.radfm.model.Manifest;
import io.radfm.model.Prompt;
import io.radfm.model.RadFm;
import io.radfm.model.ScanTensor;
import io.radfm.training.ModelSize;
import io.radfm.training.train.Phantoms;
import io.radfm.training.train.Trainer.End;
import io.radfm.training.train.TrainingOrder;
import io.radfm.training.train.TrainingOrder.Identity;
import io.radfm.training.train.TrainingOrder.Machine;
import io.radfm.training.train.TrainingOrder.Start;
import io.radfm.training.train.TrainingPlan;
import io.radfm.training.train.block.Torch;
import io.radfm.training.train.data.PatchedScans;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Whole runs on small phantoms.
class RunTest {
    @TempDir private static Path folder;
    private static Path data;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void makeData() throws IOException {
        data = folder.resolve("data");
        Phantoms.write(data, 60, 1);
    }

    /// What is trained is loaded where it serves, and says of itself that it was trained; the loss
    /// of what it was trained on falls far below that of words by their frequency.
    @Test
    void aTrainedModelServesAndHasLearned() throws Exception {
        var to = folder.resolve("trained");
        var plan = plan(1, 60, 0);
        assertEquals(End.COMPLETE, train(order(to, plan), Integer.MAX_VALUE));
        var run = new RunFolder(order(to, plan).runFolder());
        var steps = Snapshot.history(run.newest().orElseThrow()).steps();
        assertTrue(steps.getFirst().loss() > 4, said::toString);
        assertTrue(steps.getLast().loss() < 0.6, said::toString);
        assertTrue(Manifest.read(to).trained());
        try (var model = RadFm.load(to, EngineOptions.defaults().withThreads(2))) {
            var prompt =
                    Prompt.of(
                            new Prompt.Scan(tensor(true, 8, new Random(9))),
                            new Prompt.Text("On which side is the opacity?"));
            var options = GenerationOptions.defaults().withMaxNewTokens(20);
            var answer = model.generate(prompt, options).text().strip();
            assertTrue(answer.matches("(left|right) side\\."), answer);
        }
    }

    @Test
    void aRunThatWasStoppedEndsWithTheVeryWeightsOfOneThatWasNot() throws Exception {
        var straight = folder.resolve("straight");
        var stopped = folder.resolve("stopped");
        var plan = plan(1, 9, 0);
        assertEquals(End.COMPLETE, train(order(straight, plan), Integer.MAX_VALUE));
        assertEquals(End.STOPPED, train(order(stopped, plan), 4));
        assertEquals(End.COMPLETE, train(resumed(stopped), Integer.MAX_VALUE));
        assertEquals(weights(straight), weights(stopped));
    }

    @Test
    void aRunOfLowRankIsResumedExactlyToo() throws Exception {
        var straight = folder.resolve("straight-lora");
        var stopped = folder.resolve("stopped-lora");
        var plan = plan(2, 6, 4);
        assertEquals(End.COMPLETE, train(order(straight, plan), Integer.MAX_VALUE));
        assertEquals(End.STOPPED, train(order(stopped, plan), 3));
        assertEquals(End.COMPLETE, train(resumed(stopped), Integer.MAX_VALUE));
        assertEquals(weights(straight), weights(stopped));
    }

    /// What a killed process left half-written is no checkpoint.
    @Test
    void aHalfWrittenCheckpointIsPassedOver() throws Exception {
        var to = folder.resolve("killed");
        var plan = plan(1, 6, 0);
        assertEquals(End.STOPPED, train(order(to, plan), 3));
        var run = new RunFolder(order(to, plan).runFolder());
        Files.writeString(run.making().resolve("trained.safetensors"), "half");
        assertEquals(End.COMPLETE, train(resumed(to), Integer.MAX_VALUE));
        var straight = folder.resolve("not-killed");
        assertEquals(End.COMPLETE, train(order(straight, plan), Integer.MAX_VALUE));
        assertEquals(weights(straight), weights(to));
    }

    @Test
    void anotherSeedGivesOtherWeights() throws Exception {
        var plan = plan(1, 2, 0);
        train(order(folder.resolve("seed-1"), plan), Integer.MAX_VALUE);
        var other = withSeed(plan, 2);
        train(order(folder.resolve("seed-2"), other), Integer.MAX_VALUE);
        assertNotEquals(weights(folder.resolve("seed-1")), weights(folder.resolve("seed-2")));
    }

    @Test
    void aRunWithAnotherPlanIsNotResumed() throws Exception {
        var to = folder.resolve("other-plan");
        train(order(to, plan(1, 4, 0)), 1);
        var other = order(to, plan(1, 5, 0));
        var resumed =
                new TrainingOrder(
                        other.to(),
                        other.data(),
                        other.start(),
                        other.plan(),
                        true,
                        other.checkpointEvery(),
                        other.machine(),
                        other.identity(),
                        other.out(),
                        false);
        var refusal = assertThrows(IOException.class, () -> Starting.of(resumed));
        assertTrue(refusal.getMessage().contains("steps=4, not 5"), refusal::getMessage);
    }

    @Test
    void aFolderWithARunIsNotBegunAnew() throws Exception {
        var to = folder.resolve("begun");
        train(order(to, plan(1, 4, 0)), 1);
        var refusal = assertThrows(IOException.class, () -> Starting.of(order(to, plan(1, 4, 0))));
        assertTrue(refusal.getMessage().contains("--resume"), refusal::getMessage);
    }

    @Test
    void theCardSaysWhatTheModelWasMadeOfAndHoldsNoText() throws Exception {
        var to = folder.resolve("card");
        train(order(to, plan(1, 4, 0)), Integer.MAX_VALUE);
        var card = Files.readString(to.resolve("README.md"));
        var run = new RunFolder(order(to, plan(1, 4, 0)).runFolder()).run();
        assertTrue(card.contains(run.dataHash()), card);
        assertTrue(card.contains("## Validation"), card);
        assertTrue(!card.contains("opacity"), card);
        assertTrue(Files.readString(to.resolve("curves.svg")).startsWith("<svg"));
        for (var document : new String[] {"README.md", "training.json", "curves.svg"}) {
            assertEquals(
                    Digests.sha256(to.resolve(document)),
                    Manifest.read(to).digests().get(document));
        }
    }

    private End train(TrainingOrder order, int steps) throws IOException {
        var left = new AtomicInteger(steps);
        Torch.threads(order.machine().threads());
        try (var run = new Run(order, Starting.of(order))) {
            return run.run(() -> left.getAndDecrement() == 0);
        }
    }

    private TrainingOrder order(Path to, TrainingPlan plan) {
        return order(to, data, plan);
    }

    private TrainingOrder order(Path to, Path from, TrainingPlan plan) {
        return new TrainingOrder(
                to,
                Optional.of(from),
                Optional.of(new Start.Size("mini")),
                Optional.of(plan),
                false,
                100,
                new Machine("cpu", 2),
                new Identity("", "", "Phantoms only."),
                new PrintWriter(said),
                false);
    }

    private TrainingOrder resumed(Path to) {
        return new TrainingOrder(
                to,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                100,
                new Machine("cpu", 2),
                new Identity("", "", ""),
                new PrintWriter(said),
                false);
    }

    private static TrainingPlan plan(int stage, long steps, int loraRank) {
        return new TrainingPlan(
                stage,
                List.of(),
                steps,
                8,
                1,
                2,
                3e-3,
                0.1,
                Math.min(10, steps),
                0.01,
                1,
                0.9,
                0.95,
                loraRank,
                8,
                1,
                Math.max(1, steps / 2),
                16,
                2);
    }

    private static TrainingPlan withSeed(TrainingPlan it, long seed) {
        return new TrainingPlan(
                it.stage(),
                it.tasks(),
                it.steps(),
                it.batch(),
                it.accumulate(),
                it.share(),
                it.rate(),
                it.floor(),
                it.warmUp(),
                it.decay(),
                it.clip(),
                it.beta1(),
                it.beta2(),
                it.loraRank(),
                it.loraAlpha(),
                seed,
                it.validateEvery(),
                it.validation(),
                it.generated());
    }

    private static String weights(Path model) throws IOException {
        return Digests.sha256(model.resolve("model.safetensors"));
    }

    private static ScanTensor tensor(boolean left, int depth, Random random) {
        var array = Phantoms.scan(left, Phantoms.SIDE, depth, random);
        var values = FloatBuffer.allocate(array.values());
        array.copyTo(values);
        return PatchedScans.repeated(
                new ScanTensor(Phantoms.SIDE, Phantoms.SIDE, depth, values.flip()),
                ModelSize.MINI.configuration().vision().framePatchSize());
    }
}
