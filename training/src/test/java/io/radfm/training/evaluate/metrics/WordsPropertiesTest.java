// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/// What holds for any texts.
class WordsPropertiesTest {
    private static final double EXACT = 1e-9;

    @Property(tries = 200)
    void identicalTextsHaveTheBestScores(@ForAll("reports") String text) {
        var rouge = Rouge.of(text, text);
        assertEquals(100, Bleu.of(text, text).sentence(4), EXACT);
        assertEquals(1, rouge.one().f1(), EXACT);
        assertEquals(1, rouge.longest().f1(), EXACT);
        assertEquals(1, Similarity.ratio(text, text), EXACT);
    }

    @Property(tries = 300)
    void noScoreLeavesItsRange(@ForAll String prediction, @ForAll String reference) {
        var bleu = Bleu.of(prediction, reference);
        var rouge = Rouge.of(prediction, reference);
        for (int order = 1; order <= Bleu.ORDER; order++) {
            assertTrue(bleu.sentence(order) >= 0 && bleu.sentence(order) <= 100 + EXACT);
            assertTrue(bleu.corpus(order) <= bleu.sentence(order) + EXACT);
        }
        for (var overlap : List.of(rouge.one(), rouge.two(), rouge.longest())) {
            assertTrue(overlap.f1() >= 0 && overlap.f1() <= 1 + EXACT);
            assertTrue(overlap.f1() <= Math.max(overlap.precision(), overlap.recall()) + EXACT);
        }
        double ratio = Similarity.ratio(prediction, reference);
        assertTrue(ratio >= 0 && ratio <= 1);
    }

    @Property(tries = 200)
    void theLongestSubsequenceHasNoMoreWordsThanAreShared(
            @ForAll("reports") String prediction, @ForAll("reports") String reference) {
        var rouge = Rouge.of(prediction, reference);
        assertTrue(rouge.longest().f1() <= rouge.one().f1() + EXACT);
        assertTrue(rouge.two().precision() <= 1);
    }

    @Property(tries = 200)
    void swappingTheTextsSwapsPrecisionAndRecall(
            @ForAll("reports") String one, @ForAll("reports") String other) {
        var there = Rouge.of(one, other);
        var back = Rouge.of(other, one);
        assertEquals(there.one().precision(), back.one().recall(), EXACT);
        assertEquals(there.longest().recall(), back.longest().precision(), EXACT);
    }

    @Property(tries = 100)
    void theOrderOfACorpusDoesNotMatter(@ForAll("corpora") List<String> texts, @ForAll long seed) {
        var parts =
                texts.stream()
                        .map(it -> Bleu.of(it, texts.getFirst()))
                        .collect(java.util.stream.Collectors.toList());
        double before = Bleu.sum(parts).corpus(4);
        Collections.shuffle(parts, new Random(seed));
        assertEquals(before, Bleu.sum(parts).corpus(4), EXACT);
    }

    @Property(tries = 100)
    void theOrderOfWordsDoesNotMatterToSingleWords(
            @ForAll("words") List<String> words, @ForAll long seed) {
        var reference = String.join(" ", words);
        var shuffled = new java.util.ArrayList<>(words);
        Collections.shuffle(shuffled, new Random(seed));
        var rouge = Rouge.of(String.join(" ", shuffled), reference);
        assertEquals(1, rouge.one().f1(), EXACT);
        assertEquals(100, Bleu.of(String.join(" ", shuffled), reference).corpus(1), EXACT);
    }

    @Provide
    Arbitrary<String> reports() {
        return words().map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<List<String>> corpora() {
        return reports().list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of(
                        "no", "left", "right", "effusion", "mass", "3", "mm", "the", "of", "lung")
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
