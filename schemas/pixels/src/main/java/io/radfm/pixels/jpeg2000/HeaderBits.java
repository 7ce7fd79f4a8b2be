// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.MalformedFrame;

/// The bits of a packet header: after a byte of 0xFF the next has seven (T.800 §B.10.1).
final class HeaderBits {
    private final PacketData data;
    private int current;
    private int left;

    /// Headers begin at the data's place, and are taken from it.
    HeaderBits(PacketData data) {
        this.data = data;
    }

    int bit() throws MalformedFrame {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            current = data.next("packet header ends early");
        }
        left--;
        return current >> left & 1;
    }

    /// Up to 31 bits.
    int bits(int count) throws MalformedFrame {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit();
        }
        return value;
    }

    /// Skips what fills the last byte up, and the byte that has to follow 0xFF.
    void align() throws MalformedFrame {
        if (current == 0xFF) {
            data.next("packet header ends early");
        }
        current = 0;
        left = 0;
    }

    MalformedFrame malformed(String reason) {
        return new MalformedFrame(data.offset(), reason);
    }
}
