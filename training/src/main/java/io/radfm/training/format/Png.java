// SPDX-License-Identifier: Apache-2.0
package io.radfm.training.format;

import io.radfm.training.sample.Npy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/// Pictures as PNG (ISO/IEC 15948), 8 bits, grey or RGB, without loss. The pixels are in deflate's
/// stored blocks (RFC 1951 §3.2.4): no compressor's version changes a byte.
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int MOST_STORED = 0xFFFF;

    private Png() {}

    /// @param picture its first slice
    static byte[] of(Npy.Array picture) {
        int channels = picture.channels();
        int height = picture.height();
        int width = picture.width();
        var rows = ByteBuffer.allocate(height * (1 + width * channels));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0); // no filter
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    int at = ((c * height + y) * width + x) * picture.depth();
                    rows.put((byte) Math.round(picture.value(at) * 255));
                }
            }
        }
        var header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {8, (byte) (channels == 1 ? 0 : 2), 0, 0, 0});
        var png = new ByteArrayOutputStream(rows.capacity() + 1024);
        png.writeBytes(SIGNATURE);
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", stored(rows.array()));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /// As a zlib stream (RFC 1950).
    private static byte[] stored(byte[] bytes) {
        int blocks = Math.ceilDiv(bytes.length, MOST_STORED);
        var stream = ByteBuffer.allocate(2 + 5 * blocks + bytes.length + Integer.BYTES);
        stream.put((byte) 0x78).put((byte) 0x01);
        for (int at = 0; at < bytes.length; at += MOST_STORED) {
            int length = Math.min(MOST_STORED, bytes.length - at);
            stream.put((byte) (at + length == bytes.length ? 1 : 0));
            stream.putShort(Short.reverseBytes((short) length));
            stream.putShort(Short.reverseBytes((short) ~length));
            stream.put(bytes, at, length);
        }
        var sum = new Adler32();
        sum.update(bytes);
        return stream.putInt((int) sum.getValue()).array();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] content) {
        var chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        var sum = new CRC32();
        sum.update(chunk.array(), Integer.BYTES, Integer.BYTES + content.length);
        png.writeBytes(chunk.putInt((int) sum.getValue()).array());
    }
}
