// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.EngineOptions;
import io.radfm.model.GenerationOptions;
import io.radfm.model.Prompt;
import io.radfm.model.RadFm;
import io.radfm.model.ScanTensor;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;
import io.radfm.training.evaluate.Questions;
import io.radfm.training.evaluate.predict.ModelPredictor.Shown;
import io.radfm.training.evaluate.score.Prediction;
import io.radfm.training.sample.DataSet;
import io.radfm.training.sample.Place;
import io.radfm.training.sample.Split;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// A model directory asked about a data set.
class ModelPredictorTest {
    private static final int TOKENS = 6;

    @TempDir static Path folder;
    private static RadFm model;

    @BeforeAll
    static void load() throws Exception {
        var directory = folder.resolve("model");
        ModelInit.make(ModelSize.MINI, directory, 4);
        model = RadFm.load(directory, EngineOptions.defaults().withThreads(2));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void askedTogetherQuestionsHaveTheAnswersTheyHaveAlone() throws Exception {
        var data = data(new Questions(Split.TEST).radiograph(1, true).tomogram(1, false));
        var questions = data.places(Split.TEST);
        var done = new AtomicInteger();

        var answers = predictor(data, Shown.SCANS).answer(questions, done::addAndGet);

        assertEquals(questions.size(), done.get());
        assertEquals(0, answers.missing());
        for (int i = 0; i < questions.size(); i++) {
            assertEquals(alone(data, questions.get(i)), answers.predictions().get(i).text());
        }
    }

    /// The prompt laid out by hand: the picture's one slice four times, ten slices as twelve.
    private static String alone(DataSet data, Place place) throws Exception {
        var stored = data.at(place);
        var array = stored.scans().getFirst();
        int depth = array.depth() == 1 ? 4 : 8; // of 4, 8, … the nearest to 10 is 8, the smaller
        var values = FloatBuffer.allocate(64 * 64 * depth);
        for (int pixel = 0; pixel < 64 * 64; pixel++) {
            for (int d = 0; d < depth; d++) {
                values.put(array.value(pixel * array.depth() + d * array.depth() / depth));
            }
        }
        var prompt =
                Prompt.of(
                        new Prompt.Scan(new ScanTensor(64, 64, depth, values.flip())),
                        new Prompt.Text("Cough for two weeks."),
                        new Prompt.Text(" " + stored.sample().question()));
        var options = GenerationOptions.defaults().withMaxNewTokens(TOKENS);
        return model.generate(prompt, options).text();
    }

    @Test
    void withoutImagesTheSameWordsHaveTheSameProbability() throws Exception {
        var data = data(new Questions(Split.TEST).tomogram(1, true).tomogram(2, false));

        assertNotEquals(1, probabilities(data, Shown.SCANS));
        assertEquals(1, probabilities(data, Shown.GREY));
        assertEquals(1, probabilities(data, Shown.NONE));
    }

    private static long probabilities(DataSet data, Shown shown) throws Exception {
        var answers = predictor(data, shown).answer(data.places(Split.TEST), Progress.NONE);
        assertTrue(answers.predictions().stream().allMatch(it -> it.yes().isPresent()));
        return answers.predictions().stream().map(Prediction::yes).distinct().count();
    }

    @Test
    void aQuestionTheModelCannotTakeHasNoAnswerAndTheOthersDo() throws Exception {
        var data = data(new Questions(Split.TEST).radiograph(1, true).endless(1));

        var answers = predictor(data, Shown.SCANS).answer(data.places(Split.TEST), Progress.NONE);

        assertEquals(1, answers.missing());
        assertEquals(4, answers.predictions().size());
        assertTrue(
                answers.predictions().stream()
                        .filter(it -> it.item().yesNo())
                        .allMatch(it -> it.yes().isPresent()));
    }

    private static DataSet data(Questions questions) throws Exception {
        return questions.write(Files.createTempDirectory(folder, "data"));
    }

    private static ModelPredictor predictor(DataSet data, Shown shown) {
        return new ModelPredictor(model, data, shown, TOKENS, true);
    }
}
