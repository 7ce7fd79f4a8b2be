// SPDX-License-Identifier: Apache-2.0
package io.radfm.streams.composition;

import static io.radfm.streams.Images.image;
import static io.radfm.streams.Images.slice;
import static io.radfm.streams.Images.with;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.events.InstanceReceived;
import io.radfm.events.Question;
import io.radfm.streams.Images;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What is asked about a study, by what was examined and with what.
class QuestionsTest {
    private static final QuestionSet OWN = QuestionFile.of(QuestionFile.DEFAULT);

    private final List<InstanceReceived> study = new ArrayList<>();

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CR|CHEST||effusion pneumothorax consolidation cardiomegaly nodule pacemaker",
                "DX||Thorax p.a.|effusion pneumothorax consolidation cardiomegaly nodule pacemaker",
                "DX|HAND|Hand 2 views|",
                "CT|HEAD||haemorrhage brain_mass midline_shift skull_fracture",
                "CT||HeadRoutine (Adult)|haemorrhage brain_mass midline_shift skull_fracture",
                "CT||CT_SCHÄDEL_NATIV|haemorrhage brain_mass midline_shift skull_fracture",
                "CT||Overhead|",
                "CT|ABDOMEN||liver_lesion kidney_stone renal_cyst ascites aortic_aneurysm",
                "MR|BRAIN||white_matter_lesions brain_tumour infarct",
                "MR|LSPINE|T2 sag|",
                "US|ABDOMEN|Liver|",
                "CT|||"
            })
    void diagnosesAreThoseOfTheExaminedPartAndTheModality(
            String modality, String bodyPart, String description, String labels) {
        shown(
                it ->
                        it.setModality(modality)
                                .setBodyPart(bodyPart)
                                .setSeriesDescription(description));
        assertEquals(labels == null ? List.of() : List.of(labels.split(" ")), labels());
    }

    @Test
    void theReportComesFirstThenTheModalityThenTheDiagnoses() {
        shown(it -> it.setBodyPart("HEAD"));
        var questions = questions(OWN, 2);
        assertEquals(
                List.of("report", "modality", "diagnosis:haemorrhage", "diagnosis:brain_mass"),
                questions.stream().map(Question::getId).toList());
        assertEquals(200, questions.getFirst().getMaxNewTokens());
        assertTrue(questions.stream().skip(1).allMatch(it -> it.getMaxNewTokens() == 8));
    }

    @Test
    void aStudyOfSeveralPartsIsAskedAboutEachLabelOnce() {
        shown(it -> it.setStudyDescription("CT Thorax/Abdomen"));
        var labels = labels();
        assertTrue(labels.containsAll(List.of("effusion", "liver_lesion")), labels.toString());
        assertEquals(labels.stream().distinct().toList(), labels);
    }

    /// The head is named by a localizer only, which the model does not see.
    @Test
    void nothingIsAskedAboutWhatTheModelIsNotShown() {
        study.add(
                slice("1.1", 1, 1)
                        .setImageType(List.of("ORIGINAL", "PRIMARY", "LOCALIZER"))
                        .setBodyPart("HEAD")
                        .build());
        shown(it -> it.setBodyPart("ABDOMEN"));
        assertTrue(labels().contains("ascites"));
        assertTrue(labels().stream().noneMatch("haemorrhage"::equals));
    }

    @Test
    void theOrderOfArrivalDoesNotChangeTheQuestions() {
        shown(it -> it.setBodyPart("HEAD"));
        study.add(image("1.1", "DX", Images.DX, 7, 1).setBodyPart("CHEST").build());
        var inOrder = questions(OWN, 64);
        assertEquals(
                inOrder,
                new Composer(policy(new Questions(report(), OWN, 64, 8)))
                        .compose(study.reversed())
                        .questions());
        assertEquals(2 + 6 + 4, inOrder.size());
    }

    @Test
    void withoutASetOnlyTheReportIsAsked() {
        shown(it -> it.setBodyPart("HEAD"));
        assertEquals(List.of(report()), questions(QuestionSet.NONE, 64));
    }

    private void shown(Consumer<InstanceReceived.Builder> change) {
        for (int number = 1; number <= 3; number++) {
            study.add(with(slice("1.1", 3, number), change).build());
        }
    }

    private List<String> labels() {
        return questions(OWN, 64).stream()
                .map(Question::getId)
                .filter(id -> id.startsWith(Questions.DIAGNOSIS))
                .map(id -> id.substring(Questions.DIAGNOSIS.length()))
                .toList();
    }

    private List<Question> questions(QuestionSet set, int most) {
        return new Composer(policy(new Questions(report(), set, most, 8)))
                .compose(study)
                .questions();
    }

    private static Question report() {
        return new Question(Questions.REPORT, "Report?", 200);
    }

    private static CompositionPolicy policy(Questions questions) {
        return new CompositionPolicy(6, 8, 100, 80, questions);
    }
}
