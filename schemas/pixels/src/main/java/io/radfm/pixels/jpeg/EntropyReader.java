// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg;

import io.radfm.pixels.MalformedFrame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The bits of an entropy-coded segment (T.81 §B.1.1.5), with stuffed zero bytes taken out.
///
/// A marker or the end of the data is followed by as many zero bits as are asked for, so that the
/// inner loops need no check; [#checkNotExhausted] says afterwards whether any were used.
final class EntropyReader {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] data;
    private int at;
    private long buffer; // the next bits, left-aligned
    private int count; // how many of them
    private int padding; // how many of them are not in the data
    private boolean marker;

    EntropyReader(byte[] data) {
        this.data = data;
    }

    void start(int offset) {
        at = offset;
        buffer = 0;
        count = 0;
        padding = 0;
        marker = false;
    }

    /// Near here, for messages and to look for the marker that follows.
    int position() {
        return at;
    }

    /// The next symbol with its extra bits: `value:16 symbol:8 anything:8`.
    int next(HuffmanTable table) throws MalformedFrame {
        if (count < 32) {
            fill();
        }
        int entry = table.fast[(int) (buffer >>> 64 - HuffmanTable.FAST_BITS)];
        if (entry == 0) {
            return slow(table);
        }
        int bits = entry & 0xFF;
        buffer <<= bits;
        count -= bits;
        return entry;
    }

    private int slow(HuffmanTable table) throws MalformedFrame {
        int next16 = (int) (buffer >>> 48);
        int length = table.length(next16);
        if (length > 16) {
            throw new MalformedFrame(at, "no such Huffman code");
        }
        int symbol = table.symbol(next16, length);
        buffer <<= length;
        count -= length;
        int extra = bits(HuffmanTable.extraBits(symbol));
        return table.value(symbol, extra) << 16 | symbol << 8;
    }

    /// Up to 16 bits.
    int bits(int n) {
        if (n == 0) {
            return 0;
        }
        if (count < n) {
            fill();
        }
        int value = (int) (buffer >>> 64 - n);
        buffer <<= n;
        count -= n;
        return value;
    }

    void checkNotExhausted() throws MalformedFrame {
        if (padding > count) {
            throw new MalformedFrame(at, "entropy-coded data end early");
        }
    }

    /// Goes on behind restart marker number `n` modulo 8 (§F.2.1.3.1).
    void restart(int n) throws MalformedFrame {
        checkNotExhausted();
        while (at + 1 < data.length && !isMarker(at)) {
            at++;
        }
        if (at + 1 >= data.length || (data[at + 1] & 0xFF) != 0xD0 + (n & 7)) {
            throw new MalformedFrame(at, "restart marker " + (n & 7) + " is missing");
        }
        start(at + 2);
    }

    private boolean isMarker(int offset) {
        int code = data[offset + 1] & 0xFF;
        return data[offset] == (byte) 0xFF && code != 0 && code != 0xFF;
    }

    private void fill() {
        if (at + 8 <= data.length) {
            long next = (long) LONG.get(data, at);
            long ones = ~next; // has a zero byte where the data have 0xFF
            if ((ones - 0x0101_0101_0101_0101L & ~ones & 0x8080_8080_8080_8080L) == 0) {
                int bytes = 64 - count >>> 3;
                if (bytes < 8) {
                    next &= -1L << 64 - 8 * bytes;
                }
                buffer |= next >>> count;
                at += bytes;
                count += 8 * bytes;
                return;
            }
        }
        fillByByte();
    }

    private void fillByByte() {
        while (count <= 56) {
            long next = 0;
            if (marker || at >= data.length) {
                padding += 8;
            } else if (data[at] != (byte) 0xFF) {
                next = data[at++] & 0xFF;
            } else if (at + 1 < data.length && data[at + 1] == 0) {
                next = 0xFF;
                at += 2;
            } else if (at + 1 < data.length && data[at + 1] == (byte) 0xFF) {
                at++; // a fill byte before a marker (§B.1.1.2)
                continue;
            } else {
                marker = true;
                continue;
            }
            buffer |= next << 56 - count;
            count += 8;
        }
    }
}
