// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.evaluate.metrics;

import java.util.Collection;

/// What BLEU (Papineni et al. 2002) counts of predictions against one reference each. Counts of
/// many sentences add up to those of the corpus; the score comes last.
///
/// Scores are sacrebleu's with its defaults: tokens `13a`, exponential smoothing, 0 … 100.
///
/// @param matched of the n-grams of order 1 … 4, those the reference has too
/// @param total n-grams of the prediction
/// @param words of the prediction
/// @param referenceWords of the reference
public record Bleu(long[] matched, long[] total, long words, long referenceWords) {
    public static final int ORDER = 4;

    public Bleu {
        matched = matched.clone();
        total = total.clone();
    }

    public static Bleu of(String prediction, String reference) {
        var words = BleuTokens.of(prediction);
        var referenceWords = BleuTokens.of(reference);
        var matched = new long[ORDER];
        var total = new long[ORDER];
        for (int n = 0; n < ORDER; n++) {
            var grams = NGrams.count(words, n + 1);
            matched[n] = NGrams.shared(grams, NGrams.count(referenceWords, n + 1));
            total[n] = Math.max(0, words.size() - n);
        }
        return new Bleu(matched, total, words.size(), referenceWords.size());
    }

    public static Bleu sum(Collection<Bleu> parts) {
        var matched = new long[ORDER];
        var total = new long[ORDER];
        long words = 0;
        long referenceWords = 0;
        for (var part : parts) {
            for (int n = 0; n < ORDER; n++) {
                matched[n] += part.matched[n];
                total[n] += part.total[n];
            }
            words += part.words;
            referenceWords += part.referenceWords;
        }
        return new Bleu(matched, total, words, referenceWords);
    }

    /// BLEU-`order` of a corpus: 0 where it has no n-gram of some order.
    public double corpus(int order) {
        return total[order - 1] == 0 ? 0 : score(order);
    }

    /// BLEU-`order` of a sentence: orders it is too short for are left out ("effective order").
    public double sentence(int order) {
        int longest = 0;
        while (longest < order && total[longest] > 0) {
            longest++;
        }
        return longest == 0 ? 0 : score(longest);
    }

    /// brevity · exp(mean of log precisions); the k-th precision without a match counts as 1/(2^k ·
    /// total).
    private double score(int order) {
        double logs = 0;
        double halves = 1;
        boolean any = false;
        for (int n = 0; n < order; n++) {
            any |= matched[n] > 0;
            if (matched[n] == 0) {
                halves *= 2;
            }
            double count = matched[n] == 0 ? 1 / halves : matched[n];
            logs += Math.log(100 * count / total[n]);
        }
        return any ? brevity() * Math.exp(logs / order) : 0;
    }

    private double brevity() {
        return words >= referenceWords ? 1 : Math.exp(1 - (double) referenceWords / words);
    }
}
