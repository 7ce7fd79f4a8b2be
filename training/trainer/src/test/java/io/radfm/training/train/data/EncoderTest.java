// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.Configuration;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Family;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Split;
import io.radfm.training.sample.Task;
import io.radfm.training.train.Phantoms;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class EncoderTest {
    private static final int EOS = 2;

    @TempDir private static Path folder;
    private static Configuration configuration;
    private static BytePairTokenizer words;
    private static Encoder encoder;
    private static DataSet data;
    private static List<Place> places;

    @BeforeAll
    static void make() throws IOException {
        var model = folder.resolve("mini");
        ModelInit.make(ModelSize.MINI, model, 1);
        configuration = Configuration.read(model.resolve("config.json"));
        words = new BytePairTokenizer(SentencePieceModel.read(model.resolve("tokenizer.model")));
        encoder = new Encoder(configuration, words);
        data = Phantoms.write(folder.resolve("data"), 3, 1);
        places = data.places(Split.TRAIN);
    }

    @Test
    void ofAQuestionTheAnswerAndItsEndAreTrainedOn() {
        var sample =
                places.stream().map(Place::sample).filter(it -> it.task() == Task.VQA).findFirst();
        var text = encoder.encode(sample.orElseThrow()).orElseThrow();
        int[] answer = words.encode(sample.orElseThrow().answer());
        int end = text.ids().length;
        assertEquals(text.prompt() + answer.length + 1, end);
        assertArrayEquals(answer, Arrays.copyOfRange(text.ids(), text.prompt(), end - 1));
        assertEquals(EOS, text.ids()[end - 1]);
        assertArrayEquals(encoder.prompt(sample.get()), Arrays.copyOf(text.ids(), text.prompt()));
        for (int i = 0; i < end; i++) {
            assertEquals(i < text.prompt() ? 0 : 1, text.weights()[i]);
        }
    }

    @Test
    void ofAnInterleavedTextAllWordsAreTrainedOnAndNoRowsOfScans() {
        var sample =
                places.stream()
                        .map(Place::sample)
                        .filter(it -> it.family() == Family.INTERLEAVED)
                        .findFirst()
                        .orElseThrow();
        var text = encoder.encode(sample).orElseThrow();
        int heavy = 0;
        assertEquals(0, text.weights()[0]);
        for (int i = 1; i < text.ids().length; i++) {
            boolean word = text.ids()[i] < configuration.language().vocabSize();
            assertTrue(word ? text.weights()[i] >= 1 : text.weights()[i] == 0);
            heavy += text.weights()[i] == 3 ? 1 : 0;
        }
        assertTrue(heavy > 0, "the term weighs three");
    }

    /// A batch shows each distinct scan of a study once, and pads to the longest text.
    @Test
    void aBatchEncodesTheScanOfAStudyOnce() throws IOException {
        var corpus = Corpus.of(data, Split.TRAIN, Corpus.Stage.PRETRAINING, encoder);
        var study = corpus.examples().getFirst().place().sample().study();
        var examples =
                corpus.examples().stream()
                        .filter(it -> it.place().sample().study().equals(study))
                        .toList();
        var batch = new Batcher(data, configuration).of(examples);
        assertEquals(3, batch.sequences());
        assertEquals(1, batch.scans().size());
        assertEquals(1, batch.scans().getFirst().count());
        assertTrue(List.of("1x64x64x1", "1x64x64x8").contains(examples.getFirst().kind().size()));
        int longest = examples.stream().mapToInt(Example::length).max().orElseThrow();
        assertEquals(longest - 1, batch.length()); // the last token is only predicted
    }
}
