// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpegls;

import io.radfm.pixels.MalformedFrame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The bits of a JPEG-LS scan (T.87 §A.1): a byte 0xFF is followed by seven bits, unless a marker
/// begins with it.
///
/// As in JPEG, a marker or the end is followed by zeros, and [#checkNotExhausted] tells whether any
/// of them were used.
final class BitReader {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] data;
    private int at;
    private long buffer; // the next bits, left-aligned
    private int count; // how many of them
    private int padding; // how many of them are not in the data
    private boolean afterFf;

    BitReader(byte[] data, int at) {
        this.data = data;
        this.at = at;
    }

    int position() {
        return at;
    }

    int bit() {
        if (count < 1) {
            fill();
        }
        int bit = (int) (buffer >>> 63);
        buffer <<= 1;
        count--;
        return bit;
    }

    /// Up to 32 bits.
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

    /// A Golomb code of limited length (§A.5.3): up to `max` zeros and a one say how often 2^k goes
    /// into the value, k bits what is left; after exactly `max` zeros the value less one follows in
    /// `escapeBits`.
    int golomb(int k, int max, int escapeBits) throws MalformedFrame {
        if (count < 40) {
            fill();
        }
        int zeros = Long.numberOfLeadingZeros(buffer);
        if (zeros < count) {
            buffer <<= zeros;
            buffer <<= 1;
            count -= zeros + 1;
        } else {
            zeros = 0;
            while (bit() == 0) {
                if (++zeros > max) {
                    break;
                }
            }
        }
        if (zeros < max) {
            return (zeros << k) + bits(k);
        }
        if (zeros > max) {
            throw new MalformedFrame(at, "Golomb code of more than " + max + " zeros");
        }
        return bits(escapeBits) + 1;
    }

    void checkNotExhausted() throws MalformedFrame {
        if (padding > count) {
            throw new MalformedFrame(at, "scan data end early");
        }
    }

    private void fill() {
        if (!afterFf && at + 8 <= data.length) {
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
        while (count <= 56) {
            fillByte();
        }
    }

    private void fillByte() {
        int next = at < data.length ? data[at] & 0xFF : 0xFF;
        int after = at + 1 < data.length ? data[at + 1] & 0xFF : 0xFF;
        if (next == 0xFF && after >= 0x80) { // a marker, or the end
            padding += 8;
            count += 8;
        } else {
            int bits = afterFf ? 7 : 8;
            buffer |= (long) next << 64 - bits - count;
            count += bits;
            afterFf = next == 0xFF;
            at++;
        }
    }
}
