// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import io.radfm.model.MalformedModel;
import io.radfm.model.tokenizer.SentencePieceModel.Kind;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// SentencePiece byte-pair encoding: from single characters upward, the neighbours whose union is
/// the piece of the highest score are merged first, the left ones first among equals, until no two
/// neighbours form a piece. Characters without a piece become their UTF-8 bytes.
///
/// Text is taken as the model's [Normalizer] gives it; a space in front (the dummy prefix) makes a
/// first word look like any other. Immutable; any thread may use it. A text of n characters costs
/// O(n log n).
public final class BytePairTokenizer {
    /// How a space is written inside pieces (U+2581).
    public static final char SPACE = '\u2581';

    private final SentencePieceModel model;
    private final Map<String, Integer> ids = new HashMap<>();
    private final int[] byteIds = new int[256];

    public BytePairTokenizer(SentencePieceModel model) throws MalformedModel {
        this.model = model;
        Arrays.fill(byteIds, -1);
        for (int id = 0; id < model.pieces().size(); id++) {
            var piece = model.pieces().get(id);
            if (piece.kind() == Kind.BYTE && SentencePieceModel.byteOf(piece) >= 0) {
                byteIds[SentencePieceModel.byteOf(piece)] = id;
            } else if (piece.kind() == Kind.NORMAL) {
                ids.putIfAbsent(piece.text(), id);
            } else if (piece.kind() == Kind.BYTE) {
                throw new MalformedModel("byte piece " + id + " names no byte");
            }
        }
        for (int value = 0; value < 256; value++) {
            if (byteIds[value] < 0) {
                throw new MalformedModel("no piece for byte 0x%02X".formatted(value));
            }
        }
    }

    public int size() {
        return model.pieces().size();
    }

    /// The id of this exact normal piece, for example `▁lung`; -1 when there is none.
    public int idOf(String piece) {
        return ids.getOrDefault(piece, -1);
    }

    public String pieceOf(int id) {
        return model.pieces().get(id).text();
    }

    public int[] encode(String text) {
        var normal = model.normalizer().normalize(text);
        return normal.isEmpty()
                ? new int[0]
                : new Merging(SPACE + normal.replace(' ', SPACE)).ids();
    }

    /// The text of these ids; control pieces (`<s>`, `</s>`) have none.
    public String decode(List<Integer> tokens) {
        var bytes = new ByteArrayOutputStream();
        for (int id : tokens) {
            bytes.writeBytes(bytesOf(id));
        }
        var text = bytes.toString(StandardCharsets.UTF_8);
        return text.startsWith(" ") ? text.substring(1) : text;
    }

    byte[] bytesOf(int id) {
        return SentencePieceModel.textOf(model.pieces().get(id));
    }

    /// One text being merged: a linked list of spans over its characters.
    private final class Merging {
        private final String text;
        private final int[] start;
        private final int[] end;
        private final int[] previous;
        private final int[] next;

        private record Pair(int left, int right, int end, float score) {}

        private final PriorityQueue<Pair> pairs =
                new PriorityQueue<>(
                        (a, b) ->
                                a.score() == b.score()
                                        ? Integer.compare(a.left(), b.left())
                                        : Float.compare(b.score(), a.score()));

        Merging(String text) {
            this.text = text;
            int count = text.codePointCount(0, text.length());
            start = new int[count];
            end = new int[count];
            previous = new int[count];
            next = new int[count];
            for (int i = 0, at = 0; i < count; i++) {
                start[i] = at;
                at += Character.charCount(text.codePointAt(at));
                end[i] = at;
                previous[i] = i - 1;
                next[i] = i + 1 < count ? i + 1 : -1;
            }
        }

        int[] ids() {
            for (int i = 0; i + 1 < start.length; i++) {
                consider(i, i + 1);
            }
            for (var pair = pairs.poll(); pair != null; pair = pairs.poll()) {
                if (stillThere(pair)) {
                    merge(pair);
                }
            }
            var found = new int[text.length() * 4];
            int count = 0;
            for (int span = 0; span >= 0; span = next[span]) {
                var piece = text.substring(start[span], end[span]);
                var id = ids.get(piece);
                if (id != null) {
                    found[count++] = id;
                } else {
                    for (byte value : piece.getBytes(StandardCharsets.UTF_8)) {
                        found[count++] = byteIds[value & 0xff];
                    }
                }
            }
            return Arrays.copyOf(found, count);
        }

        private void consider(int left, int right) {
            if (left >= 0 && right >= 0) {
                var id = ids.get(text.substring(start[left], end[right]));
                if (id != null) {
                    pairs.add(new Pair(left, right, end[right], model.pieces().get(id).score()));
                }
            }
        }

        /// Neither side has been merged since the pair was found. A span swallowed by its left
        /// neighbour is empty.
        private boolean stillThere(Pair pair) {
            return end[pair.left()] > start[pair.left()]
                    && next[pair.left()] == pair.right()
                    && end[pair.right()] == pair.end();
        }

        private void merge(Pair pair) {
            int left = pair.left();
            int right = pair.right();
            end[left] = end[right];
            end[right] = start[right];
            next[left] = next[right];
            if (next[right] >= 0) {
                previous[next[right]] = left;
            }
            consider(previous[left], left);
            consider(left, next[left]);
        }
    }
}
