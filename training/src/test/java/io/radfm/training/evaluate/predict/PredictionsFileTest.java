// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.training.evaluate.score.Item;
import io.radfm.training.evaluate.score.Prediction;
import io.radfm.training.sample.Task;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Predictions as CSV: the authors' columns, ours, and what is neither.
class PredictionsFileTest {
    private static final String HEADER = "Question,Ground Truth,Pred,belong_to\n";

    @TempDir Path folder;

    @Test
    void theAuthorsColumnsAreReadInAnyOrderAmongOthers() throws Exception {
        var rows =
                read(
                        "\uFEFFbelong_to,id,Pred,Ground Truth,Question\r\n"
                                + "vqa,7,\"left, or \"\"right\"\"\",left,\"Which\nside?\"\r\n\r\n");

        assertEquals(1, rows.size());
        assertEquals("Which\nside?", rows.getFirst().question());
        assertEquals("left, or \"right\"", rows.getFirst().answer());
        assertEquals("left", rows.getFirst().truth());
        assertEquals(OptionalDouble.empty(), rows.getFirst().yes());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var file = folder.resolve("p.csv");
        var item =
                new Item(
                        "0".repeat(24),
                        "p",
                        Task.DIAGNOSIS,
                        "CT",
                        "mass",
                        "Any, mass?\n",
                        "yes",
                        List.of("yes", "no"),
                        Map.of(),
                        false);
        try (var out = PredictionsFile.create(file)) {
            out.write(
                    "a \"model\"",
                    List.of(new Prediction(item, "no,\r\n", OptionalDouble.of(0.25))));
        }

        var row = PredictionsFile.read(file).getFirst();

        assertEquals(
                new PredictionsFile.Row(
                        "Any, mass?\n",
                        "yes",
                        "no,\r\n",
                        "diagnosis",
                        "0".repeat(24),
                        "a \"model\"",
                        OptionalDouble.of(0.25)),
                row);
        assertFalse(row.toString().contains("mass"), "no words of a patient");
    }

    @Property(tries = 200)
    void anyRowsSurviveTheRoundTrip(
            @ForAll @Size(min = 2, max = 5) List<@Size(max = 4) List<String>> texts)
            throws IOException {
        var out = new StringWriter();
        var rows =
                texts.stream()
                        .map(
                                it ->
                                        java.util.stream.Stream.concat(
                                                        java.util.stream.Stream.of("x"),
                                                        it.stream())
                                                .toList())
                        .toList();
        for (var row : rows) {
            CsvTable.write(out, row);
        }
        assertEquals(rows, CsvTable.read(new StringReader(out.toString())));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '#',
            textBlock =
                    """
                    ''                                              # there is no header
                    a,b                                             # there is no column Question
                    Question,Ground Truth,Pred                      # there is no column belong_to
                    {h}q,t,p                                        # row 1 has 3 columns, the header 4
                    {h}q,t,p,vqa|q,t,p,vqa,more                     # row 2 has 5 columns, the header 4
                    {h}q,t,"p,vqa                                   # line 2: a quote is never closed
                    {h}q,t,"p"x,vqa                                 # line 2: text after a closing quote
                    Question,Ground Truth,Pred,belong_to,yes_probability|q,t,p,vqa,1.5 # row 1: yes_probability
                    Question,Ground Truth,Pred,belong_to,yes_probability|q,t,p,vqa,NaN # row 1: yes_probability
                    Question,Ground Truth,Pred,belong_to,yes_probability|q,t,p,vqa,hi  # row 1: yes_probability
                    """)
    void whatIsNoPredictionsFileIsRefusedByName(String text, String why) {
        var content = text.replace("{h}", HEADER).replace("|", "\n");
        var refusal = assertThrows(IOException.class, () -> read(content));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
        assertTrue(refusal.getMessage().startsWith("p.csv"), refusal.getMessage());
    }

    @Test
    void bytesThatAreNoTextAndFieldsWithoutEndAreRefused() throws Exception {
        Files.write(folder.resolve("b.csv"), new byte[] {'Q', (byte) 0xC3, (byte) 0x28});
        assertThrows(IOException.class, () -> PredictionsFile.read(folder.resolve("b.csv")));
        assertThrows(IOException.class, () -> read(HEADER + "q".repeat((1 << 20) + 1)));
        assertThrows(IOException.class, () -> read(",".repeat(100)));
    }

    @Test
    void everyPrefixIsReadOrRefused() throws Exception {
        var whole = HEADER + "\"a\"\"b\",t,\"p,\r\n\",vqa\r\nq,t,p,vqa\r\n";
        int read = 0;
        for (int length = 0; length <= whole.length(); length++) {
            try {
                read = read(whole.substring(0, length)).size();
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("p.csv"), e.getMessage());
            }
        }
        assertEquals(2, read);
    }

    @Test
    void rowsAloneAreQuestionsAndTheirTasksAreRead() throws Exception {
        Files.writeString(
                folder.resolve("p.csv"),
                HEADER
                        + "m,CT,it is CT,modality_recognition\nm,MRI,CT,modality_recognition\n"
                        + "d,Yes.,yes,binary\nv,a cat,a dog,VQA-RAD\nr,Normal.,Normal.,report\n");
        var answers = FilePredictor.of(folder.resolve("p.csv")).getFirst().alone();
        var items = answers.predictions().stream().map(Prediction::item).toList();

        assertEquals(
                List.of(Task.MODALITY, Task.MODALITY, Task.DIAGNOSIS, Task.VQA, Task.REPORT),
                items.stream().map(Item::task).toList());
        assertEquals(List.of("CT", "MRI"), items.getFirst().options());
        assertEquals("yes", items.get(2).reference());
        assertTrue(items.get(2).yesNo());
        assertFalse(items.get(3).closed());
    }

    private List<PredictionsFile.Row> read(String text) throws IOException {
        var file = folder.resolve("p.csv");
        Files.writeString(file, text);
        return PredictionsFile.read(file);
    }
}
