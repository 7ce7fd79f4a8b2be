// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.ArrayList;
import java.util.List;

/// What the tile-parts of one tile hold together.
final class Tile {
    final Parameters parameters;

    /// Packet headers of PPT segments.
    final PackedHeaders packed = new PackedHeaders();

    private final List<PacketData.Part> packets = new ArrayList<>();
    private final List<PacketData.Part> headers = new ArrayList<>();

    Tile(Parameters parameters) {
        this.parameters = parameters;
    }

    /// Adds the packets of a tile-part.
    ///
    /// @param main packet headers of the main header, which tile-parts take in their order
    void add(Bytes encoded, int from, int to, PackedHeaders main) throws MalformedFrame {
        packets.add(new PacketData.Part(from, to));
        main.takeTilePart(encoded, headers);
        packed.takeAll(headers);
    }

    void decode(TileDecoder decoder, Area area, Bytes encoded) throws MalformedFrame {
        var bodies = new PacketData(encoded.data(), packets);
        decoder.decode(
                area,
                parameters,
                bodies,
                headers.isEmpty() ? bodies : new PacketData(encoded.data(), headers));
    }
}
