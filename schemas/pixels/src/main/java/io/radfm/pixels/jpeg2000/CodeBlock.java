// SPDX-License-Identifier: Apache-2.0
package io.radfm.pixels.jpeg2000;

import java.util.Arrays;

/// A rectangle of quantized coefficients coded on its own (T.800 §B.7): coding passes in codeword
/// segments, whose bytes come in pieces, a few from every layer.
final class CodeBlock {
    private final Area area;
    private final int zeroBitPlanes;

    /// Bits of a length in a packet header, less those for the number of passes (§B.10.7.1).
    int lengthBits = 3;

    private int passes;
    private int segments;
    private int[] segmentPasses = new int[1];
    private int[] segmentBytes = new int[1];
    private int pieces;
    private int[] pieceAt = new int[1];
    private int[] pieceLength = new int[1];

    CodeBlock(Area area, int zeroBitPlanes) {
        this.area = area;
        this.zeroBitPlanes = zeroBitPlanes;
    }

    Area area() {
        return area;
    }

    int zeroBitPlanes() {
        return zeroBitPlanes;
    }

    int passes() {
        return passes;
    }

    int segments() {
        return segments;
    }

    int passesOf(int segment) {
        return segmentPasses[segment];
    }

    int bytesOf(int segment) {
        return segmentBytes[segment];
    }

    /// How many more passes the codeword segment takes in which the next pass lies.
    int roomInSegment(ComponentStyle style) {
        int room = roomInLast(style);
        return room > 0 ? room : style.passesOfSegment(passes);
    }

    private int roomInLast(ComponentStyle style) {
        if (segments == 0) {
            return 0;
        }
        int begun = segmentPasses[segments - 1];
        return style.passesOfSegment(passes - begun) - begun;
    }

    /// Adds passes to the last segment, or to a new one when that is full.
    void add(int more, int bytes, ComponentStyle style) {
        if (roomInLast(style) == 0) {
            if (segments == segmentPasses.length) {
                segmentPasses = Arrays.copyOf(segmentPasses, 2 * segments);
                segmentBytes = Arrays.copyOf(segmentBytes, 2 * segments);
            }
            segments++;
        }
        segmentPasses[segments - 1] += more;
        segmentBytes[segments - 1] += bytes;
        passes += more;
    }

    /// The next bytes of its segments lie there in the tile's data.
    void addPiece(int at, int length) {
        if (pieces == pieceAt.length) {
            pieceAt = Arrays.copyOf(pieceAt, 2 * pieces);
            pieceLength = Arrays.copyOf(pieceLength, 2 * pieces);
        }
        pieceAt[pieces] = at;
        pieceLength[pieces] = length;
        pieces++;
    }

    /// All bytes of all its segments, one behind the other.
    byte[] bytes(byte[] tile) {
        int length = 0;
        for (int i = 0; i < pieces; i++) {
            length += pieceLength[i];
        }
        var bytes = new byte[length];
        int to = 0;
        for (int i = 0; i < pieces; i++) {
            System.arraycopy(tile, pieceAt[i], bytes, to, pieceLength[i]);
            to += pieceLength[i];
        }
        return bytes;
    }
}
