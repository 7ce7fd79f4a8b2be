// SPDX-License-Identifier: Apache-2.0
package io.radfm.model.tokenizer;

import io.radfm.model.MalformedModel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What SentencePiece does to a text before it looks for pieces: replacements by a table that the
/// model carries (NFKC, NMT's variants of it, case folding, or any other; none is identity), and
/// runs of spaces.
///
/// The table is a trie of byte strings and their replacements, the longest match first: `length:4
/// trie texts`, the trie a double array of 32-bit units (darts-clone's format), the texts ended by
/// a zero byte each. It comes from a file: every step is checked against its bounds.
///
/// Immutable; any thread may use it.
final class Normalizer {
    /// Leaves a text as it is.
    static final Normalizer IDENTITY = new Normalizer(new byte[0], new int[0], new byte[0], false);

    private final byte[] table;
    private final int[] units;
    private final byte[] texts;
    private final boolean removesExtraSpaces;

    private Normalizer(byte[] table, int[] units, byte[] texts, boolean removesExtraSpaces) {
        this.table = table;
        this.units = units;
        this.texts = texts;
        this.removesExtraSpaces = removesExtraSpaces;
    }

    /// @param table `precompiled_charsmap`, empty for none
    /// @param removesExtraSpaces at the ends, and all but one in a run
    static Normalizer of(byte[] table, boolean removesExtraSpaces) throws MalformedModel {
        if (table.length == 0) {
            return removesExtraSpaces
                    ? new Normalizer(table, new int[0], new byte[0], true)
                    : IDENTITY;
        }
        var in = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        int length = table.length < 4 ? -1 : in.getInt();
        if (length < 4 || length % 4 != 0 || length > in.remaining()) {
            throw new MalformedModel("the normaliser's table has no trie of " + length + " bytes");
        }
        var units = new int[length / 4];
        in.asIntBuffer().get(units);
        in.position(4 + length);
        var texts = new byte[in.remaining()];
        in.get(texts);
        if (texts.length > 0 && texts[texts.length - 1] != 0) {
            throw new MalformedModel("the normaliser's last text has no end");
        }
        return new Normalizer(table.clone(), units, texts, removesExtraSpaces);
    }

    byte[] table() {
        return table.clone();
    }

    boolean removesExtraSpaces() {
        return removesExtraSpaces;
    }

    String normalize(String text) {
        return removesExtraSpaces ? withoutExtraSpaces(replaced(text)) : replaced(text);
    }

    private String replaced(String text) {
        if (units.length == 0) {
            return text;
        }
        var in = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(in.length);
        for (int at = 0; at < in.length; ) {
            long match = longestMatch(in, at);
            int length = (int) (match >> 32);
            if (length == 0) {
                length = characterLength(in[at]);
                out.write(in, at, length);
            } else {
                writeText((int) match, out);
            }
            at += length;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /// Length of the longest string of the trie that begins at `from`, in the upper half, and where
    /// its replacement begins, in the lower; 0 when there is none.
    private long longestMatch(byte[] in, int from) {
        long found = 0;
        int node = offset(units[0]);
        for (int at = from; at < in.length; at++) {
            int label = in[at] & 0xff;
            node ^= label;
            if (node < 0 || node >= units.length || (units[node] & 0x800000ff) != label) {
                return found;
            }
            int unit = units[node];
            node ^= offset(unit);
            if ((unit >> 8 & 1) == 1 && node >= 0 && node < units.length) {
                found = (long) (at + 1 - from) << 32 | units[node] & 0x7fffffffL;
            }
        }
        return found;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >> 6);
    }

    private void writeText(int start, ByteArrayOutputStream out) {
        for (int at = start; at < texts.length && texts[at] != 0; at++) {
            out.write(texts[at]);
        }
    }

    /// Of the character that begins with this byte; the text is UTF-8 of our own making.
    private static int characterLength(byte first) {
        int lead = first & 0xff;
        return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    private static String withoutExtraSpaces(String text) {
        var kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' || !kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ') {
                kept.append(c);
            }
        }
        int end = kept.length();
        while (end > 0 && (kept.charAt(end - 1) == ' ' || kept.charAt(end - 1) == '▁')) {
            end--;
        }
        return kept.substring(0, end);
    }
}
