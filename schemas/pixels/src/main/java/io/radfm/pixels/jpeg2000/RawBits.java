// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

/// The bits of a codeword segment that bypasses the MQ coder (T.800 §D.6): after a byte of 0xFF the
/// next has seven. Behind the end come ones.
final class RawBits {
    private byte[] data;
    private int at;
    private int end;
    private int current;
    private int left;

    void start(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
        current = 0;
        left = 0;
    }

    int bit() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            current = at < end ? data[at++] & 0xFF : 0xFF;
        }
        left--;
        return current >> left & 1;
    }
}
