// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.generation;

import io.radfm.model.tokenizer.BytePairTokenizer;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Weighs *yes* against *no* where an answer begins: the probability that the first token begins a
/// yes, given that it begins one of the two.
///
/// @param yes tokens that begin a yes and no no
/// @param no tokens that begin a no and no yes
public record YesNo(Set<Integer> yes, Set<Integer> no) {

    /// As this tokenizer begins them, in small and capital letters. A token that begins both tells
    /// nothing and is left out.
    ///
    /// @return empty when none is left of either
    public static Optional<YesNo> of(BytePairTokenizer words) {
        var yes = firsts(words, "yes", "Yes");
        var no = firsts(words, "no", "No");
        var both = new HashSet<>(yes);
        both.retainAll(no);
        yes.removeAll(both);
        no.removeAll(both);
        return yes.isEmpty() || no.isEmpty() ? Optional.empty() : Optional.of(new YesNo(yes, no));
    }

    private static Set<Integer> firsts(BytePairTokenizer words, String... spellings) {
        var firsts = new HashSet<Integer>();
        for (var spelling : spellings) {
            firsts.add(words.encode(spelling)[0]);
        }
        return firsts;
    }

    /// @param logits one row, `[vocabulary]`
    double probability(FloatBuffer logits) {
        double most = Math.max(highest(logits, yes), highest(logits, no));
        double forYes = weight(logits, yes, most);
        return forYes / (forYes + weight(logits, no, most));
    }

    private static double highest(FloatBuffer logits, Set<Integer> ids) {
        return ids.stream().mapToDouble(id -> at(logits, id)).max().orElseThrow();
    }

    private static double weight(FloatBuffer logits, Set<Integer> ids, double most) {
        return ids.stream().mapToDouble(id -> Math.exp(at(logits, id) - most)).sum();
    }

    private static float at(FloatBuffer logits, int id) {
        return logits.get(logits.position() + id);
    }
}
