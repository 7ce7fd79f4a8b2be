// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.train.data;

import io.radfm.model.tokenizer.BytePairTokenizer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Which tokens of a text are part of a medical term: those weigh more in the loss.
///
/// A term is found where it stands as whole words, in small or capital ASCII letters. Tokens are
/// turned back into the bytes they stand for, so that it does not matter where the tokenizer cut.
final class Terms {
    /// What a token of a term weighs; others weigh 1.
    static final float WEIGHT = 3;

    private static final Pattern BYTE = Pattern.compile("<0x([0-9A-F]{2})>");

    private Terms() {}

    /// The weights of `ids[from … to)`, put at the same places of `weights`.
    static void weigh(
            BytePairTokenizer words,
            int[] ids,
            int from,
            int to,
            List<String> terms,
            float[] weights) {
        Arrays.fill(weights, from, to, 1);
        if (terms.isEmpty()) {
            return;
        }
        var text = new ByteArrayOutputStream();
        var ends = new int[to - from];
        for (int i = from; i < to; i++) {
            text.writeBytes(bytes(words.pieceOf(ids[i])));
            ends[i - from] = text.size();
        }
        var bytes = lower(text.toByteArray());
        for (var term : terms) {
            var wanted = lower(term.strip().getBytes(StandardCharsets.UTF_8));
            for (int at = find(bytes, wanted, 0); at >= 0; at = find(bytes, wanted, at + 1)) {
                for (int i = 0; i < ends.length; i++) {
                    int begin = i == 0 ? 0 : ends[i - 1];
                    if (begin < at + wanted.length && ends[i] > at) {
                        weights[from + i] = WEIGHT;
                    }
                }
            }
        }
    }

    private static byte[] bytes(String piece) {
        var one = BYTE.matcher(piece);
        return one.matches()
                ? new byte[] {(byte) Integer.parseInt(one.group(1), 16)}
                : piece.replace(BytePairTokenizer.SPACE, ' ').getBytes(StandardCharsets.UTF_8);
    }

    /// Where `wanted` stands as whole words, at `from` or later; −1 where it does not.
    private static int find(byte[] text, byte[] wanted, int from) {
        if (wanted.length == 0) {
            return -1;
        }
        for (int at = from; at + wanted.length <= text.length; at++) {
            int end = at + wanted.length;
            if (Arrays.equals(text, at, end, wanted, 0, wanted.length)
                    && (at == 0 || !isWord(text[at - 1]))
                    && (end == text.length || !isWord(text[end]))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isWord(byte b) {
        return b < 0 || b >= '0' && b <= '9' || b >= 'a' && b <= 'z';
    }

    private static byte[] lower(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] >= 'A' && text[i] <= 'Z') {
                text[i] += 'a' - 'A';
            }
        }
        return text;
    }
}
