// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;
import io.radfm.training.sample.Split;
import io.radfm.training.train.Phantoms;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

class SamplerTest {
    private static final int STUDIES = 21;

    @TempDir private static Path folder;
    private static List<Example> examples;

    @BeforeAll
    static void encode() throws IOException {
        var model = folder.resolve("mini");
        ModelInit.make(ModelSize.MINI, model, 1);
        var encoder =
                new Encoder(
                        Configuration.read(model.resolve("config.json")),
                        new BytePairTokenizer(
                                SentencePieceModel.read(model.resolve("tokenizer.model"))));
        var data = Phantoms.write(folder.resolve("data"), STUDIES, 1);
        examples = Corpus.of(data, Split.TRAIN, Corpus.Stage.PRETRAINING, encoder).examples();
    }

    @Test
    void noBatchMixesPicturesAndVolumes() {
        var sampler = new Sampler(examples, 4, 2, 1);
        for (long position = 0; position < 3L * sampler.batchesInEpoch(); position++) {
            var kinds = new HashSet<Boolean>();
            sampler.batch(position).forEach(it -> kinds.add(it.kind().volumes()));
            assertEquals(1, kinds.size());
        }
    }

    @Test
    void anEpochHasEachExampleOnce() {
        for (int share : new int[] {1, 3}) {
            var sampler = new Sampler(examples, 5, share, 1);
            var seen = new ArrayList<Example>();
            for (int i = 0; i < sampler.batchesInEpoch(); i++) {
                assertTrue(sampler.batch(i).size() <= 5);
                seen.addAll(sampler.batch(i));
            }
            assertEquals(examples.size(), seen.size());
            assertEquals(new HashSet<>(examples), new HashSet<>(seen));
        }
    }

    @Test
    void theBatchAtAPositionDependsOnTheSeedAndThePositionAlone() {
        var forward = new Sampler(examples, 4, 2, 7);
        var other = new Sampler(examples, 4, 2, 8);
        int epoch = forward.batchesInEpoch();
        var inOrder = new ArrayList<List<Example>>();
        for (int i = 0; i < 2 * epoch; i++) {
            inOrder.add(forward.batch(i));
        }
        assertEquals(inOrder.get(epoch + 1), new Sampler(examples, 4, 2, 7).batch(epoch + 1));
        assertEquals(inOrder.get(1), forward.batch(1)); // back to an epoch that is over
        assertNotEquals(inOrder.subList(0, epoch), inOrder.subList(epoch, 2 * epoch));
        assertNotEquals(inOrder.getFirst(), other.batch(0));
    }

    @Test
    void examplesOfAStudyStandTogetherAsOftenAsIsAskedFor() {
        var sampler = new Sampler(examples, 3, 3, 1);
        int together = 0;
        for (int i = 0; i < sampler.batchesInEpoch(); i++) {
            var studies = new HashSet<String>();
            sampler.batch(i).forEach(it -> studies.add(it.place().sample().study()));
            together += studies.size() == 1 ? 1 : 0;
        }
        assertEquals(STUDIES, together);
    }

    @Test
    void theSecondStageHasQuestionsOnly() {
        assertEquals(3 * STUDIES, examples.size());
        assertEquals(
                2 * STUDIES,
                examples.stream()
                        .filter(it -> Corpus.Stage.INSTRUCTION.test(it.place().sample()))
                        .count());
    }
}
