// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import static io.radfm.pixels.MalformedFrame.require;

import io.radfm.pixels.FrameFormat;
import io.radfm.pixels.MalformedFrame;
import io.radfm.pixels.bytes.Bytes;

import java.util.Map;
import java.util.TreeMap;

/// One codestream while it is decoded: SOC, main header, tile-parts, EOC (T.800 §A.3).
final class Codestream {
    private static final int SIZ = 0xFF51;
    private static final int PPM = 0xFF60;
    private static final int PPT = 0xFF61;
    private static final int SOT = 0xFF90;
    private static final int SOD = 0xFF93;
    private static final int EOC = 0xFFD9;

    private final Bytes bytes;
    private final FrameFormat format;
    private final Map<Integer, Tile> tiles = new TreeMap<>();
    private final PackedHeaders packed = new PackedHeaders();
    private ImageSize size;
    private Parameters parameters;

    Codestream(Bytes bytes, FrameFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    byte[] decode() throws MalformedFrame {
        int at = Jp2Boxes.codestream(bytes) + 2;
        require(bytes.u16(at) == SIZ, at, "SIZ is not the first marker segment");
        size = ImageSize.read(bytes, at + 2, format);
        parameters = new Parameters(size.components());
        at = segments(at, SOT, parameters, null);
        while (at < bytes.length() && bytes.u16(at) == SOT) {
            at = tilePart(at);
        }
        require(
                tiles.size() == size.tiles(),
                at,
                tiles.size() + " of " + size.tiles() + " tiles are there");

        var frame = new byte[format.frameBytes()];
        var decoder = new TileDecoder(size, format, frame);
        for (var tile : tiles.entrySet()) {
            tile.getValue().decode(decoder, size.tile(tile.getKey()), bytes);
        }
        return frame;
    }

    /// Reads marker segments from `at` up to a marker that ends them, whose offset it returns.
    private int segments(int from, int last, Parameters to, Tile tile) throws MalformedFrame {
        int at = from;
        while (bytes.u16(at) != last) {
            int marker = bytes.u16(at);
            require(marker >= 0xFF01, at, "no marker where one should be");
            require(marker < 0xFF30 || marker > 0xFF3F, at, "marker without a segment in a header");
            require(marker != EOC && marker != SOT && marker != SOD, at, "header ends early");
            int length = bytes.u16(at + 2);
            require(length >= 2, at + 2, "segment length " + length);
            bytes.has(at + 2, length);
            int end = at + 2 + length;
            switch (marker) {
                case PPM -> packed.add(bytes, at + 2, end);
                case PPT -> {
                    require(tile != null, at, "PPT in the main header");
                    tile.packed.add(bytes, at + 2, end);
                }
                default -> to.segment(bytes, marker, at + 2, end);
            }
            at = end;
        }
        return at;
    }

    /// Reads a tile-part (§A.4.2): `SOT Lsot:2 Isot:2 Psot:4 TPsot:1 TNsot:1`, its header, its
    /// packets. Returns where the next one begins.
    private int tilePart(int at) throws MalformedFrame {
        int index = bytes.u16(at + 4);
        long length = bytes.u32(at + 6);
        require(index < size.tiles(), at + 4, "tile " + index + " of " + size.tiles());
        int end = length == 0 ? endOfCodestream(at) : (int) Math.min(at + length, 1L << 31);
        require(end >= at + 12 && end <= bytes.length(), at + 6, "tile-part ends early");
        var tile = tiles.computeIfAbsent(index, _ -> new Tile(parameters.ofTile()));
        int packets = segments(at + 12, SOD, tile.parameters, tile) + 2;
        require(packets <= end, at, "tile-part ends inside its header");
        tile.add(bytes, packets, end, packed);
        return end;
    }

    /// The last tile-part may leave its length open; then it must be known that it is whole. Behind
    /// EOC there may be bytes that pad the fragment.
    private int endOfCodestream(int from) throws MalformedFrame {
        int at = bytes.length();
        while (at > from && bytes.u8(at - 1) == 0) {
            at--;
        }
        require(at >= from + 14 && bytes.u16(at - 2) == EOC, at, "no end of codestream");
        return at - 2;
    }
}
