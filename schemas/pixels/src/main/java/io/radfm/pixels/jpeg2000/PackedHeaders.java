// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Packet headers taken out of the packets, into the main header (PPM, T.800 §A.7.4) or into those
/// of the tile-parts (PPT, §A.7.5).
final class PackedHeaders {
    private final Deque<PacketData.Part> parts = new ArrayDeque<>();
    private int segments;

    /// Adds the segment whose length field is at `at`: `Lppm:2 Zppm:1 bytes`.
    void add(Bytes bytes, int at, int end) throws MalformedFrame {
        require(end > at + 2, at, "packed packet headers end early");
        require(bytes.u8(at + 2) == segments, at + 2, "packed packet headers out of order");
        segments++;
        if (end > at + 3) {
            parts.add(new PacketData.Part(at + 3, end));
        }
    }

    /// Moves everything there is.
    void takeAll(List<PacketData.Part> to) {
        to.addAll(parts);
        parts.clear();
        segments = 0;
    }

    /// Moves what belongs to the next tile-part: `Nppm:4` and so many bytes. Both may go on from
    /// one segment into the next.
    void takeTilePart(Bytes bytes, List<PacketData.Part> to) throws MalformedFrame {
        if (segments == 0) {
            return;
        }
        long length = 0;
        for (int i = 0; i < 4; i++) {
            length = length << 8 | bytes.u8(take(1).from());
        }
        while (length > 0) {
            var part = take(length);
            to.add(part);
            length -= part.length();
        }
    }

    /// The next bytes of the first part, at most so many.
    private PacketData.Part take(long most) throws MalformedFrame {
        var first = parts.poll();
        require(first != null, 0, "packed packet headers end early");
        if (first.length() > most) {
            parts.push(new PacketData.Part(first.from() + (int) most, first.to()));
        }
        return new PacketData.Part(
                first.from(), first.from() + (int) Math.min(most, first.length()));
    }
}
