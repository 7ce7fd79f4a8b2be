// SPDX-License-Identifier: Apache-2.0
package io.radfm.modality.acquisition;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// RLE Lossless for 16-bit samples (PS3.5 Annex G): the high bytes, then the low bytes, each row
/// packed by itself.
final class RleEncoder {
    private static final int HEADER = 64;
    private static final int LONGEST = 128;

    private RleEncoder() {}

    static byte[] encode(short[] pixels, int columns) {
        var out = new ByteArrayOutputStream(pixels.length * 2);
        out.writeBytes(new byte[HEADER]);
        var row = new byte[columns];
        int low = 0;
        for (int shift = 8; shift >= 0; shift -= 8) {
            low = out.size();
            for (int at = 0; at < pixels.length; at += columns) {
                for (int i = 0; i < columns; i++) {
                    row[i] = (byte) (pixels[at + i] >> shift);
                }
                pack(row, out);
            }
            if (out.size() % 2 != 0) {
                out.write(0);
            }
        }
        var bytes = out.toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(2).putInt(HEADER).putInt(low);
        return bytes;
    }

    /// Runs of three and more are told by their length, everything else as it is (§G.3.1).
    private static void pack(byte[] row, ByteArrayOutputStream out) {
        int literal = 0;
        int at = 0;
        while (at < row.length) {
            int run = run(row, at);
            if (run >= 3) {
                literal(row, literal, at, out);
                out.write(1 - run);
                out.write(row[at]);
                at += run;
                literal = at;
            } else {
                at += run;
            }
        }
        literal(row, literal, at, out);
    }

    private static int run(byte[] row, int from) {
        int to = from + 1;
        while (to < row.length && to - from < LONGEST && row[to] == row[from]) {
            to++;
        }
        return to - from;
    }

    private static void literal(byte[] row, int from, int to, ByteArrayOutputStream out) {
        for (int at = from; at < to; at += LONGEST) {
            int count = Math.min(LONGEST, to - at);
            out.write(count - 1);
            out.write(row, at, count);
        }
    }
}
