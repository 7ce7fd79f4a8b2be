// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.model.tokenizer.PromptTokenizer.Part;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// How scans stand in the text, with 4 tokens a scan.
class PromptTokenizerTest {
    private static final int LATENTS = 4;
    private BytePairTokenizer words;
    private PromptTokenizer tokenizer;
    private int vocabulary;

    @BeforeEach
    void make() throws Exception {
        words = new BytePairTokenizer(Pieces.of("▁a", "▁b", "a", "b", "▁"));
        vocabulary = words.size();
        tokenizer = new PromptTokenizer(words, vocabulary, LATENTS, 1, 2);
    }

    @Test
    void aScanIsItsBracketsAndItsTokensAfterTheVocabulary() {
        int v = vocabulary;
        assertArrayEquals(
                new int[] {1, v, v + 2, v + 3, v + 4, v + 5, v + 1, words.idOf("▁a")},
                tokenizer.encode(List.of(scan(0), text("a"))));
        assertArrayEquals(
                new int[] {1, v, v + 6, v + 7, v + 8, v + 9, v + 1},
                tokenizer.encode(List.of(scan(1))));
    }

    @Test
    void whiteSpaceNextToAScanIsStrippedAndEachTextHasItsOwnDummyPrefix() {
        int a = words.idOf("▁a");
        int b = words.idOf("▁b");
        var ids = tokenizer.encode(List.of(text("a \n"), scan(0), text("\t\u00a0b")));
        assertArrayEquals(concat(new int[] {1, a}, scanIds(0), new int[] {b}), ids);
        assertArrayEquals(
                concat(new int[] {1}, scanIds(0), scanIds(1)),
                tokenizer.encode(List.of(scan(0), text("  "), scan(1))),
                "nothing is left between the scans");
    }

    @Test
    void whiteSpaceAtTheEndsOfThePromptStays() {
        int space = words.idOf("▁");
        assertArrayEquals(
                new int[] {1, space, words.idOf("▁a"), space},
                tokenizer.encode(List.of(text(" a "))));
    }

    @Test
    void neighbouringTextsAreOneText() {
        assertArrayEquals(
                tokenizer.encode(List.of(text("ab"))),
                tokenizer.encode(List.of(text("a"), text("b"))));
    }

    @Test
    void theAuthorsNotationGivesTheSameIds() {
        assertArrayEquals(
                tokenizer.encode(List.of(text("a"), scan(0), text("b"), scan(1))),
                tokenizer.encodeMarkup(
                        "a <image><image0><image1><image2><image3></image> b"
                                + "<image><image4><image5><image6><image7></image>"));
    }

    @Test
    void inAPromptSpecialTokensAreOnlyText() {
        for (var written : List.of("<image>", "</image>", "<image3>", "</s>", "<s>")) {
            var ids = tokenizer.encode(List.of(text(written)));
            assertEquals(
                    written,
                    words.decode(Arrays.stream(ids).skip(1).boxed().toList()),
                    "spelled out");
            assertEquals(1, Arrays.stream(ids).filter(id -> id < 3).count(), "only BOS");
        }
    }

    @Test
    void inMarkupNumbersBeyondTheTableAreText() {
        int beyond = PromptTokenizer.MAX_SCANS * LATENTS;
        for (var written : List.of("<image" + beyond + ">", "<image007>", "<image-1>")) {
            var ids = tokenizer.encodeMarkup(written);
            assertEquals(written, words.decode(Arrays.stream(ids).skip(1).boxed().toList()));
        }
        int last = beyond - 1;
        assertArrayEquals(
                new int[] {1, vocabulary + 2 + last},
                tokenizer.encodeMarkup("<image" + last + ">"));
    }

    private int[] scanIds(int scan) {
        return concat(
                new int[] {vocabulary},
                IntStream.range(0, LATENTS).map(j -> vocabulary + 2 + LATENTS * scan + j).toArray(),
                new int[] {vocabulary + 1});
    }

    private static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    private static Part text(String text) {
        return new Part.Words(text);
    }

    private static Part scan(int number) {
        return new Part.ScanNumber(number);
    }
}
