// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.radfm.model.Calibration;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;
import io.radfm.training.sample.Split;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// `./radfm evaluate`, from the command line to what it writes.
class EvaluateTest {
    @TempDir static Path folder;
    private static Path model;
    private static Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void make() throws Exception {
        model = folder.resolve("model");
        ModelInit.make(ModelSize.MINI, model, 4);
        data = Files.createDirectory(folder.resolve("data"));
        var questions = new Questions(Split.TEST);
        for (int patient = 0; patient < 6; patient++) {
            questions.radiograph(patient, patient % 2 == 0).tomogram(patient, patient % 3 == 0);
        }
        questions.write(data);
    }

    @Test
    void aModelStandsBesideItsBaselinesAndItsPredictionsGiveTheSameNumbersAgain() throws Exception {
        var csv = folder.resolve("predictions.csv");
        var html = folder.resolve("page.html");
        assertEquals(
                0,
                run(
                        "--data",
                        data,
                        "--model",
                        model,
                        "--max-new-tokens",
                        5,
                        "--json",
                        "--csv",
                        csv,
                        "--html",
                        html),
                err::toString);
        var first = json();

        assertTrue(name(first, 0).startsWith("radfm-mini "), name(first, 0));
        assertTrue(name(first, 1).endsWith("grey images"), name(first, 1));
        assertEquals("most frequent answer", name(first, 2));
        assertEquals(1, metric(first, 2, "modality", "accuracy"), "all are radiographs");
        assertEquals(7 / 12.0, metric(first, 2, "diagnosis", "accuracy"), 1e-9, "3 of 6, 4 of 6");
        assertTrue(first.at("/contestants/0/tasks/diagnosis/metrics/ece").isObject());
        assertTrue(first.at("/contestants/0/tasks/diagnosis/byLabel/brain mass").isObject());
        assertTrue(Files.readString(html).contains("<svg"));

        run("--data", data, "--predictions", csv, "--json", "--no-image", "off");
        var again = json();
        for (int contestant = 0; contestant < 3; contestant++) {
            assertEquals(
                    first.at("/contestants/" + contestant + "/tasks"),
                    again.at("/contestants/" + contestant + "/tasks"));
        }
    }

    @Test
    void predictionsAloneAreATable() throws Exception {
        var csv = folder.resolve("alone.csv");
        Files.writeString(
                csv,
                "Question,Ground Truth,Pred,belong_to\nq,yes,Yes.,diagnosis\nq,no,yes,diagnosis\n");
        assertEquals(0, run("--predictions", csv));
        assertTrue(out.toString().contains("diagnosis (2)"), out.toString());
        assertTrue(out.toString().contains("50.0"), out.toString());
    }

    @Test
    void theGateIsPassedByWhoAnswersBetterAndTellsScriptsByItsStatus() throws Exception {
        var right = predictions("right", "yes", "no");
        var wrong = predictions("wrong", "yes", "yes");
        var both = new Object[] {"--gate", "--predictions", right, "--predictions", wrong};
        var turned = new Object[] {"--gate", "--predictions", wrong, "--predictions", right};

        assertEquals(0, run(both), err::toString);
        assertTrue(err.toString().contains("is at least as good as"), err.toString());
        assertEquals(1, run(turned), err::toString);
        assertTrue(err.toString().contains("is worse than"), err.toString());
        assertEquals(2, run("--gate", "--predictions", right));
        assertTrue(err.toString().contains("a second model"), err.toString());
    }

    private static Path predictions(String name, String first, String second) throws Exception {
        return Files.writeString(
                folder.resolve(name + ".csv"),
                "Question,Ground Truth,Pred,belong_to\nq,yes,%s,diagnosis\nq,no,%s,diagnosis\n"
                        .formatted(first, second));
    }

    @Test
    void calibrationIsFittedToTheValidationSplitAndScoredWith() throws Exception {
        var own = folder.resolve("calibrated");
        ModelInit.make(ModelSize.MINI, own, 5);
        var validation = Files.createDirectory(folder.resolve("validation"));
        var questions = new Questions(Split.VALIDATION);
        for (int patient = 0; patient < 60; patient++) {
            questions.tomogram(patient, patient % 4 == 0);
        }
        questions.write(validation);

        assertEquals(
                0, run("--data", validation, "--model", own, "--fit-calibration"), err::toString);

        assertTrue(Files.exists(own.resolve(Calibration.FILE)));
        assertTrue(out.toString().contains("fitted to 60 answers"), out.toString());
        run(
                "--data",
                validation,
                "--split",
                "validation",
                "--model",
                own,
                "--json",
                "--max-new-tokens",
                1,
                "--no-image",
                "off");
        assertTrue(
                metric(json(), 0, "diagnosis", "ece") < 0.1,
                "it knows now that a quarter is yes: " + metric(json(), 0, "diagnosis", "ece"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --data {data}                                     | Nothing to evaluate
                    --model {model}                                   | need --data
                    --data {data} --model {model} --split tset        | no such split
                    --data {data} --model {model} --task surgery      | no such task
                    --data {data} --model {model} --no-image blue     | grey, none or off
                    --data {data} --model {model} --bootstrap -1      | bootstrap
                    --data {data} --endpoint http://127.0.0.1:9/v1    | --endpoint-model
                    --data {data} --endpoint ftp://x/ --endpoint-model m | http
                    --data {model} --model {model}                    | not whole
                    --data {data} --model {data}                      | model.json
                    --data {data} --model {model} --split validation  | no such question
                    --data {data} --predictions {data}/none.csv       | none.csv
                    """)
    void whatCannotBeUsedIsToldInASentence(String arguments, String why) {
        var words = arguments.replace("{data}", "" + data).replace("{model}", "" + model);
        assertEquals(2, run((Object[]) words.strip().split(" ")));
        assertTrue(err.toString().contains(why), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void theProgressLineKnowsHowLongItWillTake() {
        assertEquals(
                "tiny: 50 of 200, 2.5 a second, 1:00 to go",
                ProgressLine.text("tiny", 50, 200, Duration.ofSeconds(20)));
        assertEquals(
                "tiny: 0 of 200, 0.0 a second, 0:00 to go",
                ProgressLine.text("tiny", 0, 200, Duration.ZERO));
    }

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        var line = new CommandLine(new Evaluate());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(
                java.util.Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(out.toString());
    }

    private static String name(JsonNode evaluation, int contestant) {
        return evaluation.at("/contestants/" + contestant + "/name").asText();
    }

    private static double metric(JsonNode evaluation, int contestant, String task, String metric) {
        return evaluation
                .at(
                        "/contestants/"
                                + contestant
                                + "/tasks/"
                                + task
                                + "/metrics/"
                                + metric
                                + "/value")
                .asDouble(Double.NaN);
    }
}
