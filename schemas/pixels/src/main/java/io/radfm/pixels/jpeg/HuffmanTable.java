// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

/// A Huffman table (T.81 Annex C, §F.2.2.3), ready to read.
///
/// A code stands for a symbol whose low four bits say how many extra bits hold a difference or a
/// coefficient. Codes that fit [#FAST_BITS] together with their extra bits are read with one
/// look-up.
final class HuffmanTable {
    static final int FAST_BITS = 10;

    /// By the next [#FAST_BITS] bits: `value:16 symbol:8 length:8`, or 0 when they do not suffice.
    final int[] fast = new int[1 << FAST_BITS];

    private final boolean ac;
    private final byte[] symbols;

    /// By code length: the first code too large for it, left-aligned to 16 bits.
    private final int[] limit = new int[17];

    /// By code length: what to add to a code for the index of its symbol.
    private final int[] index = new int[17];

    /// Reads the table at this offset: 16 counts, then the symbols (§B.2.4.2).
    HuffmanTable(Bytes bytes, int at, boolean ac) throws MalformedFrame {
        this.ac = ac;
        int count = symbolCount(bytes, at);
        require(count <= 256, at, "Huffman table of " + count + " symbols");
        bytes.has(at, 16 + count);
        symbols = new byte[count];
        System.arraycopy(bytes.data(), at + 16, symbols, 0, count);
        for (int i = 0; i < count; i++) {
            require(
                    ac || (symbols[i] & 0xFF) <= 16,
                    at + 16L + i,
                    "difference of " + (symbols[i] & 0xFF) + " bits");
        }
        int code = 0;
        int next = 0;
        for (int length = 1; length <= 16; length++) {
            index[length] = next - code;
            for (int i = bytes.u8(at + length - 1); i > 0; i--, code++, next++) {
                require(code < 1 << length, at, "Huffman table has too many codes");
                fillFast(code, length, symbols[next] & 0xFF);
            }
            limit[length] = code << 16 - length;
            code <<= 1;
        }
    }

    static int symbolCount(Bytes bytes, int at) throws MalformedFrame {
        int count = 0;
        for (int i = 0; i < 16; i++) {
            count += bytes.u8(at + i);
        }
        return count;
    }

    /// How many bits follow this symbol; a difference of category 16 needs none, it is 32,768.
    static int extraBits(int symbol) {
        return symbol & 15;
    }

    private void fillFast(int code, int length, int symbol) {
        int extra = extraBits(symbol);
        int all = length + extra;
        if (all > FAST_BITS) {
            return;
        }
        int rest = FAST_BITS - all;
        for (int bits = 0; bits < 1 << extra; bits++) {
            int entry = value(symbol, bits) << 16 | symbol << 8 | all;
            int from = (code << extra | bits) << rest;
            for (int i = 0; i < 1 << rest; i++) {
                fast[from + i] = entry;
            }
        }
    }

    /// The number of bits of the code that the next 16 bits begin with; 17 when there is none.
    int length(int next16) {
        int length = 1;
        while (length <= 16 && next16 >= limit[length]) {
            length++;
        }
        return length;
    }

    int symbol(int next16, int length) {
        return symbols[(next16 >>> 16 - length) + index[length]] & 0xFF;
    }

    /// Table F.1: what a symbol and its extra bits mean, as a difference or coefficient.
    int value(int symbol, int bits) {
        return symbol == 16 && !ac ? 32_768 : extend(bits, extraBits(symbol));
    }

    private static int extend(int bits, int category) {
        return category == 0 || bits >= 1 << category - 1 ? bits : bits - (1 << category) + 1;
    }
}
