// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.SentencePieceModel;
import io.radfm.training.ModelInit;
import io.radfm.training.ModelSize;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class TermsTest {
    @TempDir private static Path folder;
    private static BytePairTokenizer words;

    @BeforeAll
    static void makeATokenizer() throws IOException {
        ModelInit.make(ModelSize.MINI, folder.resolve("mini"), 1);
        words =
                new BytePairTokenizer(
                        SentencePieceModel.read(folder.resolve("mini/tokenizer.model")));
    }

    @Test
    void tokensOfATermWeighThreeAndOthersOne() {
        assertEquals(
                "pleural effusion",
                heavy("There is a pleural effusion on the left.", "pleural effusion"));
    }

    @Test
    void capitalsDoNotMatterAndEveryPlaceCounts() {
        assertEquals(
                "Effusion effusion", heavy("Effusion today, small effusion before.", "effusion"));
    }

    @Test
    void partsOfLongerWordsAreNoTerms() {
        assertEquals("", heavy("Massive but no masses.", "mass"));
    }

    @Test
    void lettersThatTheTokenizerSpellsInBytesAreFound() {
        assertEquals("Ödem", heavy("Kein Ödem.", "Ödem"));
    }

    @Test
    void withoutTermsAllTokensWeighOne() {
        assertEquals("", heavy("There is a pleural effusion."));
    }

    /// The text of the tokens that weigh three; all others must weigh one.
    private static String heavy(String text, String... terms) {
        int[] ids = words.encode(text);
        var weights = new float[ids.length];
        Terms.weigh(words, ids, 0, ids.length, List.of(terms), weights);
        var heavy = new ArrayList<Integer>();
        for (int i = 0; i < ids.length; i++) {
            if (weights[i] == 3) {
                heavy.add(ids[i]);
            } else {
                assertEquals(1, weights[i]);
            }
        }
        return words.decode(heavy).strip();
    }
}
