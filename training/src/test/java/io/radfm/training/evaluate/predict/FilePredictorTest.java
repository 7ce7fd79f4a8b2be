// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.training.evaluate.Questions;
import io.radfm.training.evaluate.score.Prediction;
import io.radfm.training.sample.Split;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// Predictions of a file beside a data set.
class FilePredictorTest {
    @TempDir Path folder;

    @Test
    void predictionsFindTheirQuestionsByKeyAndByWords() throws Exception {
        var data = new Questions(Split.TEST).radiograph(1, true).radiograph(2, false).write(folder);
        var questions = data.places(Split.TEST);
        var byKey = questions.getFirst().sample();
        var byWords = questions.get(1).sample();
        var file = folder.resolve("p.csv");
        Files.writeString(
                file,
                "Question,Ground Truth,Pred,belong_to,key,model\n"
                        + "?,?,of the key,x,"
                        + byKey.key()
                        + ",A\n"
                        + byWords.question()
                        + ","
                        + byWords.answer()
                        + ",of the words,x,,A\n"
                        + "?,?,of another model,x,"
                        + byKey.key()
                        + ",B\n");

        var predictors = FilePredictor.of(file);
        assertEquals(List.of("A", "B"), predictors.stream().map(FilePredictor::name).toList());
        var answers = predictors.getFirst().answer(questions, Progress.NONE);

        var texts = answers.predictions().stream().map(Prediction::text).toList();
        assertEquals("of the key", texts.getFirst());
        assertEquals("of the words", texts.get(1));
        assertEquals(questions.size() - 2, answers.missing());
        assertEquals(questions.size(), texts.size(), "what is missing is an empty answer");
    }

    @Test
    void theMostFrequentAnswerKnowsTaskLabelAndModality() throws Exception {
        var some = new Questions(Split.TEST);
        for (int patient = 0; patient < 5; patient++) {
            some.radiograph(patient, patient < 3).tomogram(patient, patient < 1);
        }
        var questions = some.write(folder).places(Split.TEST);

        for (var it : new MostFrequent().answer(questions, Progress.NONE).predictions()) {
            var expected =
                    switch (it.item().task()) {
                        case MODALITY -> "radiography";
                        case DIAGNOSIS -> it.item().label().equals("brain mass") ? "no" : "yes";
                        default ->
                                "Finding: There is a left pleural effusion. Impression: Effusion.";
                    };
            assertEquals(expected, it.text());
            assertEquals(OptionalDouble.empty(), it.yes());
        }
    }
}
