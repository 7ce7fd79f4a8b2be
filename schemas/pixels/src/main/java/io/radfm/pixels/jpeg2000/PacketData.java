// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.MalformedFrame;

import java.util.List;

/// The bytes of a tile's tile-parts one behind the other, and a place in them. Packed packet
/// headers (PPM, PPT) are kept the same way.
final class PacketData {
    /// Bytes of the encoded frame.
    record Part(int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final byte[] bytes;
    private final List<Part> parts;
    private int at;

    PacketData(byte[] encoded, List<Part> parts) {
        this.parts = List.copyOf(parts);
        bytes = new byte[parts.stream().mapToInt(Part::length).sum()];
        int to = 0;
        for (var part : parts) {
            System.arraycopy(encoded, part.from, bytes, to, part.length());
            to += part.length();
        }
    }

    byte[] bytes() {
        return bytes;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int at() {
        return at;
    }

    int next(String failure) throws MalformedFrame {
        if (at >= bytes.length) {
            throw new MalformedFrame(offset(), failure);
        }
        return bytes[at++] & 0xFF;
    }

    /// Goes so far ahead, and answers whence.
    int skip(int count, String failure) throws MalformedFrame {
        if (count < 0 || count > bytes.length - at) {
            throw new MalformedFrame(offset(), failure);
        }
        at += count;
        return at - count;
    }

    /// Skips a marker of so many bytes with its segment, if that is what comes next.
    void skipMarker(int marker, int size) throws MalformedFrame {
        if (bytes.length - at >= 2 && ((bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF) == marker) {
            skip(size, "marker segment between packets ends early");
        }
    }

    /// The place, counted from the start of the encoded frame.
    long offset() {
        int before = at;
        for (var part : parts) {
            if (before <= part.length()) {
                return part.from + before;
            }
            before -= part.length();
        }
        return parts.isEmpty() ? 0 : parts.getLast().to;
    }
}
