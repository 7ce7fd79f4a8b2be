// SPDX-License-Identifier: Apache-2.0
package io.radfm.model;

import io.radfm.model.tokenizer.BytePairTokenizer;
import io.radfm.model.tokenizer.PromptTokenizer;
import io.radfm.model.tokenizer.PromptTokenizer.Part;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Lays a prompt out as ids, and numbers its scans.
final class PromptLayout {
    private static final int MAX_PROMPT_CHARACTERS = 1 << 20;

    private final PromptTokenizer tokenizer;
    private final int context;

    PromptLayout(Configuration configuration, BytePairTokenizer words) {
        var language = configuration.language();
        this.context = language.maxSequenceLength();
        this.tokenizer =
                new PromptTokenizer(
                        words,
                        language.vocabSize(),
                        configuration.perceiver().numLatents(),
                        language.bosTokenId(),
                        language.eosTokenId());
    }

    /// @param scans in the order of their rows, each once ([Prompt.Scan] or [Prompt.Encoded])
    record Layout(int[] ids, List<Prompt.Segment> scans) {}

    Layout of(Prompt prompt) throws UnusablePrompt {
        var numbers = new IdentityHashMap<Object, Integer>();
        var scans = new ArrayList<Prompt.Segment>();
        var parts = new ArrayList<Part>();
        long characters = 0;
        for (var segment : prompt.segments()) {
            var scan =
                    switch (segment) {
                        case Prompt.Text _ -> null;
                        case Prompt.Scan(var tensor, _) -> tensor;
                        case Prompt.Encoded(var encoded) -> encoded;
                    };
            if (segment instanceof Prompt.Text(var text)) {
                characters += text.length();
                parts.add(new Part.Words(text));
            } else {
                if (numbers.putIfAbsent(scan, scans.size()) == null) {
                    scans.add(segment);
                }
                parts.add(new Part.ScanNumber(numbers.get(scan)));
            }
        }
        if (scans.size() > PromptTokenizer.MAX_SCANS) {
            throw new UnusablePrompt(scans.size() + " scans, at most " + PromptTokenizer.MAX_SCANS);
        }
        if (characters > MAX_PROMPT_CHARACTERS) {
            throw new UnusablePrompt("a text of " + characters + " characters");
        }
        var ids = tokenizer.encode(parts);
        requireRoom(ids.length);
        return new Layout(ids, scans);
    }

    /// Refuses prompts that leave no place in the context for an answer.
    private void requireRoom(int tokens) throws UnusablePrompt {
        if (tokens >= context) {
            throw new UnusablePrompt(
                    "%d prompt tokens: the context holds %d, and the answer needs room"
                            .formatted(tokens, context));
        }
    }
}
