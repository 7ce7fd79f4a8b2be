// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.rle;

import java.io.ByteArrayOutputStream;

/// An RLE encoder (PS3.5 Annex G) as simple as can be, for tests.
final class PackBits {
    private PackBits() {}

    /// A frame of so many bytes per pixel, the most significant byte of each sample first.
    static byte[] encode(byte[] frame, int bytesPerSample, int samples) {
        int segments = bytesPerSample * samples;
        var out = new ByteArrayOutputStream();
        var header = new byte[64];
        header[0] = (byte) segments;
        for (int segment = 0; segment < segments; segment++) {
            int at = 64 + out.size();
            for (int i = 0; i < 4; i++) {
                header[4 + 4 * segment + i] = (byte) (at >> 8 * i);
            }
            int first =
                    segment / bytesPerSample * bytesPerSample
                            + bytesPerSample
                            - 1
                            - segment % bytesPerSample;
            segment(frame, first, segments, out);
        }
        var encoded = new byte[64 + out.size()];
        System.arraycopy(header, 0, encoded, 0, 64);
        System.arraycopy(out.toByteArray(), 0, encoded, 64, out.size());
        return encoded;
    }

    private static void segment(byte[] frame, int first, int step, ByteArrayOutputStream out) {
        int at = first;
        while (at < frame.length) {
            int run = 1;
            while (run < 128
                    && at + run * step < frame.length
                    && frame[at + run * step] == frame[at]) {
                run++;
            }
            if (run > 1) {
                out.write(1 - run);
                out.write(frame[at]);
                at += run * step;
            } else {
                int count = 0;
                int end = at;
                do {
                    count++;
                    end += step;
                } while (count < 128
                        && end < frame.length
                        && (end + step >= frame.length || frame[end] != frame[end + step]));
                out.write(count - 1);
                for (; at < end; at += step) {
                    out.write(frame[at]);
                }
            }
        }
        if (out.size() % 2 == 1) {
            out.write(0);
        }
    }
}
