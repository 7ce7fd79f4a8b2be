// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import io.radfm.pixels.MalformedFrame;

import java.util.ArrayList;
import java.util.List;

/// Reads packets: what one layer adds to one precinct (T.800 §B.9 and §B.10).
///
/// ```
///  [SOP] header: is there anything? for each block: included? zero bit planes, passes, lengths [EPH]
///  body: the bytes of the blocks, in the same order
/// ```
final class PacketReader {
    private static final int SOP = 0xFF91;
    private static final int EPH = 0xFF92;

    /// Bit planes beyond any that could be decoded.
    private static final int MAX_ZERO_BIT_PLANES = 74;

    private final PacketData bodies;
    private final PacketData headers;
    private final ComponentStyle[] styles;

    /// What a header announced: passes of a block and the bytes they have.
    private record Announced(CodeBlock block, int bytes) {}

    /// @param headers the same as the bodies, unless they are packed elsewhere
    PacketReader(PacketData bodies, PacketData headers, ComponentStyle[] styles) {
        this.bodies = bodies;
        this.headers = headers;
        this.styles = styles;
    }

    boolean hasMore() {
        return headers.hasMore();
    }

    void read(Resolution resolution, int component, int precinct, int layer) throws MalformedFrame {
        bodies.skipMarker(SOP, 6);
        var announced = new ArrayList<Announced>();
        var bits = new HeaderBits(headers);
        if (bits.bit() == 1) {
            for (var band : resolution.bands()) {
                var blocks = resolution.precinct(band, precinct);
                for (int y = 0; y < blocks.high(); y++) {
                    for (int x = 0; x < blocks.wide(); x++) {
                        block(blocks, x, y, layer, styles[component], bits, announced);
                    }
                }
            }
        }
        bits.align();
        headers.skipMarker(EPH, 2);
        for (var next : announced) {
            int from = bodies.skip(next.bytes, "code block ends early");
            next.block.addPiece(from, next.bytes);
        }
    }

    private static void block(
            Precinct precinct,
            int x,
            int y,
            int layer,
            ComponentStyle style,
            HeaderBits bits,
            List<Announced> announced)
            throws MalformedFrame {
        var block = precinct.block(x, y);
        if (block == null) {
            if (!precinct.inclusion.isBelow(x, y, layer + 1, bits)) {
                return;
            }
            int zeros =
                    precinct.zeroBitPlanes.value(
                            x, y, MAX_ZERO_BIT_PLANES, "zero bit planes", bits);
            block = precinct.include(x, y, zeros);
        } else if (bits.bit() == 0) {
            return;
        }
        int passes = passes(bits);
        while (bits.bit() == 1) {
            block.lengthBits++;
        }
        int bytes = 0;
        while (passes > 0) {
            int part = Math.min(passes, block.roomInSegment(style));
            int width = block.lengthBits + 31 - Integer.numberOfLeadingZeros(part);
            if (width > 31) {
                throw bits.malformed("code block length of " + width + " bits");
            }
            int length = bits.bits(width);
            block.add(part, length, style);
            bytes += length;
            if (bytes < 0 || length < 0) {
                throw bits.malformed("code block ends early");
            }
            passes -= part;
        }
        announced.add(new Announced(block, bytes));
    }

    /// The number of passes (Table B.4): 1, 2, 3 to 5, 6 to 36, 37 to 164.
    private static int passes(HeaderBits bits) throws MalformedFrame {
        if (bits.bit() == 0) {
            return 1;
        }
        if (bits.bit() == 0) {
            return 2;
        }
        int few = bits.bits(2);
        if (few < 3) {
            return 3 + few;
        }
        int some = bits.bits(5);
        return some < 31 ? 6 + some : 37 + bits.bits(7);
    }
}
