// SPDX-License-Identifier: Apache-2.0
package io.radfm.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.model.tokenizer.SentencePieceModel.Kind;
import io.radfm.testkit.Peers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// A vocabulary learned from text, and the native SentencePiece reading it.
class BytePairTrainerTest {
    private static final int BYTES = 3 + 256;

    @Test
    void theMostFrequentPairIsMergedFirst() {
        var model = BytePairTrainer.learn(List.of("ab ab ab abc", "zab zab"), BYTES + 5 + 2);
        assertEquals(List.of("ab", "▁ab"), texts(model).subList(BYTES, BYTES + 2));
        assertEquals(List.of("a", "b", "c", "z", "▁"), texts(model).subList(BYTES + 2, BYTES + 7));
    }

    @Test
    void digitsAndPunctuationStayApart() throws Exception {
        var model = BytePairTrainer.learn(List.of("T12, T12, T12, 12 12 12"), 400);
        for (var piece : model.pieces().subList(BYTES, model.pieces().size())) {
            assertTrue(
                    piece.text().codePointCount(0, piece.text().length()) == 1
                            || piece.text().equals("▁T"),
                    piece.text());
        }
    }

    @Test
    void textItNeverSawComesBackThroughBytes() throws Exception {
        var words = new BytePairTokenizer(BytePairTrainer.learn(List.of("lung"), 300));
        for (var text : List.of("größer", "日本語 😀", "a\tb\nc", "  two  spaces  ")) {
            var ids = Arrays.stream(words.encode(text)).boxed().toList();
            assertEquals(text, words.decode(ids));
        }
    }

    @Test
    void tooFewPiecesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> BytePairTrainer.learn(List.of("lung"), 200));
    }

    @Test
    void everyShippedSentenceSurvivesAndWordsAreShort() throws Exception {
        var sentences = ModelInit.shippedSentences();
        var words = new BytePairTokenizer(BytePairTrainer.learn(sentences, 2000));
        long characters = 0;
        long tokens = 0;
        for (var sentence : sentences) {
            var ids = words.encode(sentence);
            assertEquals(sentence, words.decode(Arrays.stream(ids).boxed().toList()));
            characters += sentence.length();
            tokens += ids.length;
        }
        assertTrue(characters > 3.5 * tokens, characters + " characters, " + tokens + " tokens");
    }

    /// `spm_encode` of Debian's sentencepiece package.
    @Test
    void theNativeLibraryReadsTheFileAndEncodesAlike(@TempDir Path folder) throws Exception {
        Peers.require("spm_encode");
        var model = BytePairTrainer.learn(ModelInit.shippedSentences(), 2000);
        var file = Files.write(folder.resolve("tokenizer.model"), model.toBytes());
        var lines = new ArrayList<>(ModelInit.shippedSentences());
        lines.addAll(List.of("größer als 10 mm", "日本語 😀", "  two  spaces  ", "LUNGS", "▁x"));
        var random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            lines.add(randomLine(random));
        }
        var text = Files.write(folder.resolve("text.txt"), lines);

        var outcome =
                Peers.run(
                        "spm_encode",
                        "--model=" + file,
                        "--output_format=id",
                        "--input=" + text,
                        "--output=" + folder.resolve("ids.txt"));
        assertEquals(0, outcome.exitCode(), outcome.output());
        var theirs = Files.readAllLines(folder.resolve("ids.txt"));
        var ours = new BytePairTokenizer(SentencePieceModel.read(file));
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(
                    theirs.get(i),
                    Arrays.stream(ours.encode(lines.get(i)))
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining(" ")),
                    lines.get(i));
        }
    }

    /// Corpus letters, spaces and any other characters, in no order at all.
    private static String randomLine(Random random) {
        var line = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> line.append(' ');
                case 1 -> line.appendCodePoint(0xa1 + random.nextInt(0xd000));
                case 2 -> line.appendCodePoint(0x1f300 + random.nextInt(0x300));
                default -> line.append("aeinorstlungpu.,12".charAt(random.nextInt(18)));
            }
        }
        return line.toString();
    }

    private static List<String> texts(SentencePieceModel model) {
        assertEquals(256, model.pieces().stream().filter(p -> p.kind() == Kind.BYTE).count());
        return model.pieces().stream().map(SentencePieceModel.Piece::text).toList();
    }
}
