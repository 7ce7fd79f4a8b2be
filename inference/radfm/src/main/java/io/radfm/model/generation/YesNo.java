// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.tokenizer.BytePairTokenizer;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/// Weighs *yes* against *no* where an answer begins: the probability that the first token belongs
/// to a yes, given that it belongs to one of the two.
///
/// @param yes first tokens of the ways to write yes
/// @param no first tokens of the ways to write no
public record YesNo(int[] yes, int[] no) {

    /// As this tokenizer begins them, in small and capital letters.
    public static YesNo of(BytePairTokenizer words) {
        return new YesNo(firsts(words, "yes", "Yes"), firsts(words, "no", "No"));
    }

    private static int[] firsts(BytePairTokenizer words, String... spellings) {
        return List.of(spellings).stream()
                .mapToInt(spelling -> words.encode(spelling)[0])
                .distinct()
                .toArray();
    }

    /// False when both begin with the same token, so that nothing can be told apart there.
    public boolean distinguishes() {
        return IntStream.of(yes).noneMatch(id -> IntStream.of(no).anyMatch(other -> other == id));
    }

    /// @param logits one row, `[vocabulary]`
    double probability(FloatBuffer logits) {
        double most =
                IntStream.concat(IntStream.of(yes), IntStream.of(no))
                        .mapToDouble(id -> logits.get(logits.position() + id))
                        .max()
                        .orElseThrow();
        double forYes = weight(logits, yes, most);
        return forYes / (forYes + weight(logits, no, most));
    }

    private static double weight(FloatBuffer logits, int[] ids, double most) {
        return IntStream.of(ids)
                .mapToDouble(id -> Math.exp(logits.get(logits.position() + id) - most))
                .sum();
    }
}
