// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import io.radfm.model.Configuration;
import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.PromptTokenizer;
import io.radfm.model.tokenizer.PromptTokenizer.Part;
import io.radfm.training.sample.Family;
import io.radfm.training.sample.Sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A sample's text as tokens with weights, laid out as the model is asked when it serves.
///
/// ```
/// instruction  <s> context … question │ answer </s>      weights: 0 │ 1, or 3 in medical terms
/// interleaved  <s> text <image>…</image> text … </s>     weights: 1 or 3; 0 for rows of scans
/// ```
public final class Encoder {
    private final Configuration.Language language;
    private final BytePairTokenizer words;
    private final PromptTokenizer tokenizer;

    public Encoder(Configuration configuration, BytePairTokenizer words) {
        this.language = configuration.language();
        this.words = words;
        this.tokenizer =
                new PromptTokenizer(
                        words,
                        language.vocabSize(),
                        configuration.perceiver().numLatents(),
                        language.bosTokenId(),
                        language.eosTokenId());
    }

    /// @param ids with one end-of-sequence token after them, where there was room
    record Text(int[] ids, float[] weights, int prompt) {}

    /// The tokens of what is given.
    public int[] prompt(Sample sample) {
        return tokenizer.encode(parts(sample));
    }

    /// @return empty when nothing of the answer fits the model's context
    Optional<Text> encode(Sample sample) {
        var given = prompt(sample);
        var answer = words.encode(sample.answer());
        boolean instruction = sample.family() == Family.INSTRUCTION;
        int all = given.length + (instruction ? answer.length : 0);
        int length = Math.min(all + 1, language.maxSequenceLength());
        int prompt = instruction ? given.length : 1;
        if (length <= prompt) {
            return Optional.empty();
        }
        var ids = Arrays.copyOf(given, length);
        if (instruction) {
            System.arraycopy(
                    answer, 0, ids, prompt, Math.min(answer.length, Math.max(0, length - prompt)));
        }
        if (all < length) {
            ids[all] = language.eosTokenId();
        }
        var weights = new float[length];
        weigh(sample, ids, prompt, Math.min(all, length), weights);
        if (all < length) {
            weights[all] = 1;
        }
        return Optional.of(new Text(ids, weights, prompt));
    }

    /// Each stretch of words between scans by itself.
    private void weigh(Sample sample, int[] ids, int from, int to, float[] weights) {
        int begin = from;
        for (int i = from; i <= to; i++) {
            if (i == to || ids[i] >= language.vocabSize()) {
                Terms.weigh(words, ids, begin, i, sample.terms(), weights);
                begin = i + 1;
            }
        }
    }

    /// Texts that meet are a space apart, as when the model is asked.
    private static List<Part> parts(Sample sample) {
        var parts = new ArrayList<Part>();
        boolean afterText = false;
        for (var segment : sample.context()) {
            switch (segment) {
                case Sample.Segment.Text(var text) -> {
                    boolean apart = afterText && !Character.isWhitespace(text.charAt(0));
                    parts.add(new Part.Words(apart ? " " + text : text));
                    afterText = true;
                }
                case Sample.Segment.Scan(int number) -> {
                    parts.add(new Part.ScanNumber(number));
                    afterText = false;
                }
            }
        }
        return parts;
    }
}
