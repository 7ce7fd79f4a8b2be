// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.streams.composition.QuestionSet.Diagnosis;
import io.radfm.streams.composition.QuestionSet.Exam;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Question sets as files: what they say, and what is refused by its place.
class QuestionFileTest {
    private static final Pattern JSON = Pattern.compile("(?s)```json\n(.*?)```");

    @TempDir Path folder;

    /// The example a reader would copy.
    @Test
    void theReadmesExampleIsAQuestionSet() throws Exception {
        var example = JSON.matcher(Files.readString(Path.of("README.md")));
        assertTrue(example.find());
        assertEquals(
                new QuestionSet(
                        Optional.of("Which imaging technique made these images?"),
                        List.of(
                                new Exam(
                                        "knee MR",
                                        List.of("MR"),
                                        List.of("KNEE"),
                                        List.of(
                                                new Diagnosis(
                                                        "meniscal_tear",
                                                        "Is a meniscus torn? Answer yes or"
                                                                + " no."))))),
                read(example.group(1)));
    }

    @Test
    void ourOwnSetAsksEachLabelInTheSameWordsWhereverItIsAsked() {
        var exams = QuestionFile.of(QuestionFile.DEFAULT).exams();
        var diagnoses = exams.stream().flatMap(exam -> exam.diagnoses().stream()).toList();
        assertEquals(
                diagnoses.stream().map(Diagnosis::label).distinct().count(),
                diagnoses.stream().distinct().count());
        assertTrue(diagnoses.stream().allMatch(it -> it.question().endsWith("Answer yes or no.")));
    }

    @Test
    void aSetMayAskNothing() throws Exception {
        assertEquals(QuestionSet.NONE, read("{}"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|the file: no object",
                "{} {}|no JSON",
                "{\"modality\": 3}|modality: no text",
                "{\"modality\": \"a\", \"modality\": \"b\"}|no JSON",
                "{\"modality\": \"<image1>\"}|modality: a question is one line",
                "{\"modality\": \"a\\nb\"}|modality: a question is one line",
                "{\"exam\": []}|the file: knows only modality, exams",
                "{\"exams\": {}}|exams: not a list",
                "{\"exams\": [1]}|exams[0]: no object",
                "{\"exams\": [{\"name\": \"x\", \"diagnoses\": {}}]}|exams[0]: no modalities",
                "{\"exams\": [{\"modalities\": [\"CT\"], \"diagnoses\": {}}]}|exams[0] name",
                "{\"exams\": [{\"name\": \"x\", \"modalities\": [\"CT\"]}]}|exams[0]: diagnoses",
                "{\"exams\": [{\"name\": \"x\", \"modalities\": [\"CT\"], \"diagnoses\":"
                        + " {\"A b\": \"?\"}}]}|exams[0]: a label is",
                "{\"exams\": [{\"name\": \"x\", \"modalities\": [\"CT\"], \"diagnoses\":"
                        + " {\"a\": \"\"}}]}|exams[0] a: a question is one line",
            })
    void whatIsNoQuestionSetIsRefusedByItsPlace(String json, String said) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> read(json));
        assertTrue(refusal.getMessage().startsWith(said), refusal.getMessage());
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> read("{\"modality\": \"" + "x".repeat(501) + "\"}"));
        assertThrows(IllegalArgumentException.class, () -> read(" ".repeat(1 << 20) + "{}"));
    }

    private QuestionSet read(String json) throws IOException {
        return QuestionFile.of(Files.writeString(folder.resolve("set.json"), json).toString());
    }
}
