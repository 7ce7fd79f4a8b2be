// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/// Sentences of reports, and what they say.
class LabellerTest {
    private static final Labeller LABELLER = Labeller.standard();

    /// `+` present, `-` absent, `?` uncertain, `<` of another time; then the side.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Small left pleural effusion. | + pleural effusion left",
                "Bilateral pleural effusions. | + pleural effusion both",
                "There are pleural effusions on the left and right. | + pleural effusion both",
                "No pleural effusion. | - pleural effusion",
                "No pneumothorax, pleural effusion or focal consolidation. | - pneumothorax, -"
                        + " pleural effusion, - consolidation",
                "The lungs are without consolidation or pneumothorax. | - consolidation, -"
                        + " pneumothorax",
                "No pneumothorax, small right pleural effusion. | - pneumothorax, + pleural"
                        + " effusion right",
                "No pneumothorax and a small right pleural effusion. | - pneumothorax, + pleural"
                        + " effusion right",
                "No pneumothorax but there is cardiomegaly. | - pneumothorax, + cardiomegaly",
                "Right pneumothorax without pleural effusion. | + pneumothorax right, - pleural"
                        + " effusion right",
                "Pneumothorax is not seen. | - pneumothorax",
                "The pneumothorax has resolved. | - pneumothorax",
                "A pleural effusion cannot be excluded. | ? pleural effusion",
                "Pneumonia has been ruled out. | - pneumonia",
                "Possible left lower lobe pneumonia. | ? pneumonia left",
                "Findings suspicious for a pulmonary nodule. | ? pulmonary nodule",
                "Pulmonary nodule? | ? pulmonary nodule",
                "Pneumonia is unlikely. | ? pneumonia",
                "History of pulmonary embolism. | < pulmonary embolism",
                "No change of the left pleural effusion. | + pleural effusion left",
                "No significant interval change in the cardiomegaly. | + cardiomegaly",
                "The costophrenic angles are sharp. | - pleural effusion",
                "Heart size is within normal limits. | - cardiomegaly",
                "The heart is not enlarged. | - cardiomegaly",
                "The heart is moderately enlarged. | + cardiomegaly",
                "The lungs are clear. | - consolidation",
                "Small pericardial effusion in the chest. | ",
                "No mass effect or midline shift. | - midline shift",
                "Midline shift of 6 mm to the left. | + midline shift left",
                "Midline structures are central. | - midline shift",
                "Acute subdural haematoma over the right convexity. | + intracranial haemorrhage"
                        + " right",
                "Acute subdural hematoma over the right convexity. | + intracranial haemorrhage"
                        + " right",
                "There is a 12 mm mass in the left frontal lobe with surrounding oedema. | +"
                        + " intracranial mass left",
                "A mass arises from the pancreas. | ",
                "Fracture of the left parietal bone. | + skull fracture left",
                "Small scalp haematoma over the right parietal region. | ",
                "Left lower lobe consolidation suggesting pneumonia. | + consolidation left, ?"
                        + " pneumonia left",
                "Simple cyst of the left kidney, 12 mm: small renal cyst. | + renal cyst left, +"
                        + " renal cyst",
                "Calcified stone of 5 mm in the left renal pelvis, a kidney stone. | + kidney stone"
                        + " left",
                "Fracture of the distal radius. | ",
                "There is an acute fracture of the right fourth rib. | ",
                "The calvarium is intact, no skull fracture. | - skull fracture, - skull fracture",
                "Numerous white matter lesions in both hemispheres. | + white matter lesions both",
                "The white matter is unremarkable. | - white matter lesions",
                "T2 hyperintense mass in the brain, suspicious for a brain tumour. | + intracranial"
                        + " mass, ? brain tumour",
                "Small right middle cerebral artery infarct. | + infarct right",
                "Gallstones are present without evidence of kidney stones. | + gallstones, - kidney"
                        + " stone",
                "The aorta is not dilated, no aortic aneurysm. | - aortic aneurysm, - aortic"
                        + " aneurysm",
                "A visceral pleural line is seen on the right, without lung markings beyond it:"
                        + " small pneumothorax. | + pneumothorax right",
                "Left pacemaker with its lead in the right ventricle. | + pacemaker left",
                "No lines, tubes or pacemaker. | - pacemaker",
                "No free fluid, no ascites. | - ascites"
            })
    void aSentenceSays(String sentence, String expected) {
        var said =
                LABELLER.label(sentence).mentions().stream()
                        .map(LabellerTest::text)
                        .collect(Collectors.joining(", "));
        assertEquals(expected == null ? "" : expected, said);
    }

    private static String text(Mention mention) {
        var sign =
                switch (mention.presence()) {
                    case PRESENT -> "+";
                    case ABSENT -> "-";
                    case UNCERTAIN -> "?";
                    case PAST -> "<";
                };
        return (sign + " " + mention.label() + " " + mention.side().text()).strip();
    }

    @Test
    void presentWinsOverUncertainAndUncertainOverAbsent() {
        var labels =
                LABELLER.label(
                        """
                        Findings: Small left pleural effusion. No pneumothorax.
                        Possible pneumonia. No cardiomegaly. History of pulmonary embolism.
                        Impression: No large pleural effusion. No pneumonia.
                        """);
        assertEquals(
                Map.of("pleural effusion", true, "pneumothorax", false, "cardiomegaly", false),
                labels.known());
        assertEquals(Laterality.LEFT, labels.side("pleural effusion"));
        assertEquals(1, labels.present("pleural effusion").size());
    }

    @Test
    void theRegionTellsWhatAWordOfManyMeaningsIs() {
        var sentence = "Mass of 12 mm.";
        assertTrue(LABELLER.label(sentence).mentions().isEmpty());
        assertEquals(Map.of("intracranial mass", true), LABELLER.label(sentence, "BRAIN").known());
    }

    @Test
    void sidesOfSeveralMentionsAreJoined() {
        var labels = LABELLER.label("Left pleural effusion. Right pleural effusion.");
        assertEquals(Laterality.BOTH, labels.side("pleural effusion"));
        var doubted =
                LABELLER.label("Possible left pleural effusion. The pleural effusion is stable.");
        assertEquals(Laterality.LEFT, doubted.side("pleural effusion"));
    }

    @Test
    void termsAreThoseOfTheTextAsWritten() {
        assertEquals(
                List.of("left", "pleural effusions", "haematoma"),
                LABELLER.terms("Left pleural effusions, haematoma; left pleural effusions."));
    }

    @Test
    void sentencesEndWhereTheyEnd() {
        assertEquals(
                List.of("Seen by Dr. Wren at 3.5 cm.", "No change.", "1. Normal", "2. No mass"),
                Sentences.of("Seen by Dr. Wren at 3.5 cm. No change.\n1. Normal\n2. No mass"));
    }

    @Property(tries = 300)
    void anyTextIsLabelled(@ForAll long seed) {
        var random = new Random(seed);
        var words =
                List.of(
                        "no",
                        "left",
                        ",",
                        "effusion",
                        "pleural",
                        "?",
                        "but",
                        "history",
                        "of",
                        "\n",
                        "é",
                        "mass");
        var text =
                random.ints(random.nextInt(60), 0, words.size())
                        .mapToObj(words::get)
                        .collect(Collectors.joining(" "));
        var labels = LABELLER.label(text, "brain");
        assertTrue(
                labels.known().keySet().stream()
                        .allMatch(LABELLER.vocabulary().labels()::containsKey));
    }

    @Test
    void aListOfOnesOwnIsUsed(@TempDir Path folder) throws IOException {
        var file = folder.resolve("list.txt");
        Files.writeString(file, "no-before: kein\nlabel: Erguss\nterm: Pleuraerguss\n");
        var labeller = new Labeller(Vocabulary.of(file));
        assertEquals(Map.of("Erguss", false), labeller.label("Kein Pleuraerguss.").known());
        assertEquals("list.txt", labeller.vocabulary().name());
    }

    @ParameterizedTest
    @CsvSource({
        "term: x",
        "label: a\\nwhat: b",
        "no-before: x",
        "label: a\\nno-before: x",
        "label"
    })
    void aListThatIsNoneIsRefused(String text, @TempDir Path folder) throws IOException {
        var file = folder.resolve("list.txt");
        Files.writeString(file, text.replace("\\n", "\n"));
        assertThrows(IllegalArgumentException.class, () -> Vocabulary.of(file));
    }
}
